import type { Mode } from '../../records/visit.ts';

/** Words for each way of reaching a household, in the order in which they win: nobody met before where or how. */
const WORDS: readonly [Mode, readonly string[]][] = [
  [
    'noAnswer',
    [
      '电话未接',
      '电话没接',
      '电话没人接',
      '电话无人接听',
      '电话打不通',
      '电话不通',
      '打电话没人接',
      '打电话没接',
      '打电话不接',
      '打电话打不通',
      '电话没打通',
      '无人接听',
      '没人接电话',
      '没接电话',
      '不接电话',
      '电话关机',
      '电话停机',
      '未接',
      '没打通',
      '打不通',
    ],
  ],
  [
    'absent',
    [
      '未遇',
      '没遇到人',
      '没遇到',
      '没遇上',
      '未遇到',
      '未见到人',
      '没见到人',
      '没碰到人',
      '没碰到',
      '没碰上',
      '没碰着',
      '家里没人',
      '屋里没人',
      '屋头没人',
      '家中无人',
      '没人在家',
      '没得人在家',
      '无人在家',
      '没在家',
      '不在家',
      '不在屋',
      '没在屋',
      '锁门',
      '门锁着',
      '门锁',
      '锁着门',
      '上着锁',
      '上了锁',
      '挂着锁',
      '扑空',
      '跑空',
    ],
  ],
  [
    'phone',
    [
      '打电话',
      '电话走访',
      '电话联系',
      '电话访',
      '电访',
      '打了电话',
      '通了电话',
      '通电话',
      '电话',
      '微信联系',
      '微信视频',
      '微信语音',
      '微信电话',
      '微信',
      '语音通话',
      '视频通话',
      '视频',
    ],
  ],
  [
    'home',
    [
      '入户走访',
      '入户',
      '上门走访',
      '上门',
      '入护',
      '入沪',
      '如户',
      '家访',
      '到户',
      '进户',
      '实地走访',
      '实地',
      '当面',
      '去家里',
      '到家里',
      '去他家',
      '去她家',
      '去家',
      '登门',
      '在家见到',
      '面访',
    ],
  ],
  ['service', ['服务走访', '上门服务', '服务', '义诊', '体检']],
  ['accompanied', ['陪同走访', '陪同', '陪着', '跟着去']],
];

const BY_LENGTH = WORDS.flatMap(([mode, words]) => words.map((word) => ({ mode, word }))).sort(
  (a, b) => b.word.length - a.word.length,
);

/** The mode word that a text begins with. */
export function modeAt(text: string): { mode: Mode; length: number } | null {
  const hit = BY_LENGTH.find(({ word }) => text.startsWith(word));
  return hit ? { mode: hit.mode, length: hit.word.length } : null;
}

/** The first place where a mode word stands in a text. */
export function findMode(text: string): { mode: Mode; index: number; length: number } | null {
  for (let index = 0; index < text.length; index++) {
    const hit = modeAt(text.slice(index));
    if (hit) return { ...hit, index };
  }
  return null;
}

const NOBODY =
  /(家里|屋里|屋头|家中)?(没|无|没得|冇)人(在家|在屋|应|开门)?$|^(门)?锁(着|了|门)|没人在(家|屋)|家里没人|门锁着|锁着门|没(碰|遇|见)到?人/;
const MET = /(在家|在屋|见到|碰到|遇到)了?(他|她|户主|老|人|妈|爹|爸|媳|儿|女|婆|奶|爷|母|父)/;

/**
 * A mode with what the note says of it: `入户 家里没人` was an attempt (D07), `电话 没人接` too (D08). Somebody met makes
 * it a visit again.
 */
export function settleMode(mode: Mode, note: string): Mode {
  if (mode === 'phone' && /^(没|无)人接|^未接|^没接|^打不通|^不通|^关机|^停机/.test(note)) return 'noAnswer';
  if (mode === 'home' && NOBODY.test(note.split(/[,;。!?\n]/)[0] ?? '') && !MET.test(note)) return 'absent';
  return mode;
}

/** Answers to 'how did you reach them': a number of the list, or the word. */
export const MODE_CHOICES: readonly Mode[] = ['home', 'phone', 'absent', 'noAnswer'];

export function readModeAnswer(text: string): Mode | null {
  const number = /^[(]?([1-4])[).、。]?$/.exec(text)?.[1];
  if (number) return MODE_CHOICES[Number(number) - 1] ?? null;
  const words = text.replace(/^(是|算|就是|属于|应该是)/, '').replace(/[的了呢吧啊。!,]+$/, '');
  const hit = modeAt(words);
  return hit && hit.length >= words.length - 2 ? hit.mode : null;
}
