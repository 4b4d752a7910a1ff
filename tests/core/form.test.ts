import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  again,
  answer,
  type Form,
  type FormState,
  resume,
  type Step,
  start,
  valuesOf,
} from '../../src/core/form.ts';

interface Meal {
  dish: string;
  hot?: boolean;
  many: number;
  wish?: string;
}

const meal: Form<Meal, string> = {
  name: 'meal',
  version: 2,
  fields: [
    {
      name: 'dish',
      ask: '吃什么?',
      short: '吃什么?',
      choices: [
        { value: 'noodles', label: '面条', words: ['面'] },
        { value: 'rice', label: '米饭' },
      ],
      read: (text) =>
        text.includes('粉')
          ? { ok: false, error: '哪种粉?', choices: [{ value: 'thin', label: '细粉' }] }
          : { ok: false, error: '没有这样菜。', stray: true },
      needed: '要先点一样。',
    },
    {
      name: 'hot',
      ask: (v) => `${v.dish}要辣的吗?`,
      short: '要辣的吗?',
      when: (v) => v.dish === 'noodles',
      choices: [
        { value: true, label: '要' },
        { value: false, label: '不要' },
      ],
    },
    {
      name: 'many',
      ask: '几碗?',
      short: '几碗?',
      read: (text) =>
        /^\d+$/.test(text) ? { ok: true, value: Number(text) } : { ok: false, error: '说个数。' },
    },
    {
      name: 'wish',
      ask: '还要什么?',
      short: '还要什么?',
      free: true,
      optional: true,
      read: (text) => ({ ok: true, value: text }),
    },
  ],
  becomes: (v, said) => `${v.dish}|${v.hot ?? '-'}|${v.many}|${v.wish ?? '-'}|${said.join('/')}`,
};

/** Opens a form and says these things to it, one after the other. */
function talk<V, R>(form: Form<V, R>, ...words: string[]): Step<R> {
  let step = start(form);
  for (const text of words) if ('state' in step) step = answer(form, step.state, text);
  return step;
}
const textOf = (step: Step<unknown>) => (step.kind === 'asking' ? step.text : step.kind);
const stateOf = (step: Step<unknown>): FormState => {
  if (!('state' in step)) throw new Error(step.kind);
  return step.state;
};

describe('a form', () => {
  test('asks one thing at a time and becomes its result', () => {
    expect(textOf(start(meal))).toBe('吃什么?\n1 面条\n2 米饭');
    expect(textOf(talk(meal, '1'))).toBe('noodles要辣的吗?\n1 要\n2 不要');
    expect(talk(meal, '1', '不要', '3', '加蛋')).toMatchObject({
      kind: 'done',
      result: 'noodles|false|3|加蛋|1/不要/3/加蛋',
    });
    expect(talk(meal, '米饭', '2', '没有')).toMatchObject({ result: 'rice|-|2|-|米饭/2/没有' });
  });

  test('knows what was given and does not ask for it', () => {
    const step = start(meal, { dish: 'rice' });
    expect(textOf(step)).toBe('几碗?');
    expect(textOf(answer(meal, stateOf(step), '上一步'))).toBe('已经是第一步了。\n几碗?');
    expect(start(meal, { dish: 'rice', many: 1, wish: '' })).toMatchObject({
      kind: 'done',
      result: 'rice|-|1||',
    });
  });

  it.each([
    ['9', '没有第9个,请回1到2。'],
    ['饺子', '没有这样菜。'],
    ['跳过', '这一步不能跳过。要先点一样。'],
    ['上一步', '已经是第一步了。'],
  ])('answers “%s” with what is wrong and the question again', (text, wrong) => {
    expect(textOf(talk(meal, text))).toBe(`${wrong}\n吃什么?\n1 面条\n2 米饭`);
  });

  test('offers other choices where an answer was not clear, and takes them', () => {
    expect(textOf(talk(meal, '来碗粉'))).toBe('哪种粉?\n1 细粉');
    expect(valuesOf(stateOf(talk(meal, '来碗粉', '1')))).toEqual({ dish: 'thin' });
  });

  test('what cannot be an answer is marked, and changes nothing', () => {
    const before = stateOf(talk(meal, '2', '1'));
    for (const text of ['收到', '好的', '@谭振宇 来一下', '👍'])
      expect(answer(meal, before, text)).toMatchObject({ kind: 'asking', stray: true, state: before });
    expect(answer(meal, stateOf(start(meal)), '9')).not.toHaveProperty('stray');
  });

  test('is left: for good, or for later', () => {
    expect(talk(meal, '1', '取消')).toEqual({ kind: 'cancelled' });
    expect(talk(meal, '2', '先放着')).toMatchObject({ kind: 'later', state: { asking: 'many' } });
  });

  test('goes on after a pause, also when it has changed meanwhile', () => {
    const state = JSON.parse(JSON.stringify(stateOf(talk(meal, '1', '要')))) as FormState;
    expect(textOf(resume(meal, state))).toBe('几碗?');
    expect(again(meal, state)).toBe('几碗?');
    expect(again(meal, stateOf(start(meal)))).toBe('吃什么? 1 面条 2 米饭');
    const old = {
      ...state,
      version: 1,
      asking: 'bowl',
      answers: [...state.answers, { field: 'bowl', said: '大' }],
    };
    expect(textOf(resume(meal, old))).toBe('几碗?');
    expect(answer(meal, old, '2')).toMatchObject({ kind: 'asking', state: { version: 2, asking: 'wish' } });
  });
});

type Loose = Record<string, unknown>;

/** A form of any shape: fields with choices, numbers or free text, optional or not, each perhaps behind an earlier answer. */
const anyForm: fc.Arbitrary<Form<Loose, Loose>> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('choice', 'number', 'free', 'narrow'),
      optional: fc.boolean(),
      behind: fc.option(fc.tuple(fc.nat(5), fc.boolean()), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((shapes) => ({
    name: 'any',
    version: 1,
    fields: shapes.map(({ kind, optional, behind }, i) => ({
      name: `f${i}`,
      ask: `${i}?`,
      short: `${i}?`,
      ...(optional ? { optional: true as const } : {}),
      ...(behind ? { when: (v: Loose) => (v[`f${behind[0]}`] === undefined) === behind[1] } : {}),
      ...(kind === 'choice' || kind === 'narrow'
        ? {
            choices: [
              { value: 'a', label: '甲' },
              { value: 'b', label: '乙' },
            ],
          }
        : {}),
      ...(kind === 'free'
        ? { free: true as const, read: (t: string) => ({ ok: true as const, value: t }) }
        : {}),
      ...(kind === 'narrow'
        ? { read: () => ({ ok: false as const, error: '哪个?', choices: [{ value: 'c', label: '丙' }] }) }
        : {}),
      ...(kind === 'number'
        ? {
            read: (t: string) =>
              /^\d+$/.test(t)
                ? { ok: true as const, value: Number(t) }
                : { ok: false as const, error: '说个数。' },
          }
        : {}),
    })),
    becomes: (v) => v,
  }));

const anyWord = fc.oneof(
  fc.constantFrom(
    '1',
    '2',
    '3',
    '9',
    '甲',
    '丙',
    '上一步',
    '跳过',
    '没有',
    '收到',
    '继续',
    '老伴好些了',
    '先放着',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

describe('any form, whatever is said to it', () => {
  test('never throws, goes back to where it was, and ends only when all that is needed is known', () => {
    fc.assert(
      fc.property(anyForm, fc.array(anyWord, { maxLength: 25 }), (form, words) => {
        let step = start(form);
        for (const text of words) {
          if (step.kind !== 'asking') break;
          const before: FormState = JSON.parse(JSON.stringify(step.state));
          const next = answer(form, before, text);
          if (next.kind === 'asking') {
            expect(next.text).not.toBe('');
            if (next.state.answers.length > before.answers.length)
              expect(stateOf(answer(form, next.state, '上一步'))).toEqual(before);
          }
          step = next;
        }
        if (step.kind !== 'done') return;
        const { result } = step;
        for (const field of form.fields) {
          const needed = !field.optional && (field.when?.(result) ?? true);
          if (needed) expect(result[field.name], field.name).toBeDefined();
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
  });
});
