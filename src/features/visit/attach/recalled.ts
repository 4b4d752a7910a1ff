import { iso } from '../../../core/clock.ts';
import { change } from '../../../records/change.ts';
import { type Visit, visitKind } from '../../../records/visit.ts';
import type { Context, Effect } from '../../define.ts';
import { headOf } from '../void.ts';

const KIND = 'photo';

/** A picture as what its message made: recalled, it comes off its visit. */
export function madePhoto(visit: Visit, hash: string): { kind: string; id: string; villageId: string } {
  return { kind: KIND, id: `${visit.id}|${hash}`, villageId: visit.villageId };
}

/** A picture was recalled in the chat: its sender does not want it seen, so it comes off the visit, with a trail (C44). */
export async function recalledPhotos(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const [photo] = made.filter((m) => m.kind === KIND);
  const [id = '', hash = ''] = photo?.id.split('|') ?? [];
  const visit = photo && (await context.read.get(visitKind, id, photo.villageId));
  if (!visit?.photos?.includes(hash)) return null;
  const actor = context.sender.person?.id ?? '';
  const photos = visit.photos.filter((p) => p !== hash);
  const was = { photos: visit.photos.length, photo: hash };
  const after: Visit = {
    ...visit,
    photos,
    history: [...visit.history, { at: iso(context.now), by: actor, action: 'detach', was }],
  };
  const text = `您撤回的照片已从${headOf(context, visit)} ${visit.id} 拿下(还有${photos.length}张)。`;
  return {
    changes: [change({ kind: visitKind, before: visit, after, action: 'visit.detach', actor })],
    replies: [{ text }],
  };
}
