import { polyphonic } from 'pinyin-pro';

/** Toneless syllables that Chinese characters are read with, ü as v. */
const SYLLABLES: ReadonlySet<string> = new Set(
  (
    'a ai an ang ao e ei en eng er o ou ' +
    'ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ' +
    'ca cai can cang cao ce cen ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan ' +
    'chuang chui chun chuo ci cong cou cu cuan cui cun cuo ' +
    'da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui dun duo ' +
    'fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo ' +
    'ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ' +
    'ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ' +
    'ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo ' +
    'la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve lue ' +
    'ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu ' +
    'na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve nue ' +
    'pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu ' +
    'qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ' +
    'ran rang rao re ren reng ri rong rou ru ruan rui run ruo ' +
    'sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan ' +
    'shuang shui shun shuo si song sou su suan sui sun suo ' +
    'ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo ' +
    'wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ' +
    'ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun ' +
    'za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai ' +
    'zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo'
  ).split(' '),
);

const LONGEST = 6;

/** How many readings of one character count: the rare ones of rare words would only bring unrelated names together. */
const MAX_READINGS = 2;

/** What pinyin-pro said of a character, kept because it takes 3 µs to ask. Grows to the characters in use. */
const asked = new Map<string, Sound>();

/** The toneless readings of a character, commonest first, and the same with common confusions folded. */
export interface Sound {
  plain: readonly string[];
  folded: readonly string[];
}

const SILENT: Sound = { plain: [], folded: [] };

/** How a character is read; no readings for what is no Chinese character. */
export function soundsOf(char: string): Sound {
  if (!/^\p{Script=Han}$/u.test(char)) return SILENT;
  const known = asked.get(char);
  if (known !== undefined) return known;
  const read = polyphonic(char, { toneType: 'none' })[0]?.split(' ') ?? [];
  const plain = [...new Set(read.map((syllable) => syllable.replaceAll('ü', 'v')))]
    .filter((syllable) => SYLLABLES.has(syllable))
    .slice(0, MAX_READINGS);
  const sound = { plain, folded: [...new Set(plain.map(fold))] };
  asked.set(char, sound);
  return sound;
}

const FOLDED_INITIALS: Readonly<Record<string, string>> = {
  zh: 'z',
  ch: 'c',
  sh: 's',
  n: 'l',
  r: 'l',
  f: 'h',
};

/** Behind h a u is not heard where f and h are one: 花 and 发, 黄 and 方, 灰 and 飞, 洪 and 冯. */
const FOLDED_AFTER_H: Readonly<Record<string, string>> = {
  ui: 'ei',
  un: 'en',
  ong: 'eng',
  ua: 'a',
  uan: 'an',
  uang: 'ang',
  uo: 'o',
};

/** A syllable as a southern ear hears it: zh/z, ch/c, sh/s, n/l, r/l, f/h and ing/in, eng/en, ang/an fall together. */
export function fold(syllable: string): string {
  const [, typed = '', rest = ''] = /^([zcs]h|[bpmfdtnlgkhjqxrzcsyw]?)(.*)$/.exec(syllable) ?? [];
  const initial = FOLDED_INITIALS[typed] ?? typed;
  const final = initial === 'h' ? (FOLDED_AFTER_H[rest] ?? rest) : rest;
  return initial + final.replace(/(?<=[iea])ng$/, 'n').replace(/^ue$/, 've');
}

/** Every way to read latin letters as pinyin (`xian` is xian and xi an), at most `limit`; none where it is no pinyin. */
export function segment(letters: string, limit = 8): string[][] {
  if (letters === '') return [[]];
  const found: string[][] = [];
  for (let length = Math.min(LONGEST, letters.length); length > 0; length--) {
    const syllable = letters.slice(0, length);
    if (!SYLLABLES.has(syllable)) continue;
    for (const rest of segment(letters.slice(length), limit)) {
      if (found.length < limit) found.push([syllable, ...rest]);
    }
  }
  return found;
}
