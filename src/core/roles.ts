/** What a person does in the organisation (A01–A29, M10–M16); one person may have several. */
export type Role =
  | 'helper' // 帮扶责任人 = 网格员 (A04)
  | 'deputy' // 副网格长 (A03)
  | 'gridLeader' // 网格长 (A03)
  | 'firstSecretary' // 第一书记 (A10)
  | 'teamLeader' // 驻村工作队队长 (A13)
  | 'villageSecretary' // 村支书 (A22)
  | 'infoOfficer' // 村脱贫信息员 (A18)
  | 'office' // 乡扶贫办
  | 'townshipLeader' // 乡党委书记, 乡长 (A23)
  | 'countyLeader' // 包乡领导 (A26)
  | 'agriTech' // 驻村农技员 (A28)
  | 'relief' // 乡救助站 (A38)
  | 'inspector' // 督查员 (A29)
  | 'monitor'; // 监测站 (A19)

export const ROLE_LABELS: Record<Role, string> = {
  helper: '帮扶责任人',
  deputy: '副网格长',
  gridLeader: '网格长',
  firstSecretary: '第一书记',
  teamLeader: '驻村工作队队长',
  villageSecretary: '村支书',
  infoOfficer: '村脱贫信息员',
  office: '扶贫办',
  townshipLeader: '乡领导',
  countyLeader: '包乡领导',
  agriTech: '驻村农技员',
  relief: '乡救助站',
  inspector: '督查员',
  monitor: '监测站',
};

/** Where something was said, which decides what may be answered there (contract, section 5). */
export type Place = 'private' | 'cadreRoom' | 'leaderRoom' | 'householdRoom' | 'unknownRoom';

/** Whom a right is for: a role, any bound cadre, a household member, or anyone at all. */
export type Who = Role | 'cadre' | 'household' | 'anyone';

export const WHO_LABELS: Record<Who, string> = {
  ...ROLE_LABELS,
  cadre: '帮扶干部',
  household: '农户',
  anyone: '所有人',
};

/** Who is speaking, as far as the bindings tell. Neither `person` nor `householdId`: an unbound contact. */
export interface Sender {
  /** The channel's contact id. */
  contact: string;
  person?: {
    id: string;
    name: string;
    roles: readonly Role[];
    villageIds: readonly string[];
    /** Who is away today and has him stand in (请假): he may do what is theirs to do. */
    standsFor?: readonly string[];
  };
  householdId?: string;
}

/** The id under which a sender's records stand: person, household, or the contact itself where unbound. */
export function actorOf(sender: Sender): string {
  return sender.person?.id ?? sender.householdId ?? `contact:${sender.contact}`;
}

/** It is his to do, or that of somebody for whom he stands in. */
export function isHis(sender: Sender, personId: string | undefined): boolean {
  if (personId === undefined) return false;
  return sender.person?.id === personId || (sender.person?.standsFor?.includes(personId) ?? false);
}

/** A person still at work here: one who was transferred keeps his name in the records but has no role (A34). */
export function isCadre(sender: Sender): boolean {
  return (sender.person?.roles.length ?? 0) > 0;
}
