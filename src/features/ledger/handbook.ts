import { covers } from '../../core/rights.ts';
import { findByNumber, readRef } from '../../records/find.ts';
import { looked } from '../../records/look.ts';
import type { Directory } from '../../records/read.ts';
import { MODE_LABELS, type Visit, visitKind } from '../../records/visit.ts';
import { defineCommand, type Effect, say } from '../define.ts';

/** 手册 S12: a visit as a paragraph to copy into the paper handbook (D15). */
export const handbook = defineCommand<string>({
  name: '手册',
  aliases: ['抄手册', '扶贫手册', '帮扶手册'],
  summary: '把一条走访写成可以照抄进纸质手册的一段话',
  usage: '手册 S12(不写编号就是您最近记的那条)',
  needs: 'ownWork',
  where: ['private'],
  examples: ['手册', '手册 S12'],
  read: ({ rest }) => (rest === '' || readRef(rest, 'S') ? rest : null),
  async run(words, context): Promise<Effect> {
    const { sender, read, last } = context;
    const id = readRef(words, 'S')?.id ?? last.find((m) => m.kind === visitKind.name)?.id;
    if (!id) return say('抄哪一条?这样发:手册 S12(编号在“我的走访”里)');
    const visit = await findByNumber(visitKind, id, sender, read);
    const me = sender.person?.id;
    const own = visit?.by === me || visit?.recordedBy === me;
    if (visit?.status !== 'active' || !covers(sender, 'changeVisit', { villageId: visit.villageId, own }))
      return say(`没有 ${id} 这条走访,或者它不是您记的。编号在“我的走访”里。`);
    const shown = { id: visit.householdId, villageId: visit.villageId };
    return { ...say(paragraph(visit, read.directory)), changes: [looked(shown, 'visit', context)] };
  },
});

/** `2017年9月13日,帮扶责任人冯立群入户走访罗启明家。…` */
export function paragraph(v: Visit, directory: Directory): string {
  const [year, month, day] = v.date.split('-').map(Number);
  const household = directory.household(v.householdId);
  const head = household?.head ?? '';
  const how = { home: '入户走访', phone: '电话联系', service: '上门服务', accompanied: '陪同走访' } as const;
  const what = v.mode in how ? how[v.mode as keyof typeof how] : `走访(${MODE_LABELS[v.mode]})`;
  const title = household?.helperId === v.by ? '帮扶责任人' : '';
  const parts = [
    `${year}年${month}月${day}日,${title}${directory.person(v.by)?.name ?? ''}${what}${head}家`,
    v.met?.length ? `,见到${v.met.join('、')}` : '',
    v.summary ? `。${v.summary.replace(/[。;,]+$/, '')}` : '',
    v.measures?.length ? `。帮扶措施:${v.measures.join(';')}` : '',
    v.nextVisit ? `。约定${Number(v.nextVisit.slice(5, 7))}月${Number(v.nextVisit.slice(8))}日再来` : '',
  ];
  return `${parts.join('')}。`;
}
