import { readFileSync, writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { normalize } from '../../src/core/text/normalize.ts';
import { asked } from '../../src/features/asking/feature.ts';
import { manners } from '../../src/features/help/manners.ts';
import { features } from '../../src/features/index.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import { createRouter } from '../../src/runtime/respond.ts';
import { createWorld } from '../support/world.ts';
it('dev', async () => {
  const world = await createWorld();
  const route = createRouter(features, manners(features));
  const out: string[] = [];
  let right = 0, n = 0;
  for (const line of readFileSync(process.env.ASKS as string, 'utf8').split('\n').filter(Boolean)) {
    const [from = '', text = '', command = '', words = ''] = line.split('\t');
    const message = { id: 'm1', kind: 'text' as const, from, text, mention: false, sentAt: world.now() };
    const context = contextOf(world.store, message);
    const a = asked(normalize(text), context);
    let said = '', cmd = '';
    try {
      const answer = await route(context, undefined)?.();
      said = normalize((answer?.effect.replies ?? []).map((r) => r.text).join('\n'));
      cmd = answer?.command ?? 'say';
    } catch (e) { said = String(e); }
    n++;
    const ok = command ? cmd === command && new RegExp(words).test(said) && !/没看懂|答不上来/.test(said) : a === null;
    if (ok) right++;
    const full = process.env.FULL;
    if (!ok || full) out.push(`${ok ? 'ok ' : 'NO '} ${from} ${text} → ${JSON.stringify(a)} [${cmd}] ${said.slice(0, full ? 400 : 160)}`);
  }
  writeFileSync('/tmp/dev.out', `${right}/${n}\n${out.join('\n')}\n`);
  await world.close();
}, 100000);
