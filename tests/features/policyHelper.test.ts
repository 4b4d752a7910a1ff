import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/core/text/normalize.ts';
import { asksWhoHelps } from '../../src/features/policy/whoHelps.ts';

const own =
  '我家帮扶的是哪个|哪个在帮我家|我屋头归谁管|帮我们家的干部是谁|我家联系人电话|哪个帮扶我们|我的帮扶人是谁|我们家的帮扶干部叫什么名字|谁是我的帮扶人|帮扶人电话是多少|我家帮扶人电话好多|包我家的是哪个|负责我们家的是谁|哪个负责我们家|结对我家的干部叫啥子|我屋是哪个在帮|我家的联系人是谁|帮扶我家的干部电话号码|帮我们家的干部叫什么名字记不得了|不晓得哪个帮扶我|我家归哪个管|谁管我们家|哪个干部包我家|我想知道谁帮扶我家|俺家帮扶人是谁|咱家是谁帮扶|我家帮扶责任人是哪位|怎么联系帮扶人|管我们屋的是哪个干部|边个帮我屋企|幫扶我家的是誰|负责联系我家的是哪个|谁在管我们家';
const other =
  '谁帮我修房子|谁帮我写申请|老了谁管我|帮扶人该做什么|帮扶人换了|老王家帮扶人是谁|隔壁的帮扶人电话|我家地归谁管|帮扶人多久来一次|想换个帮扶人|帮扶干部好久没来|我家的低保是谁管|没人帮我|互助资金归谁管|谁帮我卖橘子|帮扶人没来找谁|我家水管坏了谁管|哪个管我们老人吃饭|帮我家办低保找谁';

describe('who helps a household', () => {
  it.each(own.split('|'))('is asked by %s', (text) => {
    expect(asksWhoHelps(normalize(text))).toBe(true);
  });

  it.each(other.split('|'))('is not asked by %s', (text) => {
    expect(asksWhoHelps(normalize(text))).toBe(false);
  });
});
