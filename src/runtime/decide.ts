import { iso } from '../core/clock.ts';
import { conversationOf } from '../core/dialog.ts';
import type { Inbound } from '../core/message.ts';
import { actorOf } from '../core/roles.ts';
import type { Context, Effect, Feature, Reply } from '../features/define.ts';
import type { Push } from '../records/push.ts';
import type { Made, Store } from '../store/store.ts';
import type { ChannelTarget } from '../transport/transport.ts';
import { contextOf } from './identify.ts';
import type { Outcome } from './perform.ts';
import type { Answer, Wish } from './respond.ts';

type Route = (context: Context, open: ReturnType<Store['home']['dialog']>) => Wish;

/** Turns one message into its outcome: asks the router and the features, and addresses what they want to say. */
export function createDecide(store: Store, features: readonly Feature[], route: Route, now: () => number) {
  let order = 0;

  async function recalled(context: Context): Promise<Effect> {
    const made = context.message.recalled ? await store.home.made(context.message.recalled) : [];
    for (const feature of made.length > 0 ? features : []) {
      const effect = await feature.recalled?.(made, context);
      if (effect) return effect;
    }
    return {};
  }

  async function answerTo(context: Context): Promise<Answer> {
    if (context.message.kind === 'recall') return { effect: await recalled(context) };
    const wish = route(context, store.home.dialog(conversationOf(context.message)));
    return wish ? wish() : { effect: {} };
  }

  function outcome(context: Context, { effect, command }: Answer, warnings: readonly Reply[]): Outcome {
    const changes = effect.changes ?? [];
    const made: Made[] = changes
      .filter((c) => !c.before && c.kind.letter)
      .map(({ kind, after }) => ({
        messageId: after.source.messageId,
        kind: kind.name,
        id: after.id,
        villageId: (after as { villageId?: string }).villageId,
      }));
    const replies = [...warnings, ...(effect.replies ?? [])];
    const open = effect.dialog && command ? { command, askedAt: context.now, ...effect.dialog } : null;
    return {
      changes,
      home: {
        pushes: replies.map((r, i) => toPush(context, r, i)),
        dialog:
          effect.dialog === undefined ? undefined : { conversation: conversationOf(context.message), open },
        made,
      },
    };
  }

  function toPush(context: Context, reply: Reply, i: number): Push {
    const to = reply.to ?? 'here';
    const id = `reply|${context.message.id}|${i}`;
    return {
      id,
      rev: 0,
      schema: 1,
      by: 'bot',
      at: iso(now()),
      status: 'active',
      source: { messageId: context.message.id, chat: context.chat },
      kind: typeof to === 'object' ? to.kind : 'reply',
      slot: context.message.id,
      state: 'waiting',
      due: now(),
      order: order++,
      attempts: 0,
      content: { text: reply.text },
      ...addressee(context, to),
    };
  }

  return {
    async decide(message: Inbound): Promise<Outcome> {
      const context = contextOf(store, message);
      const found = message.blanked ?? [];
      const warnings = found.length > 0 ? features.flatMap((f) => f.warn?.(found, context.place) ?? []) : [];
      return outcome(context, await answerTo(context), warnings);
    },
    /** Something went wrong on our side: the sender is told, the message is done with. */
    apology(message: Inbound): Outcome {
      const context = contextOf(store, message);
      const text = '刚才这条我没处理好,没有存上。请再发一遍;还不行就告诉管理员。';
      const waits = route(context, undefined) !== null;
      return outcome(context, { effect: { replies: waits ? [{ text }] : [] } }, []);
    },
    expectsAnswer(message: Inbound): boolean {
      const open = store.home.dialog(conversationOf(message));
      return message.kind === 'text' && route(contextOf(store, message), open) !== null;
    },
    chatOf: (message: Inbound): ChannelTarget =>
      message.room ? { kind: 'room', id: message.room } : { kind: 'contact', id: message.from },
  };
}

function addressee(context: Context, to: NonNullable<Reply['to']>): Pick<Push, 'to' | 'via'> {
  if (typeof to === 'object') return { to: to.id };
  const { message, sender, room } = context;
  if (to === 'private' || message.room === undefined) {
    return { to: actorOf(sender), via: { kind: 'contact', id: message.from } };
  }
  return { to: room?.id ?? `room:${message.room}`, via: { kind: 'room', id: message.room } };
}
