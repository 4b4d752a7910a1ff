import { conversationOf, type Draft, type OpenDialog } from '../core/dialog.ts';
import { actorOf } from '../core/roles.ts';
import type { Context, Feature, Pending } from '../features/define.ts';
import type { HomeCommit, Store } from '../store/store.ts';
import type { Answer } from './respond.ts';

/** Open questions and what becomes of them when they are moved, replaced or left. */
export interface Shelf {
  /** What an answer does to the sender's open question in this chat and to his drafts. */
  after(context: Context, answer: Answer): Pick<HomeCommit, 'dialog' | 'drafts'>;
  /** The draft that an open question leaves; none where nothing was said yet. */
  draftsOf(open: OpenDialog): Draft[];
  pendingOf(open: OpenDialog): Pending | undefined;
}

/** The room in which a question was put: what is asked because of words in a households' room goes to the private chat. */
function roomOf({ message, place }: Context, { effect, answered }: Answer): string | undefined {
  const { dialog, replies = [] } = effect;
  const privately =
    place === 'householdRoom' &&
    dialog &&
    dialog !== 'later' &&
    !answered &&
    !replies.some((r) => r.to === 'here');
  return privately ? undefined : message.room;
}

export function createShelf(store: Store, features: readonly Feature[], now: () => number): Shelf {
  const pending = new Map(features.flatMap((f) => f.commands.map((c) => [c.name, c.pending] as const)));

  function draftsOf(open: OpenDialog): Draft[] {
    const kept = pending.get(open.command)?.keep(open.state, store.read);
    const { id, owner, chat, command, state, askedAt } = open;
    return kept ? [{ id, owner, chat, command, state, at: askedAt, ...kept }] : [];
  }

  /** The dialog as it is stored. A message that was handled late gives its sender the same time to answer as any other. */
  function opened(context: Context, answer: Answer, old: OpenDialog | undefined): OpenDialog | null {
    const { effect, command } = answer;
    if (!effect.dialog || effect.dialog === 'later' || !command) return null;
    const { message, sender } = context;
    const room = roomOf(context, answer);
    const late = Math.max(0, now() - context.now);
    const reminded = answer.answered && old?.reminded;
    const { state, expires, remindAt } = effect.dialog;
    return {
      id: message.id,
      ...(answer.answered && old ? { begun: old.begun ?? old.id } : {}),
      command,
      state,
      askedAt: context.now,
      expires: expires + late,
      ...(remindAt === undefined || reminded ? {} : { remindAt: remindAt + late }),
      ...(reminded ? { reminded } : {}),
      owner: actorOf(sender),
      name: sender.person?.name,
      chat: room === undefined ? actorOf(sender) : context.chat,
      via: room === undefined ? { kind: 'contact', id: message.from } : { kind: 'room', id: room },
    };
  }

  /** It is put away, or another question takes its place that does not ask for the same. */
  function isLeft(old: OpenDialog, { effect, answered }: Answer): boolean {
    if (effect.dialog === 'later') return true;
    if (!effect.dialog || answered) return false;
    const settled = pending.get(old.command)?.settled;
    return !settled?.(old.state, effect.changes ?? [], effect.dialog.state);
  }

  return {
    draftsOf,
    pendingOf: (open) => pending.get(open.command),
    after(context, answer) {
      const { dialog, drop, resume } = answer.effect;
      const conversation = conversationOf({ from: context.message.from, room: roomOf(context, answer) });
      const old = store.home.dialog(conversation);
      const left = old && isLeft(old, answer) ? draftsOf(old) : [];
      const gone = [drop, resume].filter((id) => id !== undefined);
      return {
        dialog: dialog === undefined ? undefined : { conversation, open: opened(context, answer, old) },
        drafts: left.length + gone.length > 0 ? { put: left, drop: gone } : undefined,
      };
    },
  };
}
