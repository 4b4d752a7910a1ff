import { readFileSync } from 'node:fs';
import { addDays } from '../../src/core/clock.ts';

/** The sample township's file, as far as it is loaded. */
export interface Sample {
  meta: { as_of: string; bot_name: string };
  villages: {
    id: string; name: string; is_poor_village: boolean; groups: string[]; workdays: number[]; visit_cycle_days: number;
    grid_leader: string; deputies: string[]; info_officer: string | null; infra: Record<string, string>; unit: string;
  }[];
  people: {
    id: string; name: string; roles: string[]; unit: string; post: string; grade: string; village_ids: string[];
    wechat_remark: string; phone_masked: string;
  }[];
  chat_groups: { id: string; name: string; audience: string; org: string; members: string[]; households?: string[] }[];
  households: Record<string, unknown>[];
  assignments: {
    id: string; household_id: string; person_id: string; is_primary: boolean; start: string; end: string | null;
    change_reason?: string;
  }[];
  visits: {
    id: string; household_id: string; date: string; by: string; mode: string; counted: boolean; attempt_no?: number;
  }[];
  issues: {
    id: string; title: string; household_id: string | null; village_id: string; category: string; source: string;
    visibility: string; reported: string; due: string; owner: string; level: string; status: string; fixed?: string;
    affected_households?: number; escalations?: string[];
  }[];
  tasks: {
    id: string; title: string; assignees: string[]; created_by: string; due: string; household_id: string | null; status: string;
  }[];
  publicity: { id: string; household_id: string; type: string; place: string; start: string }[];
}

/** Reads the sample, its days moved on by whole weeks. */
export function readSample(weeks = 0): Sample {
  const raw = JSON.parse(readFileSync(new URL('./sample.json', import.meta.url), 'utf8')) as unknown;
  return (weeks === 0 ? raw : shifted(raw, weeks * 7)) as Sample;
}

/** Every value that begins with a day is moved; words are left as they are. */
function shifted(value: unknown, days: number): unknown {
  if (typeof value === 'string') {
    const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(value)?.[0];
    return day ? addDays(day, days) + value.slice(10) : value;
  }
  if (Array.isArray(value)) return value.map((v) => shifted(v, days));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shifted(v, days)]));
  }
  return value;
}
