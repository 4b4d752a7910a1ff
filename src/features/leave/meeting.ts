import { clip } from '../../core/text/clean.ts';
import { findDay, formatDayLong } from '../../core/text/days.ts';
import { type Context, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { spanIn } from './days.ts';

const MEETING =
  /(碰头会|调度会|推进会|例会|周会|月会|院坝会|动员会|部署会|汇报会|座谈会|评议会|代表会|村民会|党员会|党课|总结会|工作会|现场会|述职会?|观摩|培训会?|学习会?|会议|开会|[一二三四五六日天的]会)/;
/** It speaks of a meeting. */
export const tellsMeeting = (text: string): boolean => MEETING.test(text);

const AWAY = /请(个|一下|半天|一天)?假|(参加|来|到|去|赶|出席)不(了|成|到)|没法(来|到|参加)|缺席/;
const LONGEST = 80;

/** `明天的碰头会我请个假,县医院有会诊`: a meeting somebody cannot come to. It is no leave: his reminders stay his (J01). */
export const isMeetingLeave = (text: string, context: Context): boolean =>
  isSpokenTo(context) &&
  text.length <= LONGEST &&
  MEETING.test(text) &&
  AWAY.test(text) &&
  (/会/.test(text) || spanIn(text, context.today) === null) &&
  !/[?]$|吗$|谁/.test(text);

/** Passes it on, in his own words, to those who call the meeting: the village's leaders from its room, else the township office. */
export function excuse(text: string, context: Context): Effect {
  const { read, room, sender, today } = context;
  const me = sender.person;
  if (!me) return {};
  const village = room?.villageId ? read.directory.village(room.villageId) : undefined;
  const active = [...read.directory.people()].filter((p) => p.status === 'active' && p.id !== me.id);
  const chair = active.filter((p) => p.id === village?.gridLeaderId);
  const told = chair.length > 0 ? chair : active.filter((p) => p.roles.includes('office'));
  if (told.length === 0) return say('名册上还没有乡扶贫办的人,请假的话没处转,请直接跟召集会议的人说。');
  const day = findDay(text, { today, prefer: 'future' });
  const when = day && 'day' in day ? `${formatDayLong(day.day, today)}` : '';
  const names = told.map((p) => p.name).join('、');
  return {
    replies: [
      {
        text: `已把您请假的话转给${names}${when ? `(${when}的会)` : ''},准不准由他们定。\n这几天的提醒也要停的话,另发:请假 9月20日到25日`,
      },
      ...told.map((p) => ({
        text: `${me.name}请${when}会议的假,原话:“${clip(text, LONGEST)}”`,
        to: { id: p.id, kind: 'nudge' as const },
      })),
    ],
  };
}
