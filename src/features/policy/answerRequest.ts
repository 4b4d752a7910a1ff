import { iso } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { isHis } from '../../core/roles.ts';
import { clip } from '../../core/text/clean.ts';
import { change } from '../../records/change.ts';
import { isPersonal, isUnanswered, mayKnow, requestKind } from '../../records/request.ts';
import { defineCommand, type Effect, say } from '../define.ts';

/** 答复: the owner's words go to the household, and the request is answered (E05); more words may follow, but none to what was taken back. */
export const answerRequest = defineCommand<{ id: string; text: string } | { id: null }>({
  name: '答复',
  aliases: ['回话', '答覆', '回复', '回覆'],
  summary: '给乡亲回话',
  usage: '答复 Q3 您要说的话',
  needs: 'answerRequest',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['答复 Q3 问过了,下周来办'],
  read({ rest, explicit }) {
    const m = /^[qQ]\s*-?\s*0*(\d{1,9})[\s:,]*([\s\S]*)$/.exec(rest);
    if (m?.[1] && m[2]) return { id: `Q${m[1]}`, text: m[2].trim() };
    return explicit ? { id: null } : null;
  },
  async run(input, context): Promise<Effect> {
    if (input.id === null) return say('回哪一件?这样发:答复 Q3 您要说的话');
    const { read, sender, now } = context;
    const villages = [...read.directory.villages()].map((v) => v.id);
    const request = await read.find(requestKind, input.id, villages);
    const me = sender.person?.id ?? '';
    // Whoever may not know of it hears the same as of a number that is not there.
    if (!request || !mayKnow(request, me)) return say(`没有要您回话的 ${input.id}。`);
    if (!covers(sender, 'answerRequest', { own: isHis(sender, request.owner), villageId: request.villageId }))
      return say(`${input.id} 由${read.directory.person(request.owner)?.name ?? '别人'}回话,没有动。`);
    if (request.status === 'void') return say(`${input.id} 说的人自己撤了,不用回话,没有发。`);
    const first = isUnanswered(request);
    const after = {
      ...request,
      status: 'answered',
      answer: input.text,
      answeredAt: request.answeredAt ?? iso(now),
      nextStepAt: undefined,
      history: [...request.history, { at: iso(now), by: me, action: 'answer', text: input.text }],
    };
    const name = sender.person?.name ?? '';
    // Who stands in says for whom: the household was told of the other.
    const absent = request.owner !== me && isHis(sender, request.owner) ? request.owner : undefined;
    const who = absent ? `${name}替${read.directory.person(absent)?.name ?? ''}` : name;
    const to = request.askedFor ?? request.householdId ?? request.by;
    const about = clip(request.text, 30);
    return {
      changes: [change({ kind: requestKind, before: request, after, action: 'request.answer', actor: me })],
      replies: [
        { text: first ? `${input.id} 的话已带到。` : `${input.id} 之前回过话,这句也带到了。` },
        ...(!first || request.owner === me || request.hiddenFrom?.includes(request.owner)
          ? []
          : [
              {
                text: `${input.id} ${name}已经回话了,您不用再回:${clip(input.text, 60)}`,
                to: { id: request.owner, kind: 'nudge' as const },
              },
            ]),
        {
          text: `您问的“${about}”,${who}${first ? '' : '又'}回话:${input.text}`,
          to: { id: to, kind: 'nudge', speaker: request.speaker, only: isPersonal(request) || undefined },
        },
      ],
    };
  },
});
