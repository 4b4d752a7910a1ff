import type { Day } from '../core/clock.ts';
import { pastDayIn } from '../core/text/days.ts';
import type { MemberEventCode } from '../records/memberEvent.ts';

/** What happened to somebody of a household, as it was said. */
export interface Happened {
  event: MemberEventCode;
  member: string;
  date?: Day;
  /** Of one who came. */
  name?: string;
  birth?: string;
  text: string;
}

const BORN = /生了|生下|生的|出生|(添|得|抱)了?(个|一个)?(孙|儿|女|男|娃|崽|丫头|小子|胖)/;
const CAME =
  /嫁(进|过)来|娶(了|进|回)|接(了|过|来|回)?[^,。]{0,6}(来|过来|回来)[^,。]{0,4}住|接(了|过|来|回)[^,。]{0,4}(住|来)|搬(来|过来|回来)|迁(进|入|过来|回|来)|落(了)?户|上门女婿|招(了)?(个)?(女婿|郎)/;
const WED = /出嫁|嫁(出去|走|到|给|了人)|嫁了/;
const WENT = /(户口|人)?[^,。]{0,3}(迁(走|出|到)|搬(走|出去|到)|长住|转出|分(了|出去)户|分家)/;
const WHO =
  /儿媳妇?|孙媳妇?|女婿|媳妇|老婆|老伴儿?|婆娘|堂客|爱人|妻子|老公|丈夫|岳母|岳父|丈母娘|娘家妈|娘家爸|婆婆|公公|母亲|父亲|妈|爸|儿子|女儿|闺女|孙子|孙女|弟弟|妹妹|哥哥|姐姐|侄(子|女)|奶奶|爷爷/;
/** Whose child it is tells what it is to the head of the household. */
const GRAND = /儿媳|孙|媳妇(生|昨|今|前|刚)|儿子[^,。]{0,4}(生|得|添)/;

/** What words behind the household's name tell; null where they tell of no one's coming or leaving. */
export function happened(rest: string, today: Day): Happened | null {
  const date = pastDayIn(rest, today);
  const who = WHO.exec(rest)?.[0];
  const event = BORN.test(rest)
    ? 'born'
    : CAME.test(rest)
      ? 'join'
      : WED.test(rest)
        ? 'married'
        : WENT.test(rest)
          ? 'moveOut'
          : undefined;
  if (!event) return null;
  if (event !== 'born') return who ? { event, member: plain(who), date, text: rest } : null;
  return { event, member: child(rest), date, birth: date ?? today.slice(0, 7), text: rest };
}

/** A relation in the register's word. */
const plain = (who: string) =>
  who === '丈母娘' ? '岳母' : who === '儿媳妇' ? '儿媳' : /^(老伴|婆娘|堂客)/.test(who) ? '配偶' : who;

function child(text: string): string {
  const girl = /女(孩|娃|儿|崽)|丫头|千金|姑娘|孙女/.test(text);
  if (GRAND.test(text)) return girl ? '孙女' : '孙子';
  return girl ? '女儿' : '儿子';
}
