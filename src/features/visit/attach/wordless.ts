import { iso, MINUTE } from '../../../core/clock.ts';
import { isCadre } from '../../../core/roles.ts';
import { change } from '../../../records/change.ts';
import { type Visit, visitKind } from '../../../records/visit.ts';
import type { Context, Effect, Wordless } from '../../define.ts';
import type { Draft } from '../draft.ts';
import { lastVisit } from '../find.ts';
import { headOf } from '../void.ts';
import { madePhoto } from './recalled.ts';
import { ATTACH_FOR, type Target, targetOf } from './target.ts';
import {
  alreadyText,
  attachedText,
  draftText,
  formText,
  fullText,
  howToText,
  lostText,
  voidText,
} from './text.ts';
import { voice } from './voice.ts';

/** Something that can be attached to. */
type Known = Exclude<Target, { kind: 'void' | 'form' }>;

/** More than any visit needs; a phone's whole gallery sent by mistake stops here. */
export const MAX_PHOTOS = 30;
/** Pictures come as separate messages: those within a minute of one another are one burst with one answer. */
const BURST = MINUTE;

/** What came without words: pictures and places go to visits (D16), voices are answered or passed on, the rest is not ours. */
export async function wordless(context: Context, given: Wordless): Promise<Effect | null> {
  const { kind } = context.message;
  if (kind === 'image' || kind === 'location') return attach(context, given);
  return kind === 'voice' ? voice(context, given) : null;
}

/**
 * A picture or a place alone, from a cadre (D16): it goes to the visit it belongs to. Where there is none, a room hears
 * nothing, and in private one line says how. In a households' room: silence.
 */
async function attach(context: Context, given: Wordless): Promise<Effect | null> {
  if (!isCadre(context.sender) || context.place === 'householdRoom') return null;
  const target = await targetOf(context);
  if (!target) return context.place === 'private' ? howTo(context) : null;
  if (target.kind === 'void') {
    const spoken = target.named || context.place === 'private';
    return spoken ? once(context, `void|${target.visit.id}`, voidText(target.visit)) : null;
  }
  if (target.kind === 'form') return once(context, 'form', formText());
  const { photos = [] } = target.kind === 'visit' ? target.visit : target.draft;
  if (context.message.kind === 'location') return keepLocation(target, context);
  if (photos.length >= MAX_PHOTOS)
    return once(context, 'full', fullText(nameOf(target, context), MAX_PHOTOS));
  const hash = await given.keep('photos');
  if (!hash) return once(context, 'lost', lostText(nameOf(target, context)));
  if (photos.includes(hash)) return once(context, 'twice', alreadyText(nameOf(target, context)));
  if (target.kind === 'draft')
    return hold(target, { photos: [...photos, hash] }, draftText('照片', nameOf(target, context)));
  const { visit } = target;
  const changes = [attached(visit, { photos: [...photos, hash] }, { photos: photos.length }, context)];
  const made = [madePhoto(visit, hash)];
  if (inBurst(visit, context)) return { changes, made };
  return { changes, made, replies: [{ text: attachedText('照片', target, context, photos.length + 1) }] };
}

function keepLocation(target: Known, context: Context): Effect {
  const { location } = context.message;
  if (!location) return once(context, 'lost', lostText(nameOf(target, context), '位置'));
  if (target.kind === 'draft') return hold(target, { location }, draftText('位置', nameOf(target, context)));
  const { visit } = target;
  return {
    changes: [attached(visit, { location }, { location: visit.location ?? null }, context)],
    replies: [{ text: attachedText('位置', target, context) }],
  };
}

/** What was sent waits in the open question and is saved with its answer; the question's times stay as they are. */
function hold(
  { open, draft }: Target & { kind: 'draft' },
  more: Pick<Visit, 'photos' | 'location'>,
  text: string,
): Effect {
  const replies = draft.photos || draft.location ? [] : [{ text }];
  const state = { ...(open.state as { draft: Draft }), draft: { ...draft, ...more } };
  return { replies, dialog: { state, expires: open.expires, remindAt: open.remindAt } };
}

function attached(
  visit: Visit,
  more: Pick<Visit, 'photos' | 'location'>,
  was: Record<string, unknown>,
  context: Context,
) {
  const actor = context.sender.person?.id ?? '';
  const history = [...visit.history, { at: iso(context.now), by: actor, action: 'attach', was }];
  return change({
    kind: visitKind,
    before: visit,
    after: { ...visit, ...more, history },
    action: 'visit.attach',
    actor,
  });
}

function inBurst(visit: Visit, context: Context): boolean {
  const last = visit.history.findLast((h) => h.action === 'attach' && h.was && 'photos' in h.was);
  return last?.by === context.sender.person?.id && context.now - Date.parse(last?.at ?? '') <= BURST;
}

async function howTo(context: Context): Promise<Effect> {
  const last = await lastVisit(context);
  const head = last && headOf(context, last);
  return once(context, 'how', howToText(context.today, last && head ? { visit: last, head } : undefined));
}

function nameOf(target: Known, context: Context): string {
  if (target.kind !== 'draft') return `${headOf(context, target.visit)} ${target.visit.id}`;
  const [first] = target.draft.targets;
  const id = first && 'household' in first ? first.household : undefined;
  return (id && context.read.directory.household(id)?.head) || '这条走访';
}

/** One answer to a burst: at most once in ten minutes to the same chat. */
function once(context: Context, what: string, text: string): Effect {
  const key = `photo|${what}|${context.sender.person?.id}|${Math.floor(context.now / ATTACH_FOR)}`;
  return { replies: [{ text, once: key }] };
}
