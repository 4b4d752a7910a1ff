/** Nothing to tell. */
const NONE =
  /^(?:(?:暂时?|暂)?(?:没有?|无|未|没)(?:发现|存在|有|什么|啥|其他|任何)*(?:问题|困难|措施)?|一切正常|正常|都?好|[/?-])[。.!了的]*$/;

/** The things that a line of the template lists: by numbers, by `;`, one a line; none for `无`. */
export function readItems(value: string): string[] {
  const items = numbered(value) ?? value.split(/[;\n]+/);
  return items
    .map((item) => item.replace(/^[\s,;、。•·*-]+|[\s,;、。]+$/g, ''))
    .filter((item) => item !== '' && !NONE.test(item));
}

/** `1、…2、…`, `1 … 2 …` (as ①② are read), in the order of their numbers; null where it is no such list. */
function numbered(value: string): string[] | null {
  if (!/^\(?1(?:[.、):](?!\d)|\s)/.test(value)) return null;
  const items: string[] = [];
  let rest = value;
  for (let n = 1; ; n++) {
    const mark = new RegExp(`(?:^|[\\s;,。、)])\\(?${n}(?:[.、):](?!\\d)|\\s)\\s*`).exec(rest);
    if (!mark) break;
    if (n > 1) items.push(rest.slice(0, mark.index));
    rest = rest.slice(mark.index + mark[0].length);
  }
  return [...items, rest].flatMap((item) => item.split(/[;\n]+/));
}
