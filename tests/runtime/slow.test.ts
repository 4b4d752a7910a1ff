import { afterEach, expect, it } from 'vitest';
import { features } from '../../src/features/index.ts';
import type { Planned } from '../../src/features/pushJob.ts';
import { pushing } from '../support/fakes.ts';
import { until } from '../support/redis.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const silent = features.map((f) => ({ ...f, pushes: [] }));
const NINE = '2017-09-14T09:00:00+08:00';
const said = () => world.heard().map((s) => `${s.to} ${s.text}`);
const file = (to: string, part?: string): Planned => ({ to, kind: 'urgent', data: {}, part });

/** A push whose file takes until somebody opens the gate; `under` tells how many are being made. */
function slowly(items: Planned[]) {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const under = { now: 0, most: 0, begun: 0 };
  const render = async () => {
    under.begun += 1;
    under.most = Math.max(under.most, ++under.now);
    await gate;
    under.now -= 1;
    return '台账做好了';
  };
  return { feature: pushing('file', items, { slow: true, render }), open: () => open(), under };
}

it('is made while others go out, and goes out when it is there', async () => {
  const { feature, open, under } = slowly([file('U03')]);
  world = await createWorld({ features: [...silent, feature] });
  const nine = world.until(NINE);
  await until(() => under.begun === 1, 'the file is being made');
  await world.simulator.say({ from: 'U18', text: '走访 罗启明 入户 好' });
  const heard: string[] = [];
  await until(async () => {
    await world.app.wake();
    heard.push(...said());
    return heard.length > 0;
  }, 'the answer goes out');
  expect(heard.filter((line) => !line.startsWith('U18'))).toEqual([]);
  open();
  await nine;
  expect(said()).toEqual(['U03 台账做好了']);
});

it('is made one at a time, each once', async () => {
  const { feature, open, under } = slowly([file('U03'), file('U18', 'b'), file('U19', 'c')]);
  world = await createWorld({ features: [...silent, feature] });
  const nine = world.until(NINE);
  await until(() => under.begun === 1, 'the file is being made');
  open();
  await nine;
  expect(said().sort()).toEqual(['U03 台账做好了', 'U18 台账做好了', 'U19 台账做好了']);
  expect(under).toEqual({ now: 0, most: 1, begun: 3 });
});

it('is made anew after a crash, and goes out once', async () => {
  const { feature, open, under } = slowly([file('U03')]);
  world = await createWorld({ features: [...silent, feature] });
  void world.until(NINE);
  await until(() => under.begun === 1, 'the file is being made');
  world.die();
  open();
  await world.start();
  expect(said()).toEqual(['U03 台账做好了']);
  expect(under.begun).toBe(2);
});

it('that cannot be made is said to whoever waits for it', async () => {
  const broken = pushing('file', [file('U03')], {
    slow: true,
    render: async () => ({
      workbook: '走访台账',
      sheets: [
        {
          name: '走访',
          columns: [{ title: '户主', width: 8, kind: 'text' as const }],
          rows: (async function* () {
            yield ['罗启明'];
            throw new Error('the disk is full');
          })(),
        },
      ],
      sorry: '走访台账没有做成',
    }),
  });
  world = await createWorld({ features: [...silent, broken] });
  await world.until(NINE);
  expect(said()).toEqual(['U03 走访台账没有做成']);
});
