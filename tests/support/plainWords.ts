/** What a household never reads (D13, G19): labels of the offices, and promises. */
export const LABELS =
  /贫困户|两不愁|三保障|建档立卡户|边缘户|监测户|脱贫监测|精准|四个不摘|等靠要|三无|痴|呆|傻|机器人/;
export const PROMISES = /能办|一定(会|能|给)|包您|包你|保证(?!金)|肯定(能|会)|放心(办|拿)/;
/** An amount, a share or a rate. A number of days or steps is a rule of procedure. */
export const FIGURES =
  /\d\s*(元|块|万|千|百|%|亩|平方|级|分之)|[一二三四五六七八九十百千]+(元|块钱|万元)|20xx/;

/** What is wrong with words that a household was sent; its own words, quoted, aside. */
export function unfit(text: string): string[] {
  const ours = text
    .normalize('NFKC')
    .replace(/“[^”]*”|"[^"]*"/g, '')
    // 我的事 lists what it said itself, each behind its number.
    .replace(/^Q\d+ .*$/gm, '');
  return [LABELS, PROMISES, FIGURES].flatMap((wrong) => wrong.exec(ours)?.[0] ?? []);
}
