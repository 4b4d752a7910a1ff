import { iso } from '../core/clock.ts';
import { conversationOf, type OpenDialog } from '../core/dialog.ts';
import { createLoopGuard } from '../core/loop.ts';
import type { Inbound } from '../core/message.ts';
import { NO_METER } from '../core/meter.ts';
import { actorOf, isCadre } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import type { Context, Effect, Feature, Reply } from '../features/define.ts';
import type { Change } from '../records/change.ts';
import { newPush, type Push } from '../records/push.ts';
import type { Folder, Made, Store } from '../store/store.ts';
import type { ChannelTarget } from '../transport/transport.ts';
import { contextOf, renewal } from './identify.ts';
import type { Outcome } from './perform.ts';
import { type Answer, isLive, type Wish } from './respond.ts';
import type { Shelf } from './shelf.ts';

type Route = (context: Context, open: ReturnType<Store['home']['dialog']>) => Wish;

/** Turns one message into its outcome: asks the router and the features, and addresses what they want to say. */
export function createDecide(
  { store, log, clock, random, meter = NO_METER }: Pick<Deps, 'store' | 'log' | 'clock' | 'random' | 'meter'>,
  features: readonly Feature[],
  route: Route,
  shelf: Shelf,
) {
  const now = () => clock.now();
  let order = 0;
  const loops = createLoopGuard();

  /** Another bot that answers our answers gets none any more; what records something is never held back. */
  function unlessLooping(context: Context, answer: Answer): Answer {
    const { message } = context;
    const { replies = [], changes = [] } = answer.effect;
    if (message.kind !== 'text' || replies.length === 0 || changes.length > 0) return answer;
    const said = { id: message.id, at: now(), text: message.text };
    const conversation = conversationOf(message);
    if (!loops.turnsInCircles(conversation, said, replies.map((r) => r.text).join('\n'))) return answer;
    log.warn(
      { messageId: message.id, chat: context.chat, sender: actorOf(context.sender) },
      'two bots in a circle',
    );
    return { ...answer, effect: { ...answer.effect, replies: [] } };
  }

  async function recalled(context: Context): Promise<Effect> {
    const made = context.message.recalled ? await store.home.made(context.message.recalled) : [];
    for (const feature of made.length > 0 ? features : []) {
      const effect = await feature.recalled?.(made, context);
      if (effect) return effect;
    }
    return unasked(context);
  }

  /** The words that a question was put about were recalled before it was answered: nothing is kept of them. */
  function unasked({ message, place }: Context): Effect {
    const open = store.home.dialog(conversationOf(message));
    if (!open || !message.recalled || ![open.id, open.begun].includes(message.recalled)) return {};
    const to = place === 'householdRoom' ? 'private' : 'here';
    return { dialog: null, replies: [{ text: '您撤回了那句话,我没有记。要记的话重新发一条就行。', to }] };
  }

  /** A picture, a place, a voice: the first feature that takes it. In a room that is not bound nobody is asked. */
  async function wordless(context: Context): Promise<Answer> {
    const { message, place } = context;
    const dialog = store.home.dialog(conversationOf(message));
    const open = dialog && isLive(dialog, context) ? dialog : undefined;
    const keep = async (folder: Folder) => message.file && store.files.keep(folder, message.file.path);
    for (const feature of place === 'unknownRoom' ? [] : features) {
      const effect = await feature.wordless?.({ ...context, open }, { keep });
      if (effect)
        return effect.asks
          ? { effect, command: effect.asks }
          : { effect: { ...effect, ...onTime(effect, open) }, command: open?.command, answered: true };
    }
    return { effect: {} };
  }

  async function answerTo(context: Context): Promise<Answer> {
    const { message } = context;
    if (message.kind === 'recall') return { effect: await recalled(context) };
    if (message.kind !== 'text') return wordless(context);
    const wish = route(context, store.home.dialog(conversationOf(message)));
    return wish ? wish() : { effect: {} };
  }

  /** Somebody waits for an answer: what the router reads, and a cadre's picture or place in private. */
  function awaitsAnswer(context: Context, open: ReturnType<Store['home']['dialog']>): boolean {
    const { message, place, sender } = context;
    if (message.kind === 'text') return route(context, open) !== null;
    return place === 'private' && isCadre(sender) && ['image', 'location'].includes(message.kind);
  }

  function outcome(
    context: Context,
    answer: Answer,
    warnings: readonly Reply[],
    first: Change[] = [],
  ): Outcome {
    const { effect } = answer;
    const changes = [...first, ...(effect.changes ?? [])];
    const made: Made[] = changes
      .filter((c) => !c.before && c.kind.letter && c.after.source.messageId !== IMPORTED)
      .map(({ kind, after }) => ({
        messageId: after.source.messageId,
        kind: kind.name,
        id: after.id,
        villageId: (after as { villageId?: string }).villageId,
      }));
    const replies = [...warnings, ...(effect.replies ?? [])];
    return {
      changes,
      inTurn: effect.inTurn,
      home: {
        pushes: replies.flatMap(split).map((r, i) => toPush(context, r, i)),
        ...shelf.after(context, answer),
        owner: actorOf(context.sender),
        made: [
          ...made,
          ...(effect.made ?? []).map((m) => ({ messageId: context.message.id, part: true, ...m })),
        ],
      },
    };
  }

  function toPush(context: Context, reply: Reply, i: number): Push {
    const to = reply.to ?? (context.place === 'householdRoom' ? 'private' : 'here');
    const { to: receiver, ...how } = addressee(context, to);
    const once = reply.once && `once|${receiver}|${reply.once}`;
    return newPush({
      id: once ?? `reply|${context.message.id}|${i}`,
      at: iso(now()),
      source: { messageId: context.message.id, chat: context.chat },
      kind: typeof to === 'object' ? to.kind : 'reply',
      slot: reply.due === undefined ? context.message.id : iso(reply.due),
      due: reply.due ?? now(),
      expires: reply.expires,
      order: order++,
      content: reply.render ? undefined : (reply.attach ?? { text: reply.text }),
      render: reply.render,
      to: receiver,
      ...how,
    });
  }

  return {
    async decide(message: Inbound, number = store.nextNumber): Promise<Outcome> {
      const context = contextOf(store, message, number, random);
      const found = message.blanked ?? [];
      const warnings = found.length > 0 ? features.flatMap((f) => f.warn?.(found, context.place) ?? []) : [];
      const answer = unlessLooping(context, await answerTo(context));
      meter.answered(answer.effect.road ?? answer.command ?? 'none');
      return outcome(context, answer, warnings, await renewal(store, message));
    },
    /** Something went wrong on our side: the sender is told, the message is done with. */
    apology(message: Inbound): Outcome {
      const context = contextOf(store, message);
      const text = '刚才这条我没处理好,没有存上。请再发一遍;还不行就告诉管理员。';
      const waits = awaitsAnswer(context, undefined);
      return outcome(context, { effect: { replies: waits ? [{ text }] : [] } }, []);
    },
    /** The rest was written and is confirmed, these were not: it is said at once, by their numbers. */
    partly(message: Inbound, lost: readonly Change[]): Push[] {
      const numbers = lost.flatMap(({ kind, after }) => (kind.letter ? [after.id] : [])).join('、');
      const text = `刚才这条只存上了一部分:${numbers || '另外的'}没有存上,那边的档案正好有人在改。请看一看,缺的再发一遍。`;
      return [toPush(contextOf(store, message), { text, once: `partly|${message.id}` }, 0)];
    },
    expectsAnswer(message: Inbound): boolean {
      return awaitsAnswer(contextOf(store, message), store.home.dialog(conversationOf(message)));
    },
    chatOf: (message: Inbound): ChannelTarget =>
      message.room ? { kind: 'room', id: message.room } : { kind: 'contact', id: message.from },
  };
}

/** A roster that came in is nobody's last word: a bare 撤回 does not mean it. */
const IMPORTED = 'import';

/** One send carries one thing: what is attached goes out after the text. */
function split({ attach, ...text }: Reply): Reply[] {
  return attach
    ? [text, { ...text, render: undefined, once: text.once && `${text.once}|attached`, attach }]
    : [text];
}

/** A picture moves an open question without answering it: its reminder stays. */
function onTime({ dialog }: Effect, open: OpenDialog | undefined): Pick<Effect, 'dialog'> {
  return dialog && dialog !== 'later' ? { dialog: { remindAt: open?.remindAt, ...dialog } } : {};
}

function addressee(
  context: Context,
  to: NonNullable<Reply['to']>,
): Pick<Push, 'to' | 'via' | 'speaker' | 'only' | 'keptFrom'> {
  if (typeof to === 'object') {
    const { id, kind: _, ...how } = to;
    return { to: id, ...how };
  }
  const { message, sender, room } = context;
  if (to === 'private' || message.room === undefined) {
    return { to: actorOf(sender), via: { kind: 'contact', id: message.from } };
  }
  return { to: room?.id ?? `room:${message.room}`, via: { kind: 'room', id: message.room } };
}
