import { iso } from '../../src/core/clock.ts';
import type { Stored } from '../../src/records/kind.ts';
import { POLICY_STATE_LABELS } from '../../src/records/policy.ts';
import { STATE_LABELS } from '../../src/records/problem.ts';
import type { Push } from '../../src/records/push.ts';
import type { Directory } from '../../src/records/read.ts';
import { MODE_LABELS } from '../../src/records/visit.ts';
import type { LedgerRow } from '../../src/transport/simulator/ledgerRow.ts';

type Row = Omit<LedgerRow, 'key' | 'at'>;

/** What the lists are called. A kind that is not here is the program's own bookkeeping. */
const KIND_NAMES: Record<string, string> = {
  visit: '走访',
  problem: '问题',
  task: '任务',
  request: '诉求',
  income: '收入',
  expense: '支出',
  need: '需要',
  signup: '报名',
  memberEvent: '人口变化',
  publicity: '公示',
  household: '农户',
  person: '人员',
  assignment: '结对',
  policy: '政策',
};

/** The project's own words where it has them; then those of tasks, requests and sends. */
const STATE_NAMES: Record<string, string> = {
  ...STATE_LABELS,
  ...POLICY_STATE_LABELS,
  open: '待办',
  done: '办好了',
  postponing: '等同意延期',
  cancelled: '取消',
  answered: '已答复',
  waiting: '等着发',
  sending: '正在发',
  sent: '已发',
  skipped: '没发',
  failed: '没发成',
};

/** A record as a row; undefined for the program's own bookkeeping. */
export function recordRow(kind: string, record: Stored, directory: Directory): Row | undefined {
  const name = KIND_NAMES[kind];
  if (!name) return undefined;
  const it = record as unknown as Record<string, unknown>;
  const said = (field: string) => (typeof it[field] === 'string' ? (it[field] as string) : undefined);
  const household = directory.household(said('householdId') ?? '')?.head;
  const person = directory.person(said('owner') ?? said('assignee') ?? said('personId') ?? '')?.name;
  const own = said('title') ?? said('head') ?? said('name') ?? said('item') ?? said('event');
  const mode = (MODE_LABELS as Record<string, string>)[said('mode') ?? ''];
  const title = [own, household, mode, said('date'), said('due'), amount(it), person].filter(Boolean).join(' · ');
  const state = said('status') === 'active' ? said('state') : said('status');
  return {
    kind: name,
    number: record.id,
    title: title || record.id,
    text: said('summary') ?? said('text'),
    state: state === undefined ? undefined : (STATE_NAMES[state] ?? state),
  };
}

function amount({ amount: yuan, quantity, unit }: Record<string, unknown>): string | undefined {
  if (typeof yuan === 'number') return `${yuan}元`;
  return typeof quantity === 'number' ? `${quantity}${typeof unit === 'string' ? unit : ''}` : undefined;
}

/** A planned send as a row: to whom, when, and what became of it. */
export function pushRow(push: Push, directory: Directory): LedgerRow {
  const { to } = push;
  const name = directory.person(to)?.name ?? directory.household(to)?.head ?? directory.room(to)?.name ?? to;
  const when = iso(push.due).slice(5, 16).replace('T', ' ');
  const state = STATE_NAMES[push.state] ?? push.state;
  return {
    key: push.id,
    kind: '发送',
    number: push.number,
    title: `${name} · ${when}`,
    text: push.content?.text,
    state: push.reason ? `${state}（${push.reason}）` : state,
    at: push.sentAt ? Date.parse(push.sentAt) : Date.parse(push.at),
  };
}
