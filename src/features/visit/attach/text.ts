import type { Day } from '../../../core/clock.ts';
import type { Visit } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { headline } from '../text.ts';
import { headOf } from '../void.ts';
import type { Target } from './target.ts';

/** `照片已挂到石长顺 S16(现有2张)。` A message about several households gets the way to the others with it. */
export function attachedText(
  what: '照片' | '位置',
  { visit, twins }: Target & { kind: 'visit' },
  context: Context,
  count?: number,
): string {
  const line =
    count === undefined
      ? `${what}已挂到${headOf(context, visit)} ${visit.id}。`
      : `${what}已挂到${headOf(context, visit)} ${visit.id}(现有${count}张),接着发的也会挂上。`;
  const [other] = twins;
  return other ? `${line}\n要挂到${headOf(context, other)}的,先发“补图 ${other.id}”再发照片。` : line;
}

export function draftText(what: '照片' | '位置', name: string): string {
  return `${what}已挂到${name}。走访还没记上,请先回答上面的问题。`;
}

/** A form is open: pictures wait until it is done. */
export function formText(): string {
  return '这条走访还没记完,照片没有挂。记完后10分钟内再发,就能挂上。';
}

export function fullText(name: string, most: number): string {
  return `${name} 已经有${most}张照片,满了,后面的没有挂上。`;
}

export function lostText(name: string, what = '照片'): string {
  if (what !== '照片') return `位置没有收到,没有挂到${name}。请再发一次。`;
  return `有一张照片没收到,或者超过20MB,没有挂到${name}。请不要选“原图”,再发一次。`;
}

export function alreadyText(name: string): string {
  return `这张照片${name} 已经有了,没有重复挂。`;
}

export function voidText(visit: Visit): string {
  return `${visit.id} 已经作废了,照片没有挂上。`;
}

/** A picture in private that belongs to nothing: how to say where it goes, with the visit it is likely for. */
export function howToText(today: Day, last?: { visit: Visit; head: string }): string {
  const lead = '照片和位置要在记走访后10分钟内发,才知道挂到哪条,刚才的没有挂。';
  if (!last) return `${lead}\n先记走访再发:走访 户主姓名 入户 看到的情况`;
  const { visit, head } = last;
  return (
    `${lead}\n最近一条是 ${visit.id}:${headline(head, visit.date, visit.mode, today)}。` +
    `要挂到这条,先发“补图 ${visit.id}”再发照片。别的走访换个编号,发“我的走访”能看到。`
  );
}
