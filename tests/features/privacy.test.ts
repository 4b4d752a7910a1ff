import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/features/define.ts';
import { features } from '../../src/features/index.ts';
import { change } from '../../src/records/change.ts';
import { type Assignment, assignmentKind } from '../../src/records/household.ts';
import { type Person, personKind } from '../../src/records/organisation.ts';
import { dump } from '../../src/store/dump.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const commands = features.flatMap((f) => f.commands as unknown as Command<unknown>[]);
/** What stands in the household's records, and nowhere else. */
const SECRETS = ['夜里咳得厉害', '欠医院', '灶屋塌了'];

/** 吴春桃 (H05, 上河口村) with a visit S15, a problem and a question of her own. */
async function settled(): Promise<{ problem: string }> {
  world = await createWorld();
  await world.say('U19', '走访 吴春桃 入户 夜里咳得厉害,欠医院的钱');
  await world.say('U19', '问题 吴春桃 灶屋塌了半边');
  const { problems } = await dump(world.store);
  const problem = (problems as { id: string; text: string }[]).find((p) => p.text.includes('灶屋'));
  world.heard();
  return { problem: problem?.id ?? '' };
}

const toAll = () => world.heard().map((s) => `${s.to}: ${s.text ?? ''}`.normalize('NFKC'));
const leaks = (said: string[]) => said.filter((t) => SECRETS.some((s) => t.includes(s)));

describe('another household’s records', () => {
  /** A helper of another village, one who left, another household, one whom nobody knows. */
  it.each(['U20', 'U26', 'H02', 'X9'])(
    'are not read by %s with any command, in private or in a group',
    async (who) => {
      const { problem } = await settled();
      const rooms = { U20: [undefined, 'G3'], H02: [undefined, 'G4'] }[who] ?? [undefined];
      const before = ((await dump(world.store)).visits as { id: string }[]).find((v) => v.id === 'S15');
      for (const { name } of commands) {
        for (const about of ['S15', '吴春桃', problem]) {
          for (const room of rooms) {
            await world.say(who, `#${name} ${about}`, room ? { room } : {});
            expect(leaks(toAll()), `${who}: #${name} ${about} in ${room ?? 'private'}`).toEqual([]);
          }
        }
      }
      const after = ((await dump(world.store)).visits as { id: string }[]).find((v) => v.id === 'S15');
      // Its own helper reads them with the very same words.
      for (const words of [`#问题记录 ${problem}`, '#更正 S15 电话']) await world.say('U19', words);
      expect(leaks(toAll())).toHaveLength(2);
      expect(after).toEqual(before);
    },
    120_000,
  );

  it('are not read by quoting the bot, or by answering its question in another’s place', async () => {
    await settled();
    const quote = '「栗坪小助手：已记 S15：吴春桃 入户」\n- - - - - - - - - - - - - - -\n';
    for (const words of ['记录 S15', '这条写了什么', '更正 不是入户是电话', '撤回'])
      for (const who of ['U20', 'H02', 'X9']) {
        await world.say(who, `${quote}${words}`);
        await world.say(who, `${quote}${words}`, { room: 'G3' });
        expect(leaks(toAll()), `${who} ${words}`).toEqual([]);
      }
    // The helper's open question in the group is his alone.
    await world.say('U19', '走访 吴春桃', { room: 'G3' });
    world.heard();
    const count = (await world.visits()).length;
    for (const who of ['U20', 'U21']) await world.say(who, '1', { room: 'G3' });
    expect((await world.visits()).length).toBe(count);
    const [visit] = (await world.visits()).filter((v) => v.id === 'S15');
    expect(visit).toMatchObject({ status: 'active', mode: 'home' });
  });
});

async function commit(
  kind: typeof personKind | typeof assignmentKind,
  before: Person | Assignment,
  after: object,
) {
  const c = change({ kind, before, after: { ...before, ...after }, action: 'test', actor: 'test' } as never);
  await world.store.commit(world.store.slotOf(c), {
    mark: `test${world.now()}`,
    now: world.now(),
    changes: [c],
  });
}

describe('a form that was opened before', () => {
  it('saves nothing once its sender has no role any more, and says why', async () => {
    await settled();
    await world.say('U19', '走访 吴春桃');
    const person = await world.store.read.get(personKind, 'U19');
    if (!person) throw new Error('no U19');
    await commit(personKind, person, { roles: [] });
    const before = await world.visits();
    world.heard();
    await world.say('U19', '入户');
    await world.say('U19', '都好');
    await world.say('U19', '1');
    expect(toAll()[0]).toContain('不在帮扶岗位');
    expect(await world.visits()).toEqual(before);
  });

  it('saves nothing once the household is another helper’s', async () => {
    await settled();
    await world.say('U20', '走访 秦海生');
    const [a] = [...world.store.read.directory.assignments()].filter(
      (x) => x.householdId === 'H08' && !x.end,
    );
    if (!a) throw new Error('no assignment');
    const kept = await world.store.read.get(assignmentKind, a.id, a.villageId);
    await commit(assignmentKind, kept ?? a, { end: '2017-09-13' });
    const before = await world.visits();
    for (const answer of ['1', '今天', '1', '确认', '都好', '完成', '1']) await world.say('U20', answer);
    expect((await world.visits()).filter((v) => v.householdId === 'H08')).toEqual(
      before.filter((v) => v.householdId === 'H08'),
    );
  });

  it('is not answered by whoever the contact speaks for since', async () => {
    await settled();
    await world.say('U19', '走访 吴春桃');
    await world.say('U03', '生成绑定码 U20');
    const code = /绑定码:(\w{4}-\w{4})/.exec(toAll().join('\n'))?.[1] ?? '';
    await world.say('U19', `绑定 ${code}`);
    const before = await world.visits();
    world.heard();
    for (const answer of ['1', '入户', '都好']) await world.say('U19', answer);
    expect(await world.visits()).toEqual(before);
    expect(toAll().join('\n')).not.toContain('吴春桃');
  });
});

describe('who asks for another', () => {
  it('is said to whoever answers, and stands in the request (D31)', async () => {
    await settled();
    await world.say('H02', '代问 吴春桃 我屋里的蜂箱被偷了两个,想找人来看');
    const asked = (await dump(world.store)).requests as Record<string, unknown>[];
    const mine = asked.find((r) => r.householdId === 'H05');
    expect(mine).toMatchObject({ by: 'H02', householdId: 'H05', askedFor: 'H02' });
    expect(toAll().find((t) => t.startsWith('U19'))).toMatch(/吴春桃家[\s\S]*覃秀英家代问/);
  });
});

describe('what a household may be told', () => {
  /** Words of the register and of reports that are for those who work with it only (M traps 16). */
  const LABELS =
    /自身发展动力不足|发展动力|等靠要|懒|边缘户|边缘易致贫|监测对象|痴|呆傻|三无|致贫原因|在册未脱贫|红线|疑点|riskFlag/;

  it('never holds an internal label, whatever it asks', async () => {
    await settled();
    const household = (await dump(world.store)).households as { id: string }[];
    const lines = [
      ...commands.flatMap((c) => [`#${c.name}`, ...c.examples.slice(0, 1)]),
      '我家为什么是贫困户',
      '我家算什么户',
      '我家致贫原因写的什么',
      '我们家是不是边缘户',
      '你们是不是说我懒',
      '我的档案',
    ];
    for (const { id } of household.filter((h) => h.id === 'H05')) {
      for (const line of lines) {
        await world.say(id, line);
        const told = toAll().filter((t) => t.startsWith(`${id}: `));
        for (const text of told) {
          // What it said itself may be said back to it.
          const own = text.replaceAll(line.normalize('NFKC'), '');
          expect(own.match(LABELS)?.[0], `${id}: ${line} → ${text}`).toBeUndefined();
        }
      }
    }
  }, 120_000);
});
