/**
 * Words of the villages and of the street for the book's own, longest first. Only whole meanings: a word that could mean
 * something else here stays as it is.
 */
const SAME: readonly (readonly [string, string])[] = [
  ['有没得', '有没有'],
  ['得不得', '会不会'],
  ['要得不', '行不行'],
  ['要不要得', '行不行'],
  ['好多', '多少'],
  ['好久', '什么时候'],
  ['哪阵', '什么时候'],
  ['哪时候', '什么时候'],
  ['几时', '什么时候'],
  ['啥时候', '什么时候'],
  ['为啥子', '为什么'],
  ['为啥', '为什么'],
  ['咋没', '为什么没'],
  ['啥子', '什么'],
  ['么子', '什么'],
  ['么事', '什么'],
  ['啥', '什么'],
  ['咋个', '怎么'],
  ['咋样', '怎么样'],
  ['啷个', '怎么'],
  ['郎个', '怎么'],
  ['怎样', '怎么'],
  ['如何', '怎么'],
  ['咋', '怎么'],
  ['哪个', '谁'],
  ['哪儿', '哪里'],
  ['哪点', '哪里'],
  ['我屋头', '我家里'],
  ['我屋里', '我家里'],
  ['屋头', '家里'],
  ['屋里头', '家里'],
  ['屋里', '家里'],
  ['我屋', '我家'],
  ['咱家', '我家'],
  ['俺家', '我家'],
  ['没得', '没有'],
  ['冇得', '没有'],
  ['莫得', '没有'],
  ['木有', '没有'],
  ['晓得', '知道'],
  ['遭', '被'],
  ['娃儿', '孩子'],
  ['娃娃', '孩子'],
  ['细伢子', '孩子'],
  ['伢子', '孩子'],
  ['崽崽', '孩子'],
  ['小孩', '孩子'],
  ['妹崽', '女儿'],
  ['妹子', '女儿'],
  ['闺女', '女儿'],
  ['姑娘', '女儿'],
  ['幺儿', '儿子'],
  ['崽', '儿子'],
  ['娃', '孩子'],
  ['婆娘', '老婆'],
  ['堂客', '老婆'],
  ['媳妇', '老婆'],
  ['老汉儿', '父亲'],
  ['老倌', '父亲'],
  ['老爹', '父亲'],
  ['爸爸', '父亲'],
  ['妈妈', '母亲'],
  ['老娘', '母亲'],
  ['嘎嘎', '外婆'],
  ['钞票', '钱'],
  ['工钱', '工资'],
  ['薪水', '工资'],
  ['票子', '钱'],
  ['学堂', '学校'],
  ['念书', '读书'],
  ['念小学', '读小学'],
  ['念初中', '读初中'],
  ['念高中', '读高中'],
  ['考起', '考上'],
  ['考取', '考上'],
  ['卫生所', '卫生院'],
  ['瞧病', '看病'],
  ['开刀', '手术'],
  ['合疗', '新农合'],
  ['农合', '新农合'],
  ['新新农合', '新农合'],
  ['合作医疗', '新农合'],
  ['农保', '养老保险'],
  ['包谷', '玉米'],
  ['苞谷', '玉米'],
  ['洋芋', '土豆'],
  ['红苕', '红薯'],
  ['菌子', '香菇'],
  ['太阳能板', '光伏板'],
  ['瓦房', '瓦屋'],
  ['垮', '塌'],
  ['拆迁', '搬迁'],
  ['入社', '入股'],
  ['咋整', '怎么办'],
  ['咋弄', '怎么办'],
  ['怎么整', '怎么办'],
  ['怎么弄', '怎么办'],
  ['怎么搞', '怎么办'],
  ['啷个办', '怎么办'],
  ['莫', '不要'],
  ['甭', '不要'],
  ['补助金', '补助'],
  ['补贴', '补助'],
  ['津贴', '补助'],
  ['贫困家庭', '困难家庭'],
];

const TABLE: ReadonlyMap<string, string> = new Map(SAME);
const PATTERN = new RegExp([...TABLE.keys()].sort((a, b) => b.length - a.length).join('|'), 'g');
const FILLER = /[哦嘛呢啊呀哈咯哩嘞噻哟]+|请问|问一下|问哈|麻烦|谢谢|您好|你好/g;

/** A normalised text as it is compared: one word for one meaning, letters and Han only. */
export function canonical(text: string): string {
  const words = text.toLowerCase().replace(PATTERN, (word) => TABLE.get(word) ?? word);
  return words
    .replace(FILLER, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Pairs of neighbouring characters; a character that stands alone is a piece by itself. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.split(' ')) {
    const chars = [...run];
    if (chars.length === 1 && run !== '') pairs.add(run);
    for (let i = 1; i < chars.length; i++) pairs.add(`${chars[i - 1]}${chars[i]}`);
  }
  return pairs;
}
