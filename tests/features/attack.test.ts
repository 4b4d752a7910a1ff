import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDialog } from '../../src/core/dialog.ts';
import { scopeOf } from '../../src/core/rights.ts';
import { type Place, ROLE_LABELS, type Role, type Sender } from '../../src/core/roles.ts';
import type { Command, Context, Effect } from '../../src/features/define.ts';
import { manners } from '../../src/features/help/manners.ts';
import { features } from '../../src/features/index.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { type Answer, createRouter } from '../../src/runtime/respond.ts';
import { readWorkbook } from '../../src/sheets/read.ts';
import { dump } from '../../src/store/dump.ts';
import { roomChannelId } from '../../src/transport/simulator/ids.ts';
import { createWorld, type World } from '../support/world.ts';

/** 吴春桃, H05 in 上河口村 (V02), helped by U19: what stands in her records and nowhere else. */
const SECRETS = ['咳得厉害', '欠医院', '心口那毛病', '蜂箱被偷', '1379元', '治病的药'];
/** What may be named in a room of cadres, who put it right. */
const PROBLEM = '灶屋塌了';

const ROOMS: Record<Exclude<Place, 'private'>, string> = {
  cadreRoom: roomChannelId('G3'),
  leaderRoom: roomChannelId('G7'),
  householdRoom: roomChannelId('G6'),
  unknownRoom: roomChannelId('G99'),
};
const PLACES: readonly Place[] = ['private', 'cadreRoom', 'leaderRoom', 'householdRoom', 'unknownRoom'];
const commands = features.flatMap((f) => f.commands as unknown as Command<unknown>[]);
const route = createRouter(features, manners(features));

const cadre = (role: Role | null, villageIds: string[]): Sender => ({
  contact: 'x',
  person: { id: 'U99', name: '某某', roles: role ? [role] : [], villageIds, standsFor: [] },
});
/** Nobody of them is named in the household, and none is posted to its village. */
const ACTORS: Record<string, Sender> = {
  ...Object.fromEntries((Object.keys(ROLE_LABELS) as Role[]).map((r) => [r, cadre(r, ['V03'])])),
  transferred: cadre(null, ['V02']),
  neighbour: { contact: 'x', householdId: 'H04' },
  stranger: { contact: 'x' },
};
const HELPER: Sender = {
  contact: 'U19',
  person: { id: 'U19', name: '苗青云', roles: ['helper'], villageIds: ['V02'], standsFor: [] },
};

let world: World;
let targets: string[] = [];
let quotes: string[] = [];
let serial = 0;
beforeAll(async () => {
  world = await createWorld();
  for (const said of [
    '走访 吴春桃 入户 夜里咳得厉害,欠医院的钱',
    '问题 吴春桃 灶屋塌了半边',
    '补充 吴春桃 致贫原因 因病 心口那毛病',
    '收入 吴春桃 卖羊 1379元',
    '需要 吴春桃 治病的药2盒 月底前',
  ])
    await world.say('U19', said);
  await world.say('H05', '我屋里的蜂箱被偷了两个,想找人来看');
  const all = (await dump(world.store)) as Record<string, { id: string; householdId?: string }[]>;
  const newest = (kind: string) => all[kind]?.filter((r) => r.householdId === 'H05').at(-1)?.id ?? '';
  targets = ['吴春桃', ...['visits', 'problems', 'requests', 'incomes', 'needs'].map(newest)];
  quotes = ['visits', 'problems'].map((k) => `已记 ${newest(k)}:吴春桃 入户`);
});
afterAll(() => world.close());

interface Said {
  text: string;
  place: Place;
  sender: Sender;
  quoted?: string;
}

function contextFor({ text, place, sender, quoted }: Said): Context {
  const room = place === 'private' ? undefined : ROOMS[place];
  const id = `attack${serial++}`;
  const from = sender.contact;
  const sentAt = world.now();
  const message = { id, kind: 'text' as const, from, room, text, quoted, mention: true, sentAt };
  const context = contextOf(world.store, message);
  // The rooms have their people; who speaks is the actor, whatever the store knows of his contact.
  return { ...context, sender, place, drafts: [], last: [] };
}

const ask = async (said: Said, open?: OpenDialog): Promise<Answer | undefined> =>
  route(contextFor(said), open)?.();

const actorId = (s: Sender) => s.person?.id ?? s.householdId ?? `contact:${s.contact}`;

/** The question that an answer leaves open, as it would be stored. */
function openedBy(answer: Answer | undefined, said: Said): OpenDialog | undefined {
  const dialog = answer?.effect.dialog;
  if (!dialog || dialog === 'later' || !answer.command) return undefined;
  return {
    id: `attack${serial}`,
    command: answer.command,
    state: structuredClone(dialog.state),
    askedAt: world.now(),
    expires: dialog.expires,
    owner: actorId(said.sender),
    chat: 'x',
    via: { kind: 'contact', id: said.sender.contact },
  };
}

/** What the sender reads, and what all in the room read; sends to others, who are told by right, are theirs. */
async function heard(effect: Effect | undefined, place: Place): Promise<{ alone: string; inRoom: string }> {
  const [alone, inRoom]: [string[], string[]] = [[], []];
  for (const r of effect?.replies ?? []) {
    const to = r.to ?? (place === 'householdRoom' ? 'private' : 'here');
    if (typeof to === 'object') continue;
    const list = to === 'here' && place !== 'private' ? inRoom : alone;
    list.push(r.text);
    if (r.attach && 'file' in r.attach) list.push(await contentOf(r.attach.file));
  }
  return { alone: alone.join('\n'), inRoom: inRoom.join('\n') };
}

async function contentOf(path: string): Promise<string> {
  if (!path.endsWith('.xlsx')) return readFileSync(path, 'utf8');
  const cells: string[] = [];
  for await (const found of readWorkbook(path))
    if (found.kind === 'row') cells.push(...found.cells.map((c) => String(c.value ?? '')));
  return cells.join('\n');
}

const secretsIn = (text: string, said: string, names = SECRETS) =>
  names.filter((s) => text.normalize('NFKC').replaceAll(said, '').includes(s));

/** What was wrongly told, for the list of a failed test. */
async function leaksOf(said: Said, command: Command<unknown>): Promise<string[]> {
  const wrong: string[] = [];
  const look = async (answer: Answer | undefined, words: string) => {
    const answered = commands.find((c) => c.name === answer?.command) ?? command;
    // The office has every right; another of the township those of the command that answered.
    const township = [answered.needs, 'changeVisit' as const].some(
      (right) => scopeOf(said.sender, right) === 'township',
    );
    const { alone, inRoom } = await heard(answer?.effect, said.place);
    const inOpen = [
      ...secretsIn(inRoom, said.text),
      ...(said.place === 'householdRoom' || said.place === 'unknownRoom' || !township
        ? secretsIn(inRoom, said.text, [PROBLEM])
        : []),
    ];
    if (inOpen.length > 0) wrong.push(`${words} in ${said.place} told all: ${inOpen}`);
    const secret = township ? [] : secretsIn(alone, said.text, [...SECRETS, PROBLEM]);
    if (secret.length > 0) wrong.push(`${words} in ${said.place} was told: ${secret}`);
  };
  const first = await ask(said);
  await look(first, said.text);
  const open = openedBy(first, said);
  if (open)
    for (const reply of ['1', '确认', '吴春桃'])
      await look(await ask({ ...said, text: reply }, open), `${said.text} → ${reply}`);
  return wrong;
}

describe('another household’s records, by every command, in every place', () => {
  it.each(Object.keys(ACTORS))(
    'are not read by the %s of elsewhere beyond his right, nor told in any room',
    async (name) => {
      const sender = ACTORS[name] as Sender;
      const wrong: string[] = [];
      for (const command of commands)
        for (const place of PLACES) {
          const close = place === 'private' || place === 'cadreRoom';
          const lines = [
            ...(close ? targets : targets.slice(0, 2)).map((t) => ({ text: `#${command.name} ${t}` })),
            // By quoting what the bot said, and by replying to it.
            ...(close ? quotes : quotes.slice(0, 1)).map((quoted) => ({ text: `#${command.name}`, quoted })),
          ];
          for (const line of lines) wrong.push(...(await leaksOf({ ...line, place, sender }, command)));
        }
      expect(wrong).toEqual([]);
    },
    300_000,
  );

  it('are read by her own helper in private, or the test above would prove nothing', async () => {
    const told: string[] = [];
    for (const command of commands)
      for (const target of ['', ...targets]) {
        const text = `#${command.name} ${target}`.trim();
        const answer = await ask({ text, place: 'private', sender: HELPER });
        const { alone } = await heard(answer?.effect, 'private');
        told.push(...secretsIn(alone, text, [...SECRETS, PROBLEM]));
      }
    expect([...new Set(told)].sort()).toEqual([...SECRETS, PROBLEM].sort());
  });
});

describe('a form opened before a role was taken away', () => {
  /** Every question that a command puts to her helper. */
  async function questions(place: Place): Promise<{ said: Said; open: OpenDialog }[]> {
    const found: { said: Said; open: OpenDialog }[] = [];
    for (const command of commands) {
      const examples = command.examples.map((e) => e.replace(/罗启明|石长顺/g, '吴春桃'));
      for (const text of [command.name, ...targets.map((t) => `${command.name} ${t}`), ...examples]) {
        const said = { text: `#${text}`, place, sender: HELPER };
        const open = openedBy(await ask(said), said);
        if (open) found.push({ said, open });
      }
    }
    return found;
  }

  it.each(['private', 'cadreRoom'] as const)(
    'in %s writes nothing and tells nothing once its sender has no role any more',
    async (place) => {
      const open = await questions(place);
      expect(open.length).toBeGreaterThan(8);
      expect(new Set(open.map((q) => q.open.command)).size).toBeGreaterThan(5);
      const gone: Sender = { ...HELPER, person: { ...HELPER.person, roles: [] } as Sender['person'] };
      const wrong: string[] = [];
      for (const { said, open: question } of open)
        for (const text of ['1', '确认', '都好', '吴春桃', '改', '2']) {
          const answer = await ask({ ...said, text, sender: gone }, question);
          const { alone, inRoom } = await heard(answer?.effect, place);
          const told = secretsIn(`${alone}\n${inRoom}`, said.text, [...SECRETS, PROBLEM]);
          const changes = answer?.effect.changes ?? [];
          if (told.length > 0 || changes.length > 0)
            wrong.push(
              `${question.command}: ${said.text} → ${text}: ${told} ${changes.map((c) => c.action)}`,
            );
        }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
