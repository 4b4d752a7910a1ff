import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import type { Person } from '../../../records/organisation.ts';
import type { Context, Effect } from '../../define.ts';
import { type Around, type Asker, aroundSaid } from '../asker.ts';
import { type Passing, pass } from '../request.ts';

/** What an answer to talk is made from. */
export interface Heard {
  /** Normalised words. */
  text: string;
  asker: Asker;
  context: Context;
  near: Around;
}

export const heardIn = (text: string, asker: Asker, context: Context): Heard => ({
  text,
  asker,
  context,
  near: aroundSaid(text, asker, context.read.directory),
});

/** Who is there for this house: its helper, else the village's secretary, else the office. */
export const personFor = ({ near }: Heard): Person | undefined =>
  near.helper ?? near.secretary ?? near.office;

/**
 * Hands the words on as a request with its number and day. `said` is told the name of who has it; where nobody is known the
 * household hears where to go instead.
 */
export async function handOn(
  heard: Heard,
  owner: Person | undefined,
  passing: Omit<Passing, 'text' | 'owner' | 'kind'>,
  said: (name: string) => string,
): Promise<Effect> {
  const { text, asker, context } = heard;
  const passed = owner && (await pass(context, asker, { kind: 'opinion', text, owner, ...passing }));
  if (!owner || !passed) return { replies: [{ text: '这件事请直接跟村里说,我这里还没有写谁帮您家。' }] };
  const until = formatDay(passed.request.due, context.today);
  return {
    changes: passed.changes,
    replies: [
      { text: `${said(owner.name)}编号${passed.request.id},${until}前给您回话。` },
      ...passed.replies,
    ],
  };
}

/** Carries a word to the helper that asks for no answer: no request, no number. */
export function carry(heard: Heard, said: (name: string) => string): Effect {
  const owner = personFor(heard);
  const { household } = heard.asker;
  if (!owner || !household) return { replies: [{ text: said('村里') }] };
  const village = heard.context.read.directory.village(household.villageId)?.name ?? '';
  const told = `${household.head}家(${village}${household.group})说:“${clip(heard.text, 200)}”\n捎个话,不用回。`;
  return { replies: [{ text: said(owner.name) }, { text: told, to: { id: owner.id, kind: 'nudge' } }] };
}
