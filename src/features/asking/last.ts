import type { Asked, Context } from '../define.ts';

const REFERS = '(把|请|帮我)*(刚刚?才?|刚刚|上面|上一?条|最后一?条|那一?条|这一?条|前面|才)[^,。]{0,8}?';
const TAKE = '(删|撤|作废|取消|不要|去掉|不算|抹|收回)(了|掉|除|回|销)*';
const DELETE = new RegExp(
  `^(${REFERS}${TAKE}|${TAKE}(${REFERS.replace('{0,8}?', '{0,8}')}))(吧|哈|啊|一下|它)*[。!]*$|^(删(了|掉)|撤(了|掉))(吧)?[。!]*$`,
);
const WRONG =
  /^(不对[,啊]*)?(你|您|机器人|小助手|我)?(刚刚?才?|上面|这条|那条|给我)?(都|又|是)?(记|写|弄|搞|登|填|理解|听|说|发|打)(得)?(错|反|岔|混)(了|啦|人|户|哦)*(吧|啊|哦|呀|哈)?[。!]*$|^不是这(样|个)(子)?(的)?[。!]*$|^(记|写)得?不对[。!]*$|^不对(啊|吧|哦|呀|哟)?[。!]*$|^错了(啊|吧)?[。!]*$/;

export const isAboutLast = (text: string): boolean => DELETE.test(text) || WRONG.test(text);

/** Its last record's number, a visit before what went with it. */
function lastId({ last }: Context): string | undefined {
  return (last.find((m) => m.id.startsWith('S')) ?? last[0])?.id;
}

/** Words about what the sender said last: to take it back (刚才那条删了), or that it is wrong (你记错了). */
export function ofLast(text: string, context: Context): Asked | null {
  // While something waits for its 确认 the words are about that.
  if (context.open) return null;
  const id = lastId(context);
  if (DELETE.test(text)) {
    // Several visits at once: the command asks which.
    if (!id || context.last.filter((m) => m.id.startsWith('S')).length > 1) return { line: '撤回' };
    return { line: `${id.startsWith('T') ? '取消' : '撤回'} ${id}` };
  }
  if (!WRONG.test(text)) return null;
  if (!id) return { text: '哪一条不对?发“我的走访”看编号,再这样发:更正 S12 正确的内容' };
  if (/^[ST]/.test(id)) return { line: `更正 ${id}` };
  return {
    text: `您最后记的是 ${id},哪里不对?不要了发:撤回 ${id},再重新发一遍。`,
  };
}
