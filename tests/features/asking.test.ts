import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalize } from '../../src/core/text/normalize.ts';
import { asked } from '../../src/features/asking/feature.ts';
import { manners } from '../../src/features/help/manners.ts';
import { features } from '../../src/features/index.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { createRouter } from '../../src/runtime/respond.ts';
import { createWorld, type World } from '../support/world.ts';

/** Lines of `who  text  command that answers  what its answer says`, tab between. */
function rows(name: string): string[][] {
  const lines = readFileSync(new URL(name, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('//')).map((line) => line.split('\t'));
}

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

function contextFor(from: string, text: string) {
  const message = { id: 'm1', kind: 'text' as const, from, text, mention: false, sentAt: world.now() };
  return contextOf(world.store, message);
}

/** Who answers when this is said in private, and with which words. */
async function answerTo(from: string, text: string): Promise<{ command: string; said: string }> {
  const answer = await createRouter(features, manners(features))(contextFor(from, text), undefined)?.();
  const said = (answer?.effect.replies ?? []).map((r) => r.text).join('\n');
  return { command: answer?.command ?? 'say', said: normalize(said) };
}

describe('a question of a cadre in plain words', () => {
  it.each(rows('asking-questions.tsv'))(
    '%s asks %s: %s',
    async (from = '', text = '', command = '', words = '') => {
      const answer = await answerTo(from, text);
      expect(answer.command).toBe(command);
      expect(answer.said).toMatch(new RegExp(words));
      expect(answer.said).not.toMatch(/没看懂|答不上来|登记成问题|交上去了/);
    },
  );
});

describe('what only looks like a question', () => {
  it.each(rows('asking-statements.tsv'))('%s says %s', async (from = '', text = '') => {
    expect(asked(normalize(text), contextFor(from, text))).toBeNull();
  });
});
