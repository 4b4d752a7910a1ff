import { dayOf } from '../../core/clock.ts';
import { mayUse } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { showCode } from '../../core/text/code.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { asksCode } from './asksCode.ts';
import { boundChange, endIdentities, GOOD_FOR, issue, issuerOf } from './issue.ts';
import { readScope, slips } from './slips.ts';
import { describe, type Target, targetsIn } from './target.ts';

interface Wanted {
  words: string;
  beside: boolean;
}

const BESIDE = /[\s,]*(再加一部|加一部|第二部|第二个|另一部|多一部)(手机|微信)?$/;

const read = ({ rest }: { rest: string }): Wanted => ({
  words: rest.replace(BESIDE, '').trim(),
  beside: BESIDE.test(rest),
});

const FOR =
  /^(?:请|麻烦|帮我|帮忙)?(?:给|为|帮|替)(?<whom>[^,。?]{2,10}?)(?:重新|再|也|补)?(?:开|发|生成|弄|做|补|要|来|出|整)(?:一?个|张)?(?:新的?)?(?:绑定)?码(?<more>.*)$/s;
const OF =
  /^(?:请|麻烦|帮我|帮忙)?(?:生成|开|发|要|补|来)?(?:一?个|下)?(?<whom>[^,。?]{2,8}?)家?的(?:新的?)?绑定?码(?<more>.*)$/s;

/** 给马树根家开个绑定码, 马树根的绑定码发我. */
function wantedIn(text: string): Wanted | null {
  const found = (FOR.exec(text) ?? OF.exec(text))?.groups;
  if (!found || text.length > 40 || /没有?(了|收到)|用不了|不对|过期|错|怎么|啥|什么|谁|哪/.test(text))
    return null;
  return {
    words: (found.whom ?? '').replace(/家$/, '').trim(),
    beside: /第二部|另一部|两部/.test(found.more ?? ''),
  };
}

/** 生成绑定码 U18: a one-time code for somebody, or slips for all of a village who have none. */
export const makeCode = defineCommand<Wanted>({
  name: '生成绑定码',
  aliases: ['发绑定码', '要绑定码', '补发绑定码', '开绑定码', '给绑定码', '绑定码'],
  summary: '给干部或乡亲一个绑定码;写村名就是全村没绑的人的纸条,打印了裁开发',
  usage: '生成绑定码 姓名或编号(第二部手机就加“第二部”),或 生成绑定码 枫树湾 干部/乡亲',
  needs: 'makeCodes',
  where: ['private'],
  examples: ['生成绑定码 U18', '生成绑定码 枫树湾 乡亲'],
  exampleBy: 'office',
  // 绑定码 8K3F-27QX is what a code is used with; only whoever makes them asks for one in these words.
  read: (heard, { message, sender }) =>
    asksCode(message.text) && !mayUse(sender, 'makeCodes') ? null : read(heard),
  speech: (text, context) => (isSpokenTo(context) ? wantedIn(text) : null),
  async run({ words, beside }, context) {
    const scope = readScope(words, context);
    if (scope) return slips(scope, context);
    const target = one(words, '生成绑定码', context);
    if (!('id' in target)) return target;
    const { code, changes } = await issue(target, issuerOf(context), beside);
    return { changes, ...told(target, code, context) };
  },
});

/** 重新绑定 U18: a phone was lost or changed: what was bound speaks for nobody from now on, and a new code is made. */
export const rebind = defineCommand<Wanted>({
  name: '重新绑定',
  aliases: ['解除绑定', '换绑'],
  summary: '手机丢了、换了微信:原来的停用,给一个新的绑定码',
  usage: '重新绑定 姓名或编号',
  needs: 'makeCodes',
  where: ['private'],
  examples: ['重新绑定 U18'],
  exampleBy: 'office',
  read,
  async run({ words }, context) {
    const target = one(words, '重新绑定', context);
    if (!('id' in target)) return target;
    const issuer = issuerOf(context);
    const { changes: ended, ended: old } = endIdentities(target.id, issuer);
    const { code, changes } = await issue(target, issuer);
    const unbound = target.person ? boundChange(target.person, false, issuer.by) : [];
    const note = old.length > 0 ? `${target.name}原来的微信已经停用。\n` : '';
    return { changes: [...ended, ...unbound, ...changes], ...told(target, code, context, note) };
  },
});

/** The one whom the words name, or why there is none. */
function one(words: string, verb: string, context: Context): Target | Effect {
  if (words === '') return say(`给谁?这样发:${verb} U18,或 ${verb} 姓名`);
  const { found, near } = targetsIn(words, context);
  const [first] = found;
  if (first && found.length === 1) return first;
  const lines = (found.length > 1 ? found : near).map((t) => `${verb} ${t.id}  ${describe(t, context)}`);
  if (found.length > 1)
    return say(`叫“${clip(words, 12)}”的不止一个,没有发码。请写编号:\n${lines.join('\n')}`);
  const ask = lines.length > 0 ? `是不是:\n${lines.join('\n')}` : '请看看名册里的写法。';
  return say(`名册里没有“${clip(words, 12)}”,没有发码。${ask}`);
}

function told(target: Target, code: string, context: Context, note = ''): Pick<Effect, 'replies'> {
  const until = formatDay(dayOf(context.now + GOOD_FOR), context.today);
  const who = describe(target, context);
  const rule = '只能用一次。请当面或打电话告诉本人,不要发在群里。';
  return {
    replies: [
      {
        text: `${note}${who}的绑定码:${showCode(code)}\n${until}前有效,${rule}\n本人加我微信后私聊发:绑定 ${showCode(code)}`,
      },
    ],
  };
}
