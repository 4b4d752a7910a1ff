import { clip } from '../../core/text/clean.ts';
import { lookUp } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { Context } from '../define.ts';

/** Somebody of the organisation by `U18` or his name, or why nobody is meant. */
export function personAt(said: string, context: Context): Person | { wrong: string } {
  const { directory } = context.read;
  const digits = /^u\s*-?\s*0*(\d{1,6})$/i.exec(said)?.[1];
  if (digits) {
    const person = directory.person(`U${digits}`) ?? directory.person(`U${digits.padStart(2, '0')}`);
    return person ?? { wrong: `没有 U${digits} 这个人` };
  }
  const matches = lookUp(directory.personNames(), said, colleagueAsker(context.sender, directory));
  const exact = matches.filter((m) => m.how === 'exact').flatMap((m) => directory.person(m.entry.id) ?? []);
  const [first, ...more] = exact;
  if (first && more.length === 0) return first;
  if (first)
    return {
      wrong: `叫“${said}”的有${exact.length}个人,请写编号:${exact.map((p) => `${p.id}(${p.unit ?? ''}${p.post ?? ''})`).join('、')}`,
    };
  const near = matches
    .slice(0, 3)
    .map((m) => m.entry.name)
    .join('、');
  return { wrong: `没有叫“${clip(said, 8)}”的干部${near ? `,是不是${near}?` : ''}` };
}

export const isPerson = (x: Person | { wrong: string }): x is Person => 'id' in x;

/** A masked number is not read out: it could not be dialled. */
export const phoneOf = (person: Person) =>
  person.phone && !person.phone.includes('*') ? `,电话${person.phone}` : '';

export const workOf = (person: Person) => [person.unit, person.post].filter(Boolean).join('');
