import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { features } from '../../src/features/index.ts';
import { playTranscript, withStage } from '../support/transcript.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.jsonl'));

/** Who tries a command's examples: a helper unless the command says otherwise. */
const SPEAKERS = { helper: 'U18', household: 'H01', office: 'U03' };

describe('conversations', () => {
  it.each(files.sort())('%s', (file) => playTranscript(join(folder, file)));
});

describe('every command', () => {
  const commands = features.flatMap((f) =>
    f.commands.map((c) => ({
      feature: f.name,
      name: c.name,
      aliases: c.aliases,
      examples: c.examples,
      exampleBy: c.exampleBy ?? ('helper' as const),
    })),
  );
  const spoken = files.flatMap((f) => readFileSync(join(folder, f), 'utf8').split('\n')).join('\n');

  it.each(commands)('$name has a transcript', ({ name, aliases }) => {
    const said = [name, ...aliases].some(
      (w) => spoken.includes(`"text":"${w}`) || spoken.includes(`"text":"#${w}`),
    );
    expect(said, `no line of tests/cases begins with ${name}`).toBe(true);
  });

  it.each(commands.flatMap((c) => c.examples.map((example) => ({ example, by: SPEAKERS[c.exampleBy] }))))(
    'understands “$example”',
    async ({ example, by }) => {
      await withStage(async (stage, sent) => {
        await stage.play({ kind: 'at', at: Date.parse('2017-09-13T17:00:00+08:00') });
        await stage.play({ kind: 'say', from: 'U18', text: '走访 罗启明 电话 上午打的' });
        sent.length = 0;
        await stage.play({ kind: 'say', from: by, text: example.replace('S12', 'S15') });
        expect(sent.length).toBeGreaterThan(0);
        expect(sent[0]?.text).not.toMatch(/没看懂|这个命令|没看出|没有找到|没有存|没有改|格式不对/);
      });
    },
  );
});
