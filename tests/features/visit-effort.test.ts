import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Visit } from '../../src/records/visit.ts';
import { withStage } from '../support/transcript.ts';

const ALL_OK = { food: 'ok', clothing: 'ok', education: 'ok', medical: 'ok', housing: 'ok', water: 'ok' };
const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');

/** What a helper types for one visit with all six checks and the day of the next one, by each way. */
const WAYS: Record<string, string[]> = {
  'one line': ['走访 罗启明 入户 全好 下次9月20日'],
  'a line of a 接龙': ['#接龙\n本周走访\n1. 冯立群 罗启明 9.13 入户 全好 下次9月20日'],
  'the copied template': [
    '【走访日志】\n户主:罗启明\n走访方式:入户\n两不愁:好\n三保障:好\n饮水:好\n下次走访:9月20日',
  ],
  'the quick form': ['走访 罗启明', '1', '1', '跳过', '9月20日'],
};

it.each(Object.entries(WAYS))('README.md tells what a full visit takes by %s', async (way, said) => {
  await withStage(async (stage) => {
    await stage.play({ kind: 'at', at: Date.parse('2017-09-13T21:00:00+08:00') });
    for (const text of said) await stage.play({ kind: 'say', from: 'U18', room: 'G2', text });
    const visits = (await stage.dump()).visits as Visit[];
    const kept = visits.find((v) => v.id === 'S15');
    expect(kept).toMatchObject({
      householdId: 'H01',
      date: '2017-09-13',
      mode: 'home',
      checks: ALL_OK,
      nextVisit: '2017-09-20',
    });
  });
  const characters = [...said.join('')].filter((c) => !/\s/.test(c)).length;
  expect(readme).toContain(`| ${way} | ${said.length} | ${characters} |`);
});
