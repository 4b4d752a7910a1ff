import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

/** The sections of the sheet that the office gets of a household, by their names. */
async function dossier(world: World, head: string): Promise<Map<string, unknown[][]>> {
  world.heard();
  await world.say('U03', `导出 一户一档 ${head}`);
  const [, , ...rows] = await readSheet(world.heard().find((s) => s.file)?.file ?? '');
  const sections = new Map<string, unknown[][]>();
  let name = '';
  for (const [section, ...cells] of rows) {
    name = String(section ?? '') || name;
    sections.set(name, [...(sections.get(name) ?? []), cells]);
  }
  return sections;
}

it('has every section of a household, from what was said', async () => {
  const world = await createWorld();
  try {
    await world.say('U18', '走访 罗启明 入户 老伴头晕好些了');
    await world.say('U18', '收入 罗启明 鸡12只 960元');
    await world.say('U18', '支出 罗启明 住院 1.2万');
    await world.say('U18', '添人 罗启明 孙子');
    await world.say('U18', '确认');
    await world.say('U18', '问题 罗启明 屋顶漏雨 月底前');
    await world.say('U18', '需求 罗启明 棉被2床');
    const sections = await dossier(world, '罗启明');
    expect([...sections.keys()]).toEqual([
      '栏目',
      '基本情况',
      '家庭成员',
      '成员变化',
      '收入',
      '支出',
      '帮扶措施',
      '走访',
      '问题',
      '需求',
      '户主签字',
      '帮扶责任人签字',
      '村核对人签字',
      '签字日期',
    ]);
    const day = new Date('2017-09-13T00:00:00Z');
    const of = (name: string) => sections.get(name) ?? [];
    expect(of('成员变化')).toEqual([[day, '添人', null, '孙子']]);
    expect(of('收入')[0]).toEqual([day, '养殖', 960, expect.stringContaining('12只')]);
    expect(of('支出')[0]).toEqual([day, expect.any(String), 12000, expect.stringContaining('2017年')]);
    expect(of('走访')[0]).toEqual([day, '入户 冯立群', null, '老伴头晕好些了']);
    expect(of('问题')[0]).toEqual([day, expect.stringMatching(/^I\d+ 住房/), null, '屋顶漏雨']);
    expect(of('需求')[0]).toEqual([
      day,
      expect.stringContaining('还缺'),
      null,
      expect.stringContaining('棉被'),
    ]);
  } finally {
    await world.close();
  }
});

it('says of a section without records that there are none, and leaves out what is hidden from its helper', async () => {
  const world = await createWorld();
  try {
    const sections = await dossier(world, '蒋来发');
    expect(sections.get('需求')).toEqual([[null, '没有记录', null, null]]);
    expect(JSON.stringify(sections.get('问题'))).not.toContain('没见过现在的帮扶人');
  } finally {
    await world.close();
  }
});

it('is whole of a household that moved: every visit, whichever village it lay in, and where it lived', async () => {
  const world = await createWorld();
  try {
    await world.say('U18', '走访 罗启明 入户 老伴头晕好些了');
    await world.say('U03', '迁村 罗启明 → 上河口村 2组');
    await world.say('U03', '确认');
    await world.say('U18', '走访 罗启明 电话 搬好了');
    const sections = await dossier(world, '罗启明');
    const text = (name: string) => JSON.stringify(sections.get(name));
    for (const words of ['上河口村2组', '以前住', '枫树湾村1组·老屋场'])
      expect(text('基本情况')).toContain(words);
    for (const words of ['整户迁到上河口村', '整户从枫树湾村迁来']) expect(text('成员变化')).toContain(words);
    for (const words of ['老伴头晕好些了', '搬好了']) expect(text('走访')).toContain(words);
  } finally {
    await world.close();
  }
}, 60_000);
