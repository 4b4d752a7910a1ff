import type { Day } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import type { Policy } from '../../records/policy.ts';

/** One line how to reach a person. */
export function reach(helper: string | undefined): string {
  return helper ? `想找人问:您家的帮扶人${helper}。` : '想找人问:村里的干部。';
}

/**
 * An answer to a household (G04): plain words, what to bring, where to go, the source. Where a local value is not filled in,
 * no figure at all, only whose announcement counts (G01, M 9).
 */
export function forHousehold(p: Policy, helper: string | undefined, today: Day): string {
  return [
    p.title,
    p.plain,
    ...figures(p),
    p.papers.length > 0 ? `要带:${p.papers.join('、')}` : '',
    `去哪办:${p.contact}`,
    source(p, today),
    `${reach(helper)}还可以回:详细、材料、找谁`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** The same for a cadre (M24): what is missing here, the caveats, where it was written. */
export function forCadre(p: Policy, today: Day): string {
  const missing = p.localValues.filter((v) => !v.value).map((v) => v.what);
  return [
    `${p.id} ${p.title}(第${p.version}版)`,
    p.plain,
    p.papers.length > 0 ? `要带:${p.papers.join('、')}` : '',
    ...filled(p),
    missing.length > 0
      ? `本地还没填:${missing.join('、')}。具体以${p.announcedBy}公布为准,别拿外地的数答群众。`
      : '',
    p.caveats.length > 0 ? `注意:${p.caveats.join(';')}` : '',
    `找谁:${p.contact};政策口径问乡扶贫办。`,
    `来源 ${clip(p.sources.map((s) => s.split(':')[0]).join('、'), 60)},更新于${formatDay(p.updated, today)}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Goes on from an answer: who may, who may not, the steps. */
export function details(p: Policy): string {
  return [
    part('哪些人可以', p.who),
    part('哪些情况不行', p.whoNot),
    p.steps.length > 0 ? `步骤:\n${p.steps.map((s, i) => `${i + 1} ${s}`).join('\n')}` : '',
    p.season ? `时间:${p.season}` : '',
    '能不能享受要按程序核,我不能替他们答应。',
  ]
    .filter(Boolean)
    .join('\n');
}

export function papers(p: Policy): string {
  if (p.papers.length === 0) return `要带什么,咱们这儿还没有写明。去之前先问一声:${p.contact}。免得多跑。`;
  return `要带:${p.papers.join('、')}。别的材料各处不一样,去之前先问一声:${p.contact}。`;
}

/** Only what it is, and where to go. */
export function shorter(p: Policy): string {
  return `${p.plain.split('。')[0]}。\n去哪办:${p.contact}`;
}

export function whom(p: Policy, helper: string | undefined): string {
  return `${p.title}\n去哪办:${p.contact}\n${reach(helper)}`;
}

/** It was taken back: nothing of it is told (G02). */
export function changing(p: Policy): string {
  return `“${p.title}”这一条正在改,先不讲,免得说错。改好了再告诉大家。急着办请先问${p.contact}。`;
}

/** It was corrected or taken back after it had been told. */
export function correction(p: Policy): string {
  return `前些天说过的“${p.title}”有变动,先不作数,以新公布的为准。给您添麻烦了。要办这件事,请先问${p.contact}。`;
}

export function offer(policies: readonly Policy[]): string {
  const [only, ...others] = policies;
  if (only && others.length === 0) return `您问的是不是“${only.title}”?是就回1;不是回0,我转给人来答。`;
  const list = policies.map((p, i) => `${i + 1} ${p.title}`).join('\n');
  return `您想问的是哪一样?回数字就行:\n${list}\n都不是就回0,我转给人来答。`;
}

/** Titles for words that told of something and asked for nothing: a person has them already. */
export function alsoKnown(policies: readonly Policy[]): string {
  const list = policies.map((p, i) => `${i + 1} ${p.title}`).join('\n');
  return `想先看看有关的规定,回数字就行:\n${list}`;
}

function figures(p: Policy): string[] {
  // Some entries say it in their own words already.
  const open = p.localValues.some((v) => !v.value) && !/为准/.test(p.plain);
  return [...filled(p), ...(open ? [`具体的数目和时间,以${p.announcedBy}公布为准。`] : [])];
}

/** Local values once somebody here has filled them in. */
function filled(p: Policy): string[] {
  return p.localValues.flatMap((v) => (v.value ? [`${v.what}:${v.value}`] : []));
}

function source(p: Policy, today: Day): string {
  return `来源 乡扶贫办政策册${p.id}第${p.version}版,更新于${formatDay(p.updated, today)}`;
}

function part(heading: string, items: readonly string[]): string {
  return items.length > 0 ? `${heading}:\n${items.map((i) => `· ${i}`).join('\n')}` : '';
}
