import { at, iso } from '../../src/core/clock.ts';
import { type Assignment, type Household, householdSchema } from '../../src/records/household.ts';
import { type Publicity, publicityDays, publicityId } from '../../src/records/publicity.ts';
import type { Stored } from '../../src/records/kind.ts';
import type { Identity, Person, Room, Village } from '../../src/records/organisation.ts';
import { MODE_LABELS, type Mode, type Visit } from '../../src/records/visit.ts';
import { rolesOf } from '../../src/records/titles.ts';
import type { Sample } from './shape.ts';

const AUDIENCES: Record<string, Room['audience']> = { 干部: 'cadre', 群众: 'household', 领导: 'leader' };
const MODE_CODES = new Map(Object.entries(MODE_LABELS).map(([code, label]) => [label, code as Mode]));

/** `S-001` as people read it now: `S1`. */
export const shortId = (id: string) => id.replace(/^([A-Z]+)-0*(\d+)$/, '$1$2');

export function envelope(id: string, at: string): Stored {
  return { id, rev: 0, schema: 1, by: 'import', at, status: 'active', source: { messageId: 'import', chat: 'import' } };
}

export function people(sample: Sample): Person[] {
  return sample.people.map((p) => ({
    ...envelope(p.id, sample.meta.as_of),
    name: p.name,
    roles: rolesOf(p.roles),
    titles: p.roles,
    unit: p.unit,
    post: p.post,
    grade: p.grade,
    villageIds: p.village_ids,
    remark: p.wechat_remark,
    phone: p.phone_masked,
    bound: true,
  }));
}

export function villages(sample: Sample): Village[] {
  return sample.villages.map((v) => ({
    ...envelope(v.id, sample.meta.as_of),
    name: v.name,
    poor: v.is_poor_village,
    groups: v.groups,
    workdays: v.workdays,
    visitCycleDays: v.visit_cycle_days,
    gridLeaderId: v.grid_leader,
    deputyIds: v.deputies,
    infoOfficerId: v.info_officer,
    facts: { infra: v.infra, unit: v.unit },
  }));
}

/** `channelId` tells how the channel names a room. */
export function rooms(sample: Sample, channelId: (id: string) => string): Room[] {
  return sample.chat_groups.map((g) => ({
    ...envelope(g.id, sample.meta.as_of),
    name: g.name,
    audience: AUDIENCES[g.audience] ?? 'cadre',
    villageId: /^V\d+$/.test(g.org) ? g.org : undefined,
    channelId: channelId(g.id),
  }));
}

type RawHousehold = { id: string; members: Record<string, unknown>[] } & Record<string, unknown>;

export function households(sample: Sample): Household[] {
  return sample.households.map((raw) => {
    const h = raw as RawHousehold;
    return householdSchema.parse({
      ...envelope(h.id, sample.meta.as_of),
      head: h.head,
      aliases: h.aliases,
      villageId: h.village_id,
      group: h.group,
      size: h.size,
      category: h.status,
      supportType: h.support_type,
      members: h.members.map((m) => ({
        ...m,
        workPlace: m.work_place,
        medicalInsured: m.medical_insured,
        pensionInsured: m.pension_insured,
      })),
      causeMain: h.cause_main,
      causeOther: h.cause_other,
      tags: h.tags,
      checks: h.checks,
      // Where the sample's days were moved into this week, its year moves with them.
      incomeYear: Number(sample.meta.as_of.slice(0, 4)) - 1,
      incomes: h.income_2016,
      incomeTotal: h.income_total_2016,
      incomePerCapita: h.income_per_capita_2016,
      assets: h.assets,
      measures: h.measures,
      loan: h.loan,
      riskFlags: h.risk_flags,
      redFlags: h.red_flags,
      exitPlanYear: h.exit_plan_year,
      visitCycleDays: h.visit_cycle_days,
      hasPhone: h.has_phone,
      wechatUser: h.wechat_user,
      notes: h.notes,
    });
  });
}

const villageOf = (sample: Sample) => new Map(sample.households.map((h) => [h.id as string, h.village_id as string]));

export function assignments(sample: Sample): Assignment[] {
  const villages = villageOf(sample);
  return sample.assignments.map((a) => ({
    ...envelope(a.id, sample.meta.as_of),
    householdId: a.household_id,
    personId: a.person_id,
    villageId: villages.get(a.household_id) ?? '',
    primary: a.is_primary,
    start: a.start,
    end: a.end,
    reason: a.change_reason,
  }));
}

export function visits(sample: Sample): Visit[] {
  const villages = villageOf(sample);
  return sample.visits.map((v) => ({
    ...envelope(shortId(v.id), iso(at(v.date, '17:00'))),
    by: v.by,
    villageId: villages.get(v.household_id) ?? '',
    householdId: v.household_id,
    date: v.date,
    mode: MODE_CODES.get(v.mode) ?? 'home',
    counted: v.counted,
    summary: '',
    text: '',
    attemptNo: v.attempt_no,
    history: [],
  }));
}

/** Names that were put up before the sample was taken. */
export function publicities(sample: Sample): Publicity[] {
  const villages = villageOf(sample);
  return sample.publicity.map((p) => ({
    ...envelope(publicityId(p.household_id, p.start), iso(at(p.start, '09:00'))),
    villageId: villages.get(p.household_id) ?? '',
    householdId: p.household_id,
    place: p.place,
    what: p.type,
    ...publicityDays(p.start),
  }));
}

/** On the simulator a person's chat identity is his id; a household's member chats as the household. */
export function identities(sample: Sample): Identity[] {
  const villages = villageOf(sample);
  return [
    ...sample.people.map((p) => ({ ...envelope(p.id, sample.meta.as_of), personId: p.id })),
    ...[...villages].map(([id, villageId]) => ({ ...envelope(id, sample.meta.as_of), householdId: id, villageId })),
  ];
}

