import type { Stage } from '../../scripts/replay/stage.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { addDays, at, type Day, dayOf, HOUR, MINUTE } from '../../src/core/clock.ts';
import type { Push } from '../../src/records/push.ts';
import type { Sent } from '../../src/transport/simulator/simulator.ts';
import { BEGIN, diceOf, OFF, OWNERS, type Quarter, TROUBLES, WEEKS, WORDS, WORKERS } from './cast.ts';

/**
 * Plays thirteen weeks on the sample township by a seeded script: visits, tasks, problems, needs, sign-ups, requests and
 * policies, a restart every other day, two days off. `sent` is where the stage prints what it sends; nothing else is
 * needed, so that whoever wants a lived-in store (ledgers, digests) can begin with it.
 */
export async function playQuarter(stage: Stage, seed: number, sent: Sent[]): Promise<Quarter> {
  const dice = diceOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)] as T;
  const sample = readSample();
  const homes = sample.assignments
    .filter((a) => a.is_primary && !a.end)
    .map((a) => ({
      helper: a.person_id,
      id: a.household_id,
      head: headOf(a.household_id),
      village: villageOf(a.household_id),
    }));
  const name = new Map(sample.people.map((p) => [p.id, p.name]));
  const quarter: Quarter = {
    deeds: [],
    pushes: new Map(),
    pushed: [],
    restarts: 0,
    outage: { from: at(OFF, '11:00'), to: at(addDays(OFF, 2), '11:00') },
    begin: at(BEGIN, '08:00'),
    end: at(addDays(BEGIN, WEEKS * 7), '08:00'),
    unanswered: [],
  };
  const planned: { at: number; run(now: number): Promise<void> }[] = [];
  const nextVisit = new Map(homes.map((h) => [h.id, addDays(BEGIN, 1 + Math.floor(dice() * 8))]));
  const lastProblem = new Map<string, Day>();
  let serial = 0;
  let now = quarter.begin;

  function headOf(id: string): string {
    return String(sample.households.find((h) => h.id === id)?.head);
  }
  function villageOf(id: string): string {
    return String(sample.households.find((h) => h.id === id)?.village_id);
  }
  const plain = (day: Day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

  /** Somebody says something; what the bot answers in that chat. */
  async function say(from: string, text: string, room?: string): Promise<string> {
    const before = sent.length;
    await stage.play({ kind: 'say', from, text, room });
    return sent
      .slice(before)
      .filter((s) => s.to === (room ?? from))
      .map((s) => s.text ?? '')
      .join('\n');
  }

  async function numbered(
    letter: string,
    from: string,
    text: string,
    room?: string,
  ): Promise<string | undefined> {
    const answer = await say(from, text, room);
    const id = new RegExp(`已[记登更][^\\n]{0,2} ?(${letter}\\d+)`).exec(answer)?.[1];
    if (!id) quarter.unanswered.push(`${text} → ${answer}`);
    return id;
  }

  /** It ends some days later, for most before anybody above is told; some are never done. */
  function endLater(id: string, by: string, due: Day, text: string): void {
    if (dice() < 0.12) return;
    const when =
      at(addDays(due, -4 + Math.floor(dice() * 7)), '10:00') + Math.floor(dice() * 9 * 60) * MINUTE;
    planned.push({
      at: Math.max(when, now + HOUR),
      run: async (time) => {
        await say(by, text);
        quarter.deeds.push({ kind: 'ended', at: time, id });
      },
    });
  }

  async function visit(home: (typeof homes)[number]): Promise<void> {
    await say(home.helper, `走访 ${home.head} 入户 ${pick(WORDS)}`);
    quarter.deeds.push({ kind: 'visit', at: now, householdId: home.id, day: dayOf(now) });
  }

  async function task(): Promise<void> {
    const assignee = pick(WORKERS);
    const due = addDays(dayOf(now), 2 + Math.floor(dice() * 12));
    const id = await numbered('T', 'U03', `提醒 ${name.get(assignee)} ${plain(due)}前 交第${++serial}份表`);
    if (!id) return;
    quarter.deeds.push({ kind: 'task', at: now, id, assignee, due });
    endLater(id, assignee, due, `完成 ${id}`);
  }

  async function problem(): Promise<void> {
    const home = pick(homes);
    const today = dayOf(now);
    if ((lastProblem.get(home.id) ?? '') > addDays(today, -8)) return;
    lastProblem.set(home.id, today);
    const due = addDays(today, 3 + Math.floor(dice() * 10));
    const id = await numbered('I', home.helper, `问题 ${home.head} ${pick(TROUBLES)} ${plain(due)}前`);
    if (!id) return;
    quarter.deeds.push({ kind: 'problem', at: now, id, householdId: home.id, due });
    endLater(id, OWNERS[home.village] ?? '', due, `整改 ${id} 修好了`);
  }

  async function need(): Promise<void> {
    const home = pick(homes);
    const by = addDays(dayOf(now), 3 + Math.floor(dice() * 10));
    const id = await numbered('N', home.helper, `需要 ${home.head} 化肥${++serial}袋 ${plain(by)}前`);
    if (!id) return;
    quarter.deeds.push({ kind: 'need', at: now, id, by: home.helper, remindOn: addDays(by, -1) });
    if (dice() < 0.5) endLater(id, home.helper, by, `到了 ${id}`);
  }

  async function signup(): Promise<void> {
    const day = addDays(dayOf(now), 2 + Math.floor(dice() * 5));
    const event = `第${++serial}期电焊培训`;
    const some = homes.filter(() => dice() < 0.3);
    if (some.length === 0) return;
    const list = some.map((h, i) => `${i + 1}. ${h.head}`).join('\n');
    const id = await numbered('B', 'U16', `#接龙 ${event}报名(${plain(day)},乡文化站)\n${list}`, 'G3');
    if (!id) return;
    quarter.deeds.push({
      kind: 'signup',
      at: now,
      event,
      by: 'U16',
      day,
      householdIds: some.map((h) => h.id),
    });
  }

  async function policy(): Promise<void> {
    await say('U03', '推送 P07 枫树湾 明天上午9点');
    await say('U03', '确认');
  }

  async function request(): Promise<void> {
    await say(pick(['H01', 'H03', 'H09']), `我家第${++serial}回说的路灯坏了,没人来看`);
  }

  /** Moves the clock; what goes out meanwhile, nobody having spoken, is a push. */
  async function until(time: number): Promise<void> {
    const before = sent.length;
    await stage.play({ kind: 'at', at: time });
    quarter.pushed.push(...sent.slice(before));
    now = time;
  }

  async function gather(): Promise<void> {
    const { pushes = [] } = await stage.dump();
    for (const push of pushes as (Push & { key: string })[]) quarter.pushes.set(push.key, push);
  }

  function dayOfWork(day: Day): void {
    const sometime = () => at(day, '08:10') + Math.floor(dice() * 12 * 60) * MINUTE;
    const add = (run: () => Promise<void>) => planned.push({ at: sometime(), run });
    for (const home of homes.filter((h) => nextVisit.get(h.id) === day)) {
      add(() => visit(home));
      nextVisit.set(home.id, addDays(day, 5 + Math.floor(dice() * 13)));
    }
    if (dice() < 0.7) add(task);
    if (dice() < 0.4) add(problem);
    if (dice() < 0.3) add(need);
    if (dice() < 0.25) add(signup);
    if (dice() < 0.1) add(policy);
    if (dice() < 0.15) add(request);
  }

  for (let n = 0; n < WEEKS * 7; n++) {
    const day = addDays(BEGIN, n);
    dayOfWork(day);
    const restartAt = n % 2 === 1 ? at(day, '07:00') + Math.floor(dice() * 14 * 60) * MINUTE : undefined;
    if (restartAt !== undefined)
      planned.push({
        at: restartAt,
        run: async () => {
          const before = sent.length;
          await stage.play({ kind: 'restart' });
          quarter.pushed.push(...sent.slice(before));
          quarter.restarts++;
        },
      });
    if (day === OFF)
      planned.push({
        at: quarter.outage.from,
        run: async () => {
          await stage.play({ kind: 'down' });
          await until(quarter.outage.to);
          const before = sent.length;
          await stage.play({ kind: 'up' });
          quarter.pushed.push(...sent.slice(before));
        },
      });
    await playUntil(at(addDays(day, 1), '00:00'));
    if (n % 7 === 6) await gather();
  }
  await until(quarter.end);
  await gather();
  return quarter;

  async function playUntil(time: number): Promise<void> {
    for (;;) {
      planned.sort((a, b) => a.at - b.at);
      const [next] = planned;
      if (!next || next.at >= time) break;
      planned.shift();
      // While the program is off nobody is heard; what was planned then is done when it is back.
      await until(Math.max(next.at, now));
      await next.run(now);
    }
    if (time > now) await until(time);
  }
}
