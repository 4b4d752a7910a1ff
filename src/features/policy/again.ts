import { defineCommand } from '../define.ts';
import { sayLast } from './talk/last.ts';

/** 再说一遍, 说简单点: the answer that is open, else the last push, once more. */
export const sayAgain = defineCommand<{ simple: boolean }>({
  name: '再说一遍',
  aliases: ['再发一遍', '没看清', '说简单点', '简单点说', '看不懂'],
  summary: '把刚推的政策再说一遍,或说简单点',
  usage: '再说一遍(说简单点)',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['再说一遍', '说简单点'],
  exampleBy: 'household',
  read({ rest }, { message }) {
    return /^[了吧啊嘛。!]*$/.test(rest) ? { simple: /简单|不懂/.test(message.text ?? '') } : null;
  },
  run: ({ simple }, context) => sayLast(simple, context),
});
