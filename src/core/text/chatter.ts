import { isOnlyEmoji } from './clean.ts';

const WORD =
  '收到|收悉|已收|好的?|好滴|好嘞|好呢|嗯+|哦+|噢|喔|ok|okay|行|行的|可以|知道了?|晓得了?|明白了?|了解了?|辛苦了?|谢谢|多谢|感谢|' +
  '赞|点赞|哈+|呵+|嘿+|在吗|在不在|在|来了|马上(?:来|到|办)?|稍等|等一下|早|早安|早上好|上午好|中午好|下午好|晚上好|晚安|' +
  '不客气|没事|再见|拜拜|加油|厉害|[+]?1?顶|同意|支持|大家|各位|领导|书记|主任|队长|您|啦|了|呀|啊';

const CHATTER = new RegExp(`^(?:(?:${WORD})[\\s,。!~.、]*)+$`, 'i');

/** What is said in passing (收到, 好的, 辛苦了, a face) or to somebody else (`@谭振宇 …`): nothing to write down. */
export function isChatter(text: string): boolean {
  return /^[@＠]/.test(text.trim()) || isOnlyEmoji(text) || CHATTER.test(text.trim());
}

/** Somebody wants to know something: `我还有哪些户没走?`, `低保怎么办`. */
export function isQuestion(text: string): boolean {
  const words = text.trim().replace(/[。!~]+$/, '');
  return /[?？]$|吗$|哪些户|哪几户|多少户|几户没|怎么(办|弄|写|填|申请|报)|^(请问|问一下|想问)/.test(words);
}
