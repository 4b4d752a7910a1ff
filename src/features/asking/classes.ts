import { isListed } from '../../records/dictionary.ts';
import type { Household } from '../../records/household.ts';

/** A class of households that people ask the number of, and how it is told. */
export interface Class {
  name: string;
  words: RegExp;
  has(h: Household): boolean;
}

const category =
  (...names: string[]) =>
  (h: Household) =>
    names.includes(h.category);
const tagged = (word: RegExp) => (h: Household) => h.tags.some((tag) => word.test(tag));

/** By what households can be counted: the register's categories first, then what their entries are marked with. */
export const CLASSES: readonly Class[] = [
  { name: '未脱贫', words: /(没|未|还没)有?(脱贫|出列|摘帽)|脱不了贫/, has: category('在册未脱贫') },
  {
    name: '不稳定',
    words: /不稳定|返贫/,
    has: category('脱贫不稳定户', '监测户', '监测对象', '边缘易致贫户', '突发严重困难户'),
  },
  {
    name: '监测',
    words: /监测/,
    has: category('监测户', '监测对象', '脱贫不稳定户', '边缘易致贫户', '突发严重困难户'),
  },
  { name: '已脱贫', words: /脱(了)?贫|出列/, has: category('已脱贫') },
  { name: '边缘', words: /边缘/, has: (h) => /边缘/.test(h.category) || tagged(/边缘/)(h) },
  { name: '低保', words: /低保/, has: tagged(/低保/) },
  { name: '五保', words: /五保|特困/, has: tagged(/五保|特困/) },
  { name: '残疾', words: /残疾/, has: tagged(/残疾/) },
  { name: '危房', words: /危房|危改/, has: tagged(/危房/) },
  { name: '搬迁', words: /搬迁/, has: tagged(/搬迁/) },
  { name: '学生', words: /学生|读书|上学/, has: tagged(/学生/) },
  { name: '独居', words: /独居|空巢|单身/, has: tagged(/独居|单身|空巢/) },
  { name: '一般', words: /一般(农)?户|非贫困/, has: category('一般户') },
  { name: '建档立卡', words: /贫困|建档|立卡|在册|帮扶户|扶贫/, has: (h) => isListed(h.category) },
];
