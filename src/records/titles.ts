import type { Role } from '../core/roles.ts';

/** What a title of the roster lets a person do (A03–A29, A43). One who was transferred has none of them. */
const ROLES: Readonly<Record<string, Role>> = {
  帮扶责任人: 'helper',
  帮扶干部: 'helper',
  包扶责任人: 'helper',
  结对干部: 'helper',
  网格员: 'helper',
  副网格长: 'deputy',
  网格长: 'gridLeader',
  第一书记: 'firstSecretary',
  驻村工作队队长: 'teamLeader',
  工作队队长: 'teamLeader',
  村支书: 'villageSecretary',
  村支部书记: 'villageSecretary',
  村脱贫信息员: 'infoOfficer',
  信息员: 'infoOfficer',
  扶贫办: 'office',
  乡党委书记: 'townshipLeader',
  乡长: 'townshipLeader',
  镇党委书记: 'townshipLeader',
  镇长: 'townshipLeader',
  包乡领导: 'countyLeader',
  驻村农技员: 'agriTech',
  乡救助站: 'relief',
  督查员: 'inspector',
};

export const roleOf = (title: string): Role | undefined => ROLES[title];

/** The roles that these titles give, each once. */
export const rolesOf = (titles: readonly string[]): Role[] => [
  ...new Set(titles.flatMap((t) => ROLES[t] ?? [])),
];

/** Titles as they may be written into a roster. */
export const TITLES: readonly string[] = Object.keys(ROLES);
