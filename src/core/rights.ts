import { ROLE_LABELS, type Sender, type Who } from './roles.ts';

/**
 * How far a right reaches: `own` is what one is named in (the household one helps, the task one has to do, the record one
 * made; a household's own affairs), `village` the villages one is posted to, `township` everything.
 */
export type Scope = 'own' | 'village' | 'township';

interface Row {
  /** What is missing, as a refusal says it: 没有“推送”权限. */
  label: string;
  who: Partial<Record<Who, Scope>>;
}

/** Those who answer for a village (A03, A10, A13, A18, A22). */
const VILLAGE = {
  deputy: 'village',
  gridLeader: 'village',
  firstSecretary: 'village',
  teamLeader: 'village',
  villageSecretary: 'village',
} as const;
/** Those who see the whole township (A23, A26). */
const TOWNSHIP = { office: 'township', townshipLeader: 'township', countyLeader: 'township' } as const;
/** Who sees to a village's affairs: its leaders, and its information officer, who looks its records over (A18). */
const LEADING = { ...VILLAGE, infoOfficer: 'village', ...TOWNSHIP } as const;
const OFFICE = { office: 'township' } as const;
/** Who writes down what is seen in a whole village, and the office for all (contract, section 6). */
const LOGGING = {
  deputy: 'village',
  gridLeader: 'village',
  firstSecretary: 'village',
  infoOfficer: 'village',
  ...OFFICE,
} as const;
const EACH_HIS_OWN = { cadre: 'own' } as const;
const HOUSEHOLD = { household: 'own' } as const;

/**
 * Who may do what, and how far (A01–A29; contract, section 6). Every command names one of these rights; every other check
 * asks `mayUse` or `covers`, so that there is no second list of roles anywhere.
 */
export const RIGHTS = {
  // for everybody
  getHelp: { label: '帮助', who: { anyone: 'own' } },
  bindSelf: { label: '绑定', who: { anyone: 'own' } },

  // visits
  /** A helper for his own households, the village's people for the village, the office for all (contract, section 6). */
  logVisit: {
    label: '记走访',
    who: {
      helper: 'own',
      ...LOGGING,
    },
  },
  /** To change, void or follow up a record: who made it, and those who may log for the village. */
  changeVisit: {
    label: '改走访',
    who: {
      cadre: 'own',
      ...LOGGING,
    },
  },
  ownWork: { label: '看自己的工作', who: EACH_HIS_OWN },
  checkRegister: { label: '核对档案', who: EACH_HIS_OWN },

  // problems
  reportProblem: { label: '登记问题', who: { cadre: 'township' } },
  /** Its owner, who reported it, its household's helper, and those above (C46). */
  moveProblem: { label: '办理问题', who: { cadre: 'own', ...LEADING } },
  seeProblems: { label: '看问题', who: { cadre: 'village', ...TOWNSHIP } },

  // facts
  /** What came into a household and went out of it: as for its visits, and what it tells of itself. */
  logMoney: {
    label: '记收支',
    who: {
      ...HOUSEHOLD,
      helper: 'own',
      ...LOGGING,
    },
  },
  seeMoney: { label: '看收支', who: { helper: 'own', ...LEADING } },
  /** What a household lacks: who noted it, its helper, and those above. */
  logNeed: { label: '记需求', who: { cadre: 'own', ...LEADING } },
  signUp: { label: '报名', who: { cadre: 'village', ...TOWNSHIP } },
  /** Closing and cancelling: who posted it first, and those above. */
  decideSignup: { label: '管报名', who: { cadre: 'own', ...LEADING } },

  // tasks
  /** Everybody may remind himself; who leads may give work to others (A03, A22, A23). */
  assignTask: { label: '派任务', who: { cadre: 'own', ...LEADING } },
  /** An information officer writes things down for the village and sends nobody out. */
  taskEveryone: { label: '给大家派任务', who: { ...VILLAGE, ...TOWNSHIP } },
  doTask: { label: '办任务', who: EACH_HIS_OWN },
  /** Who asked for it, the township, and where the system asked those who lead the village. */
  decideTask: { label: '管任务', who: { cadre: 'own', ...LEADING } },

  // policies and what households ask
  askPolicy: { label: '问政策', who: { household: 'own', cadre: 'township' } },
  readPolicy: { label: '看政策', who: { cadre: 'township' } },
  /** The office, and those who answer for what is told in their field (G24). */
  reviewPolicy: {
    label: '审核政策',
    who: { ...OFFICE, townshipLeader: 'township', relief: 'township', gridLeader: 'township' },
  },
  publishPolicy: { label: '发布政策', who: OFFICE },
  pushPolicy: { label: '推送', who: OFFICE },
  withdrawPolicy: { label: '撤回政策', who: OFFICE },
  warnVillages: { label: '推送防骗提醒', who: OFFICE },
  editPolicy: { label: '改政策', who: OFFICE },
  addAnswer: { label: '加答案', who: OFFICE },
  /** Whose it is, and those who lead the village: whoever sees to it first tells the household (E05). */
  answerRequest: { label: '答复', who: { cadre: 'own', ...VILLAGE, ...OFFICE } },
  /** A household's own helper, questions and subscriptions. */
  ownAffairs: { label: '看自家的事', who: HOUSEHOLD },

  // what the bot sends by itself
  seeReminders: { label: '看提醒', who: { cadre: 'own', ...LEADING } },
  seeSent: { label: '看发送记录', who: { cadre: 'own', ...TOWNSHIP } },

  /** Who cannot be written to: whom the office has to ask to become a friend. */
  seeUnreached: { label: '看谁收不到', who: OFFICE },
  /** Who is not bound yet: the office all, those who lead a village its own. */
  seeUnbound: { label: '看谁没绑定', who: { ...OFFICE, gridLeader: 'village', firstSecretary: 'village' } },
  /** One's own leave and peace; the township's leaders may put down another's. */
  ownPeace: { label: '请假', who: { ...EACH_HIS_OWN, ...TOWNSHIP } },
  /** How reminders climb and when a village is busy; one's own task everybody (D30). */
  setRules: {
    label: '定催办规则',
    who: {
      cadre: 'own',
      gridLeader: 'village',
      firstSecretary: 'village',
      villageSecretary: 'village',
      ...TOWNSHIP,
    },
  },
  /** The day by which households pay or apply is set by the office for all (G01). */
  planSeason: { label: '定缴费申请的期限', who: { ...OFFICE, townshipLeader: 'township' } },
  /** The yearly review of relief is the civil affairs’ own work as well (C36). */
  planReview: { label: '定期限', who: { ...OFFICE, townshipLeader: 'township', relief: 'township' } },
  reportPaid: { label: '报缴费', who: { household: 'own', cadre: 'own', ...LEADING, relief: 'township' } },
  /** A list of households to be checked (E16): work for others, which an inspector, who only reads (A29), gives nobody. */
  checkHouseholds: { label: '派核查', who: LEADING },
  // figures and digests
  /** A helper his own households, who leads the village, the township, the inspector and the civil affairs all (A14, A29, A38). */
  seeProgress: {
    label: '看进度',
    who: { cadre: 'own', ...LEADING, inspector: 'township', monitor: 'township', relief: 'township' },
  },
  /** To ask after something that is late: who leads there (A17). */
  urge: { label: '催办', who: LEADING },

  // people, households, rooms
  /** The household card: its chain of responsibility, and who inspects (A05, A29). */
  seeCard: {
    label: '看户卡片',
    who: { helper: 'own', ...LEADING, inspector: 'township' },
  },
  seeHelpers: { label: '看谁在帮', who: { cadre: 'village', ...TOWNSHIP } },
  editHousehold: {
    label: '改户档案',
    who: {
      helper: 'own',
      ...LOGGING,
    },
  },
  /** A household's name is put up in its village (C06): its helper, who writes down for the village, and its secretary. */
  postNames: { label: '记公示', who: { helper: 'own', ...LOGGING, villageSecretary: 'village' } },
  /** What hangs there for all to see: who works in the village, and the household about itself (C54). */
  seePublicity: { label: '看公示', who: { ...HOUSEHOLD, cadre: 'village', ...TOWNSHIP } },
  /** A bereaved household is spoken to again before its time (B41). */
  endMourning: { label: '恢复推送', who: OFFICE },
  /** Who helps whom, and handing it over (A34). */
  assignHelper: { label: '分派帮扶人', who: OFFICE },
  /** A whole household goes to another village (易地搬迁): both villages' books move. */
  moveHousehold: { label: '迁村', who: OFFICE },
  importRoster: { label: '导入名册', who: OFFICE },
  /** A helper his own log and households (A32), a village its own, the office and the monitoring station all (A18, A19). */
  exportLedger: {
    label: '导出台账',
    who: {
      ...OFFICE,
      monitor: 'township',
      helper: 'own',
      ...VILLAGE,
      infoOfficer: 'village',
      townshipLeader: 'township',
    },
  },
  makeCodes: { label: '发绑定码', who: OFFICE },
  bindRoom: { label: '绑定群', who: OFFICE },
} as const satisfies Record<string, Row>;

export type Right = keyof typeof RIGHTS;

const rowOf = (right: Right): Row => RIGHTS[right];

/** Whom a right is for; roles go without saying where every cadre has it. */
export function holdersOf(right: Right): Who[] {
  const all = Object.keys(rowOf(right).who) as Who[];
  return all.includes('cadre') ? all.filter((who) => !(who in ROLE_LABELS)) : all;
}

/** The table's row as it stands: everybody with the scope that he has. */
export function scopesOf(right: Right): [Who, Scope][] {
  return Object.entries(rowOf(right).who) as [Who, Scope][];
}

export function rightLabel(right: Right): string {
  return rowOf(right).label;
}

/** How far the sender's right reaches; undefined where he has none. */
export function scopeOf(sender: Sender, right: Right): Scope | undefined {
  const { who } = rowOf(right);
  const roles = sender.person?.roles ?? [];
  const held = [
    who.anyone,
    sender.householdId === undefined ? undefined : who.household,
    ...(roles.length > 0 ? [who.cadre] : []),
    ...roles.map((role) => who[role]),
  ];
  return (['township', 'village', 'own'] as const).find((scope) => held.includes(scope));
}

/** Has this right for something at least; for what, `covers` tells. */
export function mayUse(sender: Sender, right: Right): boolean {
  return scopeOf(sender, right) !== undefined;
}

/** What a right is asked about: where it lies, and whether the sender himself is named in it. */
export interface About {
  villageId?: string;
  own?: boolean;
}

/** Has this right for what `about` says. Whoever lost his last role has none, whatever still names him (A34). */
export function covers(sender: Sender, right: Right, { villageId, own = false }: About): boolean {
  const scope = scopeOf(sender, right);
  if (!scope) return false;
  if (scope === 'township' || own) return true;
  return scope === 'village' && villageId !== undefined && !!sender.person?.villageIds.includes(villageId);
}
