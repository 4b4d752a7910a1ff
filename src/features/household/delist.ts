import { isNo } from '../../core/text/consent.ts';
import { categoryFor } from '../../records/dictionary.ts';
import { say } from '../define.ts';
import { asking, householdCommand } from '../householdCommand.ts';
import { edited, wholeOf } from './edit.ts';

const CHOICES = [
  { category: categoryFor('已脱贫') ?? '已脱贫', label: '脱贫:还在册,政策不变' },
  { category: categoryFor('清退出列') ?? '清退出列', label: '清退:不再在册' },
] as const;

const question = (head: string) =>
  `${head}家“出列”是哪一种?回数字:\n${CHOICES.map((c, i) => `${i + 1} ${c.label}`).join('\n')}\n3 只是家里少了人(发:迁出、出嫁 或 去世)`;

/** 出列 is not 脱贫 (B42): asked back before anything moves. */
export const delist = householdCommand<'kind'>({
  name: '出列',
  aliases: ['退出贫困'],
  summary: '一户出列:我会先问清是脱贫还是清退',
  usage: '出列 户主姓名',
  needs: 'editHousehold',
  where: ['private', 'cadreRoom'],
  examples: ['出列 罗启明'],
  run: async (household, _, context) => ({
    ...say(question(household.head)),
    dialog: asking(household.id, 'kind', context),
  }),
  again: (_, household) => question(household.head),
  async answer(_, brief, text, context) {
    const n = Number(/^([123])[。.]?$/.exec(text)?.[1] ?? 0);
    const choice = CHOICES[n - 1] ?? CHOICES.find((c) => text.startsWith(c.label.slice(0, 2)));
    if (n === 3) return say(`好,没有动。这样发:迁出 ${brief.head} 女儿 9月3日`);
    if (!choice) return isNo(text) ? say('好,没有动。') : null;
    const household = await wholeOf(brief, context);
    if (household.category === choice.category)
      return say(`${brief.head}家本来就是“${choice.category}”,没有动。`);
    // In a group what the register held before is not told.
    const was = context.place === 'private' ? `由“${household.category}”` : '';
    return {
      ...say(`记下了:${brief.head}家${was}改为“${choice.category}”。`),
      changes: [edited(household, { category: choice.category }, 'category', context)],
    };
  },
});
