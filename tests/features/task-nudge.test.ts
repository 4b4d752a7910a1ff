import { expect, it } from 'vitest';
import type { ScriptLine } from '../../scripts/replay/line.ts';
import type { Stage } from '../../scripts/replay/stage.ts';
import { withStage } from '../support/transcript.ts';

const to = (at: string): ScriptLine => ({ kind: 'at', at: Date.parse(`2017-09-${at}:00+08:00`) });
const say = (from: string, text: string): ScriptLine => ({ kind: 'say', from, text });

async function play(stage: Stage, ...lines: ScriptLine[]): Promise<void> {
  for (const line of lines) await stage.play(line);
}

type Push = { to: string; slot: string; state: string; reason?: string; kind: string };

it('fires at the very time, also after a restart, and once', () =>
  withStage(async (stage, sent) => {
    await play(stage, to('13T10:00'), say('U18', '提醒我 今天下午3点20 带表格'));
    sent.length = 0;
    await play(stage, { kind: 'restart' }, to('13T15:19'));
    expect(sent).toEqual([]);
    await play(stage, to('13T16:00'), { kind: 'restart' }, to('14T08:00'));
    const mine = sent.filter((s) => s.to === 'U18');
    expect(mine.map((s) => new Date(s.at).toISOString())).toEqual(['2017-09-13T07:20:00.000Z']);
    expect(mine[0]?.text).toContain('带表格');
  }));

it('catches up once after two days without the process, with the reason for what was left out', () =>
  withStage(async (stage, sent) => {
    await play(stage, to('13T10:00'), say('U03', '提醒 冯立群 9月17日前 交表'), to('14T08:00'));
    sent.length = 0;
    await play(stage, to('14T08:30'));
    await play(stage, { kind: 'down' }, to('16T10:00'), { kind: 'up' }, to('16T12:00'));
    const mine = sent.filter((s) => s.to === 'U18' && s.text?.includes('T7'));
    expect(mine).toHaveLength(1);
    expect(mine[0]?.text).toContain('还有1天');
    const pushes = (await stage.dump()).pushes as Push[];
    expect(
      pushes.filter((p) => p.reason === 'missed' && p.to === 'U18' && p.kind === 'nudge').length,
    ).toBeGreaterThan(0);
    sent.length = 0;
    await play(stage, to('17T12:00'));
    expect(sent.filter((s) => s.to === 'U18' && s.text?.includes('T7'))).toHaveLength(1);
  }));

it('says nothing of what was done between the slot and the morning in which it goes out', () =>
  withStage(async (stage, sent) => {
    await play(
      stage,
      to('13T10:00'),
      say('U18', '提醒我 今晚10点 锁门'),
      say('U18', '提醒我 今晚10点 关灯'),
      to('14T07:00'),
    );
    sent.length = 0;
    await play(stage, say('U18', '完成 T7'));
    sent.length = 0;
    await play(stage, to('14T07:31'));
    const text = sent
      .filter((s) => s.to === 'U18')
      .map((s) => s.text)
      .join('\n');
    expect(text).toContain('关灯');
    expect(text).not.toContain('锁门');
  }));

it('reminds an owner on days 3, 4 and 5 of what a household asked, then those above him (E05)', () =>
  withStage(async (stage, sent) => {
    await play(stage, to('13T10:00'), say('H01', '意见 村里的公示栏老是看不清'));
    const [asked] = (await stage.dump()).requests as { id: string; owner: string }[];
    expect(asked).toBeDefined();
    sent.length = 0;
    const days: string[] = [];
    for (const day of ['15', '16', '17', '18', '19', '20']) {
      sent.length = 0;
      await play(stage, to(`${day}T10:00`));
      const told = sent
        .filter((s) => s.text?.includes(asked?.id ?? '?') && !/^(全乡|.{1,6}村)周报/.test(s.text))
        .map((s) => s.to);
      days.push(`${day} ${told.length}${told.some((x) => x !== asked?.owner) ? ' up' : ''}`);
    }
    expect(days).toEqual(['15 0', '16 1', '17 1', '18 1', '19 2 up', '20 0']);
  }));
