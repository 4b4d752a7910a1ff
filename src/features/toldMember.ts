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
  /** Where one went to work. */
  place?: string;
  text: string;
}

const BORN = /生了|生下|生的|出生|(添|得|抱)了?(个|一个)?(孙|儿|女|男|娃|崽|丫头|小子|胖)/;
const CAME =
  /嫁(进|过)来|娶(了|进|回)|接(了|过|来|回)?[^,。]{0,6}(来|过来|回来)[^,。]{0,4}住|接(了|过|来|回)[^,。]{0,4}(住|来)|搬(来|过来|回来)|迁(进|入|过来|回|来)|落(了)?户|上门女婿|招(了)?(个)?(女婿|郎)/;
const WED = /出嫁|嫁(出去|走|到|给|了人)|嫁了/;
const WENT = /(户口|人)?[^,。]{0,3}(迁(走|出|到)|搬(走|出去|到)|长住|转出|分(了|出去)户|分家)/;
const WHO =
  /儿媳妇?|孙媳妇?|女婿|媳妇|老婆|老伴儿?|婆娘|堂客|爱人|妻子|老公|丈夫|岳母|岳父|丈母娘|娘家妈|娘家爸|婆婆|公公|母亲|父亲|妈|爸|儿子|女儿|闺女|孙子|孙女|弟弟|妹妹|哥哥|姐姐|侄(子|女)|奶奶|爷爷/;
/** Somebody went to work elsewhere (B47); what is only wished, or was, is none. */
const AWAY =
  /(?:去|到|下|上)(?<place>[^\s,。去到]{2,6}?)(?:那边|那里|那头)?(?:打工|务工|做工|做活|做事|进厂|上班)|(?:出去|外出|出门)(?:打工|务工|做工|做活)/;
const BACK = /(?:从[^,。]{1,8}|打工|务工|外省|外头|外地|外面|厂里)[^,。]{0,4}回(?:来|家|屋|乡)了?|返乡了?/;

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
  if (!event) return wandered(rest, today);
  if (event !== 'born') return who ? { event, member: plain(who), date, text: rest } : null;
  return { event, member: child(rest), date, birth: date ?? today.slice(0, 7), text: rest };
}

/** Who went to work elsewhere or is back from there (B47); null where words tell of no one. */
export function wandered(words: string, today: Day): Happened | null {
  const who =
    CHILD.exec(words)?.[0] ?? WHO.exec(words)?.[0] ?? (/^我(?!们)/.test(words) ? '本人' : undefined);
  const clause = words.split(/[,。;!\s]+/).find((c) => AWAY.test(c) || BACK.test(c));
  if (!who || !clause || UNCERTAIN.test(clause)) return null;
  const away = AWAY.exec(clause);
  const told = { member: closest(who), date: pastDayIn(words, today), text: words };
  return away ? { ...told, event: 'away', place: away.groups?.place } : { ...told, event: 'back' };
}

const CHILD = /(?<![孙侄])(?:妹崽|女娃|满女|幺女|妹仔|崽|娃儿?|仔)/;
const UNCERTAIN = /[?]|吗$|没|想|打算|准备|要是|如果|几时|什么时候|好久|哪天|能不能|不回|还在/;

/** A relation in the register's word. */
const plain = (who: string) =>
  who === '丈母娘' ? '岳母' : who === '儿媳妇' ? '儿媳' : /^(老伴|婆娘|堂客)/.test(who) ? '配偶' : who;

/** The same for wife, husband and children, whatever they are called. */
function closest(who: string): string {
  if (/^(老婆|爱人|妻子|老公|丈夫)/.test(who)) return '配偶';
  if (!CHILD.test(who)) return plain(who);
  return /女|妹/.test(who) ? '女儿' : '儿子';
}

function child(text: string): string {
  const girl = /女(孩|娃|儿|崽)|丫头|千金|姑娘|孙女/.test(text);
  if (GRAND.test(text)) return girl ? '孙女' : '孙子';
  return girl ? '女儿' : '儿子';
}
