import { type Change, change } from '../../records/change.ts';
import type { Kind, Stored } from '../../records/kind.ts';

/** How many records of a kind are new, moved on, or as they were. */
export interface Tally {
  added: number;
  changed: number;
  same: number;
}

/** What a file would do: counts by kind, and what differs in plain words (the first ones). */
export interface Report {
  tallies: Map<string, Tally>;
  differences: string[];
  /** Households that go to another village, a line each. */
  moves: string[];
}

export const newReport = (): Report => ({ tallies: new Map(), differences: [], moves: [] });

const SHOWN = 20;

/** Without what is empty, so that a field that was never there is the same as an empty one. */
function core(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(core);
  if (!value || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => !isEmpty(v));
  return Object.fromEntries(
    entries.map(([k, v]) => [k, core(v)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const isEmpty = (v: unknown) =>
  v === null || v === undefined || v === '' || (Array.isArray(v) && v.length === 0);

export const isSame = (a: unknown, b: unknown) =>
  (isEmpty(a) && isEmpty(b)) || JSON.stringify(core(a)) === JSON.stringify(core(b));

/** What a record is called in the report, and how its fields are. */
export interface Naming {
  name: string;
  labels: Readonly<Record<string, string>>;
}

/** The change from what is there to what the file says; none where it says the same. It is counted in the report. */
export function compared<T extends Stored>(
  kind: Kind<T>,
  before: T | undefined,
  after: T,
  report: Report,
  naming: Naming,
): Change[] {
  const tally = report.tallies.get(kind.name) ?? { added: 0, changed: 0, same: 0 };
  report.tallies.set(kind.name, tally);
  const was = (before ?? {}) as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const fields = Object.keys(is).filter((f) => f !== 'rev' && !isSame(was[f], is[f]));
  if (!before) tally.added += 1;
  else if (fields.length === 0) {
    tally.same += 1;
    return [];
  } else {
    tally.changed += 1;
    if (report.differences.length < SHOWN) {
      const told = fields.flatMap((f) => {
        const label = naming.labels[f];
        return label ? [`${label} ${shown(was[f])}→${shown(is[f])}`] : [];
      });
      report.differences.push(`${naming.name}:${told.join(';') || '有改动'}`);
    }
  }
  return [change({ kind, before, after, action: `${kind.name}.import`, actor: after.by })];
}

function shown(value: unknown): string {
  if (isEmpty(value)) return '(空)';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) {
    const texts = value.filter((v) => typeof v === 'string');
    return texts.length === value.length ? texts.join('、') : `${value.length}人`;
  }
  return String(value).slice(0, 20);
}
