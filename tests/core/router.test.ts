import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place, Sender } from '../../src/core/roles.ts';
import { commandReader, lineOf, type Routable, suggest } from '../../src/core/router.ts';

const command = (name: string, ...aliases: string[]): Routable => ({
  name,
  aliases,
  needs: 'getHelp',
  where: ['private', 'cadreRoom'],
});
const commands = [command('走访', 'zf'), command('走访情况'), command('撤回'), command('帮助', 'help')];
const read = (text: string, place: Place = 'cadreRoom') =>
  commandReader(commands)(lineOf(text, false, place)).map((r) => [r.command.name, r.rest, r.near]);

describe('a line', () => {
  it.each([
    ['#走访 罗启明', 'cadreRoom', false, { text: '走访 罗启明', hash: true, explicit: true }],
    ['## 走访', 'cadreRoom', false, { text: '走访', hash: true, explicit: true }],
    ['走访 罗启明', 'cadreRoom', false, { text: '走访 罗启明', hash: false, explicit: false }],
    ['走访 罗启明', 'cadreRoom', true, { text: '走访 罗启明', hash: false, explicit: true }],
    ['走访 罗启明', 'private', false, { text: '走访 罗启明', hash: false, explicit: true }],
    ['#接龙\n1. 罗启明', 'cadreRoom', false, { text: '#接龙\n1. 罗启明', hash: false, explicit: false }],
  ] as const)('%s in %s', (text, place, mention, wanted) => {
    expect(lineOf(text, mention, place)).toEqual(wanted);
  });
});

describe('the command of a line', () => {
  it.each([
    ['走访 罗启明 入户', [['走访', '罗启明 入户', false]]],
    ['走访:罗启明', [['走访', '罗启明', false]]],
    ['走访罗启明', [['走访', '罗启明', false]]],
    ['zf 罗启明', [['走访', '罗启明', false]]],
    ['ZF 罗启明', [['走访', '罗启明', false]]],
    ['zfb 到账了', []],
    ['走坊 罗启明', [['走访', '罗启明', true]]],
    ['明天走访罗启明', []],
    ['收到', []],
    ['', []],
  ])('%s', (text, wanted) => expect(read(text)).toEqual(wanted));

  it('the longest word that fits comes first', () => {
    expect(read('走访情况 本周').map(([name]) => name)).toEqual(['走访情况', '走访']);
  });

  it('never throws, and says nothing about a line that begins with no command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const { command: c, near } of commandReader(commands)(lineOf(text, false, 'cadreRoom'))) {
          if (near) continue;
          const begins = [c.name, ...c.aliases].some((w) =>
            text
              .replace(/^#+\s*/, '')
              .toLowerCase()
              .startsWith(w),
          );
          expect(begins).toBe(true);
        }
      }),
    );
  });
});

describe('what is suggested for an unknown #line', () => {
  const sender: Sender = {
    contact: 'U18',
    person: { id: 'U18', name: '沈若梅', roles: ['helper'], villageIds: ['V01'] },
  } as Sender;
  const may = commands.map((c) => ({ ...c, needs: 'logVisit' as const }));
  const near = (text: string) => suggest(lineOf(text, false, 'cadreRoom'), may, sender).map((c) => c.name);

  it.each([
    ['#走个访 罗启明', '走访'],
    ['#走方 罗启明', '走访'],
    ['#撤会 S12', '撤回'],
  ])('%s → %s', (text, name) => expect(near(text)[0]).toBe(name));

  it('nothing for what resembles nothing, and never what the sender may not use', () => {
    expect(near('#吃饭了没有')).toEqual([]);
    const others = may.map((c) => ({ ...c, needs: 'pushPolicy' as const }));
    expect(suggest(lineOf('#走方', false, 'cadreRoom'), others, sender)).toEqual([]);
  });
});
