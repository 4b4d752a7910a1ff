import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const plain = (text = '') => text.normalize('NFKC');
/** What one contact heard since the last look. */
function heardBy(to: string): string {
  return world
    .heard()
    .filter((s) => s.to === to)
    .map((s) => plain(s.text))
    .join('\n');
}

/** A second phone of a household: its owner's own stays bound. */
async function secondPhone(household: string, contact: string): Promise<void> {
  world.heard();
  await world.say('U03', `生成绑定码 ${household}`);
  const code = /绑定码:(\w{4}-\w{4})/.exec(heardBy('U03'))?.[1];
  await world.say(contact, `绑定 ${code}`);
  expect(heardBy(contact)).toContain('绑定好了');
}

describe('two phones of one house', () => {
  it('keeps a cry for help from the other phone: not in its list, not to be taken back there, not answered there', async () => {
    await secondPhone('H06', 'W1');
    await world.say('W1', '他又打我,我怕');
    expect(heardBy('W1')).toContain('110');
    await world.say('H06', '我的事');
    expect(heardBy('H06')).not.toContain('打我');
    await world.say('H06', '撤回');
    expect(heardBy('H06')).not.toContain('打我');
    await world.say('W1', '我的事');
    const mine = heardBy('W1');
    expect(mine).toContain('打我');
    const id = /Q\d+/.exec(mine)?.[0];
    // The phone that is bound last would get it, were it for the house.
    await secondPhone('H06', 'W2');
    await world.say('U12', `答复 ${id} 我马上到,先到邻居家`);
    const all = world.heard();
    expect(all.filter((s) => s.text?.includes('先到邻居家')).map((s) => s.to)).toEqual(['W1']);
  });

  it('sends nobody the answer to it once that phone is another house’s', async () => {
    await secondPhone('H06', 'W1');
    await world.say('W1', '他又打我,我怕');
    await world.say('W1', '我的事');
    const id = /Q\d+/.exec(heardBy('W1'))?.[0];
    await secondPhone('H07', 'W1');
    await world.say('U12', `答复 ${id} 我马上到,先到邻居家`);
    expect(world.heard().filter((s) => s.text?.includes('先到邻居家'))).toEqual([]);
    expect((await world.pushes()).filter((p) => p.reason === 'notBound')).toHaveLength(1);
  });

  it('answers a plain question on the phone that asked', async () => {
    await secondPhone('H06', 'W1');
    await world.say('H06', '意见 村里的路灯坏了没人修');
    await world.say('H06', '我的事');
    const id = /Q\d+/.exec(heardBy('H06'))?.[0];
    expect(id).toBeDefined();
    const owner = world.sent.find((s) => plain(s.text).includes(`答复 ${id}`))?.to ?? '';
    await world.say(owner, `答复 ${id} 下周来修`);
    const said = world.heard().filter((s) => s.text?.includes('下周来修') && /^[HW]/.test(s.to));
    expect(said.map((s) => s.to)).toEqual(['H06']);
  });

  it('corrects what was told of a policy on every one of them', async () => {
    await secondPhone('H06', 'W1');
    await world.say('H06', '低保怎么申请');
    await world.say('U03', '撤回 P02 写错了');
    await world.say('U03', '确认');
    const told = world.heard().filter((s) => /^(H06|W1)$/.test(s.to) && s.text?.includes('先不作数'));
    expect(told.map((s) => s.to).sort()).toEqual(['H06', 'W1']);
  });
});

describe('whoever stands in', () => {
  it('does not get what was to be kept from him; it waits', async () => {
    await world.say('U11', '请假 9月13日到9月15日 冯立群代');
    await world.say('H01', '莫给帮扶人看到:他一回都没来过,表上写来了四回');
    await world.until('2017-09-15T20:00:00+08:00');
    expect(world.sent.filter((s) => s.to === 'U18' && s.text?.includes('一回都没来过'))).toEqual([]);
    const request = world.sent.find((s) => s.to === 'H01' && /Q\d/.test(s.text ?? ''));
    expect(request).toBeDefined();
  });

  it('is not reminded of a report that only the inspector may know of', async () => {
    await world.say('H08', '村干部收了我两条烟才肯给办低保');
    await world.say('U23', '请假 9月14日到9月25日 谭振宇代');
    await world.until('2017-09-22T20:00:00+08:00');
    expect(world.sent.filter((s) => s.to === 'U08' && s.text?.includes('两条烟'))).toEqual([]);
    const reminded = (await world.pushes()).filter((p) => p.behalf === 'U23' && p.to === 'U08');
    expect(reminded.length).toBeGreaterThan(0);
  });

  it('hears a cry for help besides the one who is away', async () => {
    await world.say('U18', '请假 9月13日到9月15日 谭振宇代');
    world.heard();
    await world.say('H01', '救命 我老伴昏倒了');
    const told = world.heard().filter((s) => s.text?.includes('昏倒'));
    expect(new Set(told.map((s) => s.to))).toEqual(new Set(['U18', 'U04', 'U08']));
  });
});

describe('another house', () => {
  it('is not told who helps one that a stranger names', async () => {
    await world.say('W9', '枫树湾村罗启明家着火了救命');
    const told = heardBy('W9');
    expect(told).toContain('119');
    expect(told).not.toMatch(/冯立群|陶文勇/);
    expect(world.sent.some((s) => s.to === 'U18' && s.text?.includes('着火'))).toBe(true);
  });

  it('is neither spoken of nor put into mourning by whoever asks for it', async () => {
    await world.say('U04', '走访 覃秀英 入户 人好');
    await world.say('H01', '代问 覃秀英 上回是哪天来的');
    expect(heardBy('H01')).not.toMatch(/9月13日.*入户/);
    await world.say('H01', '代问 覃秀英 老人过世了');
    expect(world.store.read.directory.household('H02')?.bereavedSince).toBeUndefined();
  });
});

it('rests no more where the word of a death was taken back, and its event is void', async () => {
  await world.say('H06', '我老伴走了');
  expect(world.store.read.directory.household('H06')?.bereavedSince).toBe('2017-09-13');
  await world.say('H06', '撤回');
  expect(heardBy('H06')).toContain('撤回了');
  expect(world.store.read.directory.household('H06')?.bereavedSince).toBeUndefined();
});

it('asks in private because of words in the households room, and hears the answer there', async () => {
  world.heard();
  await world.say('H03', '@栗坪小助手 上游放水了我们在河中间', { room: 'G6' });
  expect(world.heard().map((s) => s.to)).toEqual(['H03']);
  await world.say('H03', '1');
  expect(heardBy('H03')).toContain('120');
  expect(world.sent.some((s) => s.to === 'U08' && s.text?.includes('上游放水'))).toBe(true);
});

it('tells a household of its new helper in the morning, not at night', async () => {
  await world.until('2017-09-13T23:00:00+08:00');
  await world.say('U03', '交接 冯立群 → 谭振宇 调走了');
  await world.say('U03', '确认');
  expect(world.sent.filter((s) => s.to === 'H01' && s.text?.includes('谭振宇'))).toEqual([]);
  await world.until('2017-09-14T12:00:00+08:00');
  expect(world.sent.filter((s) => s.to === 'H01' && s.text?.includes('谭振宇'))).toHaveLength(1);
});
