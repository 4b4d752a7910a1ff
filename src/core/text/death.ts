/** Somebody of a house, as words tell of his death. */
export interface Death {
  /** The relation, as it was said: 老娘, 他爸. */
  member: string;
  /** 走了 may mean died or left (B41): it has to be asked. */
  unsure: boolean;
  /** The words around it, where its day may stand. */
  clause: string;
}

const WHO =
  '(?:他|她|其|户主的?)?(?:老母亲|老父亲|母亲|父亲|老娘|老爹|老妈|老爸|妈妈|爸爸|妈|爸|娘|爹|老伴儿?|老婆|妻子|爱人|媳妇|丈夫|老公|配偶|爷爷|奶奶|外公|外婆|婆婆|公公|岳母|岳父|儿媳|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|老人家?)';
const WHEN =
  '(?:已经|已|大?前天|昨天|昨晚上?|昨夜|今天|今早|今晨|前几天|前些天|上周|上个?星期|上个?礼拜|上个?月|这个?月|本月|月初|月底|刚刚?|才|不幸|因病|突发[^,。;]{1,6}|\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}[日号]|大?清早|清晨|天亮|天没亮|早上|上午|中午|下午|晚上|夜里|半夜|后半夜|下半夜|凌晨|在?(?:家|屋里|屋头|医院)|也|就|\\s){0,4}';
const SURE = new RegExp(`(?<who>${WHO})${WHEN}(?:去世|过世|病故|病逝|身故|离世|逝世|老了人)`);
const MAYBE = new RegExp(`(?<who>${WHO})${WHEN}(?:走了|不在了|没了)(?=[,。;!\\s]|$)(?<next>.{0,12})`);
/** What happened long ago, or did not. */
const OLD =
  /去年|前年|早年|早些年|前些年|那年|多年|好几年|\d{2,4}年|[\d一二两三四五六七八九十]+年前|生前|以前|从前|小时候|早就|得早|(?:去世|过世|走|不在)了?(?:有|快)?[\d一二两三四五六七八九十]+年|没有?(?:去世|过世)/;
/** Where one who left went. */
const AWAY =
  /打工|务工|做工|上学|读书|学校|外出|外地|广东|浙江|深圳|进城|县城|镇上|回去|回娘家|娘家|赶集|赶场|走亲|亲戚|串门|出门|去买|看病|医院|上班|上街|才来|之前/;

const FUNERAL = /丧|白事|出殡|下葬|安葬|后事|守灵|孝|上山(?!砍|采|打|捡|放|挖|种)|入土|道场|火化|送葬|享年/;

/** A death of these days that words tell in passing; null where they tell none. Normalised text. */
export function deathIn(text: string): Death | null {
  for (const sentence of text.split(/[。;!\n]/)) {
    if (OLD.test(sentence)) continue;
    const sure = SURE.exec(sentence);
    const maybe = sure ? null : MAYBE.exec(sentence);
    const found = sure ?? maybe;
    if (!found?.groups?.who || AWAY.test(maybe?.groups?.next ?? '')) continue;
    const [before, after] = [sentence.slice(0, found.index), sentence.slice(found.index)];
    const clause = `${before.split(/[,、]/).at(-1) ?? ''}${after.split(/[,、]/)[0] ?? ''}`;
    return { member: plain(found.groups.who), unsure: !sure && !FUNERAL.test(text), clause };
  }
  return null;
}

/** By what words a death is told; 走了 and 没了 may mean that somebody left. */
const TOLD =
  /去世|过世|病故|病逝|身故|离世|逝世|断气|落气|咽气|断了气|老了人|没(?:挺|抢救|救|熬|拖)过来|没救(?:过来|回来|活)|安葬|出殡|下葬|送上山|送终/;
const PASSED = /(?<![迁搬嫁拿领送运拖接牵开带抱借调抢偷跑出溜])走(?:了|的)|不在了|没了/;
const KIN =
  /老母亲|老父亲|母亲|父亲|老娘|老爹|老妈|老爸|妈妈|爸爸|老汉|老头子?|老太太?|老伴儿?|老婆|妻子|爱人|媳妇|婆娘|堂客|丈夫|老公|男人|爷爷|奶奶|外公|外婆|婆婆|公公|岳母|岳父|儿媳|儿子|女儿|孙子|孙女|哥哥|弟弟|姐姐|妹妹|嫂子?|老人家?|妈|爸|娘|爹/;

/** The same in words that are believed to tell of what happened in a household: a death in whatever words. */
export function deathBelieved(text: string): Death | null {
  const told = deathIn(text);
  if (told || OLD.test(text)) return told;
  const found = TOLD.exec(text) ?? (AWAY.test(text) ? null : PASSED.exec(text));
  if (!found) return null;
  const who = [...text.slice(0, found.index).matchAll(new RegExp(KIN, 'g'))].at(-1)?.[0];
  return who ? { member: plain(who), unsure: !TOLD.test(text) && !FUNERAL.test(text), clause: text } : null;
}

const plain = (who: string) => who.replace(/^(他|她|其|户主的?)(?=.)/, '').replace(/^老(?=母亲|父亲)/, '');
