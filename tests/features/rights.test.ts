import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RIGHTS, scopesOf } from '../../src/core/rights.ts';
import { type Place, ROLE_LABELS, type Role, type Sender } from '../../src/core/roles.ts';
import type { Command, Context, Feature } from '../../src/features/define.ts';
import { manners } from '../../src/features/help/manners.ts';
import { features } from '../../src/features/index.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { createRouter } from '../../src/runtime/respond.ts';
import { DECISIONS } from '../support/decisions.ts';
import { createWorld, type World } from '../support/world.ts';

const PLACES: Record<string, Place> = {
  P: 'private',
  C: 'cadreRoom',
  L: 'leaderRoom',
  H: 'householdRoom',
  U: 'unknownRoom',
};
const ROLES = Object.keys(ROLE_LABELS) as Role[];

/** Everybody there is: one of each role, a household, one who was transferred, one whom nobody knows. */
const ACTORS: Record<string, Sender> = {
  ...Object.fromEntries(
    ROLES.map((role) => [
      role,
      { contact: 'x', person: { id: 'U99', name: '某某', roles: [role], villageIds: ['V01'] } },
    ]),
  ),
  household: { contact: 'x', householdId: 'H01' },
  transferred: { contact: 'x', person: { id: 'U98', name: '某某', roles: [], villageIds: ['V01'] } },
  stranger: { contact: 'x' },
};

/** Every command as it is, but it only says that it ran. */
const marked: Feature[] = features.map((f) => ({
  ...f,
  commands: f.commands.map((c) => {
    const { speech: _, ...rest } = c as unknown as Command<unknown>;
    return {
      ...rest,
      run: async () => ({ replies: [{ text: `RAN ${c.name}` }] }),
    } as unknown as Command<never>;
  }),
}));
const commands = features.flatMap((f) => f.commands as unknown as Command<unknown>[]);

function decided(name: string, actor: string, place: Place): boolean {
  const [who = '', where = ''] = DECISIONS[name] ?? [];
  const words = who.split(' ');
  const isCadre = ROLES.includes(actor as Role);
  const may = words.includes('anyone') || words.includes(actor) || (isCadre && words.includes('cadre'));
  return may && [...where].some((w) => PLACES[w] === place);
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

function contextFor(sender: Sender, place: Place, text: string): Context {
  const room = place === 'private' ? undefined : `${place}@chatroom`;
  const message = {
    id: 'm',
    kind: 'text' as const,
    from: 'x',
    room,
    text,
    mention: false,
    sentAt: world.now(),
  };
  return { ...contextOf(world.store, message), sender, place, drafts: [] };
}

describe('the decision about every command', () => {
  it('stands in the table, and the table holds nothing else', () => {
    const names = commands.map((c) => c.name);
    expect(names.filter((n) => !DECISIONS[n])).toEqual([]);
    expect(Object.keys(DECISIONS).filter((n) => !names.includes(n))).toEqual([]);
  });

  it('every right is somebody’s, and none is given to a role twice', () => {
    for (const right of Object.keys(RIGHTS) as (keyof typeof RIGHTS)[])
      expect(scopesOf(right).length, right).toBeGreaterThan(0);
  });

  const cells = commands.flatMap((c) =>
    Object.keys(ACTORS).map((actor) => ({ name: c.name, actor, example: c.examples[0] ?? c.name })),
  );
  it.each(commands.map((c) => ({ name: c.name })))('$name: role × place as decided', async ({ name }) => {
    const route = createRouter(marked, manners(marked));
    const wrong: string[] = [];
    for (const { actor, example } of cells.filter((c) => c.name === name)) {
      for (const place of Object.values(PLACES)) {
        // With a # nothing is left to doubt: what is not done then is not allowed.
        const text = example.startsWith('#') ? example : `#${example}`;
        const sender = ACTORS[actor] as Sender;
        const answer = await route(contextFor(sender, place, text), undefined)?.();
        const said = (answer?.effect.replies ?? []).map((r) => r.text).join('\n');
        const ran = said === `RAN ${name}`;
        if (ran !== decided(name, actor, place)) wrong.push(`${actor} in ${place}: ${said || 'silence'}`);
        else if (!ran && actor === 'stranger' && place === 'private' && !said.includes('绑定码'))
          wrong.push(`a stranger is told nothing useful: ${said}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = async (actor: string, place: Place, text: string) => {
    const route = createRouter(marked, manners(marked));
    const answer = await route(contextFor(ACTORS[actor] as Sender, place, text), undefined)?.();
    return answer?.effect.replies?.[0]?.text ?? '';
  };
  it('says what is missing and who has it, by name among cadres', async () => {
    const text = await refused('helper', 'cadreRoom', '#推送 P20 全乡');
    expect(text).toContain('没有推送权限');
    expect(text).toContain('扶贫办宁晓波');
  });
  it('gives no names where households listen, nor to them', async () => {
    expect(await refused('helper', 'householdRoom', '#解绑本群')).not.toContain('宁晓波');
    expect(await refused('household', 'private', '#推送 P20 全乡')).not.toContain('宁晓波');
  });
  it('tells one who was transferred why', async () => {
    expect(await refused('transferred', 'private', '#走访 罗启明 入户')).toContain('已经不在帮扶岗位');
  });
});
