import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCode, readBareCode, readCode, showCode } from '../../src/core/text/code.ts';
import { markIn, remarkOf } from '../../src/core/text/remark.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

let world: World;
const open = async (options: WorldOptions = {}) => {
  world = await createWorld(options);
};
afterEach(() => world.close());

const heard = (to: string) =>
  world
    .heard()
    .filter((s) => s.to === to)
    .map((s) => (s.text ?? '').normalize('NFKC'))
    .join('\n');

/** The office asks for a code for somebody; it as it is told. */
async function codeFor(whom: string): Promise<string> {
  world.heard();
  await world.say('U03', `生成绑定码 ${whom}`);
  const code = /绑定码:(\w{4}-\w{4})/.exec(heard('U03'))?.[1];
  if (!code) throw new Error(`no code for ${whom}`);
  return code;
}

describe('a code', () => {
  it('binds a contact that nobody knew, and only once', async () => {
    await open();
    const code = await codeFor('U18');
    await world.say('W1', `绑定 ${code}`);
    expect(heard('W1')).toContain('绑定好了,冯立群');
    await world.say('W1', '我的户');
    expect(heard('W1')).toContain('罗启明');
    await world.say('W2', `绑定 ${code}`);
    expect(heard('W2')).toContain('用过了');
    await world.say('W2', '我的户');
    expect(heard('W2')).toContain('还不认识您');
  });

  it('ends the binding of the phone before, which is told of it; a second phone must be allowed', async () => {
    await open();
    await world.say('W1', `绑定 ${await codeFor('U18')}`);
    expect(world.sent.filter((s) => s.to === 'U18').at(-1)?.text).toContain('停用了');
    await world.say('U18', '我的户');
    expect(heard('U18')).toContain('还不认识您');
    await world.say('W2', `绑定 ${await codeFor('U18 第二部')}`);
    world.heard();
    for (const phone of ['W1', 'W2']) {
      await world.say(phone, '我的户');
      expect(heard(phone)).toContain('罗启明');
    }
  });

  it('lets every phone of a household speak for it', async () => {
    await open();
    await world.say('W1', `绑定 ${await codeFor('H05')}`);
    await world.say('W2', `绑定 ${await codeFor('吴春桃')}`);
    world.heard();
    for (const phone of ['H05', 'W1', 'W2']) {
      await world.say(phone, '谁帮我');
      expect(heard(phone)).toContain('苗青云');
    }
  });

  it('moves a contact from one household to a person, and says so', async () => {
    await open();
    const code = await codeFor('U20');
    await world.say('H05', `绑定 ${code}`);
    expect(heard('H05')).toContain('原来是吴春桃家,现在改了');
    await world.say('H05', '我的户');
    expect(heard('H05')).toContain('秦海生');
  });

  it('is void once it is typed in a group, known or not, with or without a word, and after seven days', async () => {
    await open();
    for (const [room, said] of [
      ['G2', '绑定 CODE'],
      ['G4', 'CODE'],
      ['G99', 'CODE'],
    ] as const) {
      const code = await codeFor('U18');
      await world.say('W1', said.replace('CODE', code), { room });
      expect(heard(room)).toMatch(/请撤回.*作废/);
      await world.say('W1', `绑定 ${code}`);
      expect(heard('W1')).toContain('作废');
    }
    const late = await codeFor('U18');
    await world.until('2017-09-20T10:00:01+08:00');
    world.heard();
    await world.say('W1', late);
    expect(heard('W1')).toContain('过期了');
  });

  it('that was made later ends the one before; what was made for a phone lost speaks for nobody', async () => {
    await open();
    const first = await codeFor('U18');
    const second = await codeFor('U18');
    await world.say('W1', first);
    expect(heard('W1')).toContain('作废');
    await world.say('W1', second);
    expect(heard('W1')).toContain('绑定好了');
    await world.say('U03', '重新绑定 U18');
    world.heard();
    await world.say('W1', '我的户');
    expect(heard('W1')).toContain('还不认识您');
  });

  it('that two send at the same time binds one of them', async () => {
    await open();
    const code = await codeFor('U18');
    await Promise.all([world.say('W1', code), world.say('W2', code)]);
    const said = ['W1', 'W2'].map((w) => world.sent.filter((s) => s.to === w).at(-1)?.text ?? '');
    expect(said.filter((t) => t.includes('绑定好了'))).toHaveLength(1);
    expect(said.filter((t) => t.includes('用过了'))).toHaveLength(1);
  });

  it('stands nowhere in the store', async () => {
    await open();
    const code = await codeFor('U18');
    await world.say('W1', code);
    const { read } = world.store.raw.connections;
    const plain: string[] = [];
    for (const k of await read.keys('*')) {
      const dumped = await read.dumpBuffer(k);
      plain.push(k, dumped?.toString('latin1') ?? '');
    }
    const all = plain.join('\n');
    expect(all).not.toContain(code);
    expect(all).not.toContain(code.replace('-', ''));
  });

  it('loses nothing when the process dies right after it', async () => {
    await open();
    const code = await codeFor('U18');
    await world.say('W1', code);
    world.die();
    await world.start();
    world.heard();
    await world.say('W1', '我的户');
    expect(heard('W1')).toContain('罗启明');
  });
});

describe('slips', () => {
  it('hold one code for everybody of a village who is not bound, each good', async () => {
    await open();
    for (const id of ['U18', 'H01', 'H02']) await world.say('U03', `重新绑定 ${id}`);
    world.heard();
    await world.say('U03', '生成绑定码 枫树湾');
    const sent = world.heard().filter((s) => s.to === 'U03');
    const path = sent.find((s) => s.file)?.file ?? '';
    expect(existsSync(path)).toBe(true);
    const page = readFileSync(path, 'utf8');
    const slips = [...page.matchAll(/<b>([^<]+)<\/b><code>(\w{4}-\w{4})<\/code>/g)];
    expect(slips.map(([, who]) => who?.slice(0, 3))).toEqual(['冯立群', '罗启明', '覃秀英']);
    for (const [i, [, , code]] of slips.entries()) await world.say(`W${i}`, `绑定 ${code}`);
    expect(world.heard().map((s) => s.text?.slice(0, 4))).toEqual(['绑定好了', '绑定好了', '绑定好了']);
  });
});

describe('where contact ids change at each login', () => {
  it('somebody is known again by what the bot wrote into his remark, and by nothing else', async () => {
    await open({ idsChange: true });
    await world.say('W1', `绑定 ${await codeFor('U18')}`);
    const alias = world.simulator.remarkOf('W1');
    expect(alias).toMatch(/^〔U18-[0-9A-F]{4}〕冯立群$/);
    await world.simulator.login(false);
    await world.simulator.login(true);
    world.simulator.know({ contacts: [{ id: 'new1', name: '冯立群', alias }] });
    world.simulator.know({ contacts: [{ id: 'new2', name: alias ?? '' }] });
    world.heard();
    await world.say('new1', '我的户');
    expect(heard('new1')).toContain('罗启明');
    await world.say('new2', '我的户');
    expect(heard('new2')).toContain('还不认识您');
    // The old id speaks for nobody, and what is sent to the person goes to the new one.
    const { directory } = world.store.read;
    expect(directory.identity('W1')).toBeUndefined();
    expect(directory.contactsOf('U18')).toEqual(['new1']);
    await world.say('U03', '提醒 冯立群 明天 带表格');
    expect(heard('new1')).toContain('带表格');
  });

  it('the remark of a phone that was given up proves nothing', async () => {
    await open({ idsChange: true });
    await world.say('W1', `绑定 ${await codeFor('U18')}`);
    const alias = world.simulator.remarkOf('W1');
    await world.say('U03', '重新绑定 U18');
    world.simulator.know({ contacts: [{ id: 'new1', name: 'x', alias }] });
    world.heard();
    await world.say('new1', '我的户');
    expect(heard('new1')).toContain('还不认识您');
  });

  it('elsewhere no remark is written or read', async () => {
    await open();
    await world.say('W1', `绑定 ${await codeFor('U18')}`);
    expect(world.simulator.remarkOf('W1')).toBeUndefined();
  });
});

describe('reading a code', () => {
  const code = fc.array(fc.nat({ max: 31 }), { minLength: 8, maxLength: 8 });
  const made = code.map((ns) => {
    let i = 0;
    return makeCode(() => (ns[i++] ?? 0) / 32);
  });

  it('understands what it shows, in small letters, with blanks or without a dash', () => {
    fc.assert(
      fc.property(made, fc.constantFrom('-', ' ', '', ' - ', '—'), (c, gap) => {
        expect(c).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
        expect(readCode(showCode(c))).toBe(c);
        expect(readCode(` ${c.slice(0, 4).toLowerCase()}${gap}${c.slice(4)}。`)).toBe(c);
      }),
    );
  });

  it.each(['', '8K3F', '8K3F-27QO', '8K3F-27Q1', '8K3F-27QXX', '走访 罗启明'])('takes no “%s”', (text) =>
    expect(readCode(text)).toBeNull(),
  );
  it.each(['23456789', 'ABCDEFGH', '2345 6789', '好的'])('takes “%s” alone for no code', (text) =>
    expect(readBareCode(text)).toBeNull(),
  );
});

describe('a remark', () => {
  it('holds its mark whatever the name is, within WeChat’s length', () => {
    fc.assert(
      fc.property(fc.nat({ max: 99999 }), fc.string(), (n, name) => {
        const remark = remarkOf(`H${n}-0A1F`, name);
        expect(remark.length).toBeLessThanOrEqual(16);
        expect(markIn(remark)).toBe(`H${n}-0A1F`);
      }),
    );
  });
  it.each([undefined, '', 'U18', '冯立群〔U18-0A1F〕'])('%s holds none', (r) =>
    expect(markIn(r)).toBeUndefined(),
  );
});
