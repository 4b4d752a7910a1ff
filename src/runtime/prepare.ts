import type { Content } from '../core/message.ts';
import { splitLong } from '../core/text/clean.ts';
import { typeset } from '../core/text/typeset.ts';
import type { Deps } from '../deps.ts';
import { StoreDownError, UserError } from '../errors.ts';
import type { Push } from '../records/push.ts';
import type { ChannelTarget } from '../transport/transport.ts';
import { resolveTarget } from './target.ts';
import type { Skip, Writer } from './turns.ts';

/** An entry under way: a long text goes out in pieces, each paced like a send of its own. */
export interface Underway {
  target: ChannelTarget;
  content: Content;
  pieces: readonly Content[];
  gone: number;
}

type Written = Content | Skip | null | undefined;

/** What is being made; `outcome` gives it or throws, once it is over. */
interface Making {
  over: Promise<void>;
  outcome?: () => Written;
}

interface Given extends Pick<Deps, 'log' | 'store'> {
  writer: Writer;
  set(push: Push, change: Partial<Push>): Promise<Push>;
  /** Something that was being made can go out now. */
  ready(): void;
}

/** Finds where an entry goes and with which words. What takes long is made beside the sending, one at a time. */
export function createPrepare({ log, store, writer, set, ready }: Given) {
  const making = new Map<string, Making>();
  const unready = () => [...making.values()].filter((m) => m.outcome === undefined);

  /** What a slow entry has become; undefined while it is being made, which its first call begins. */
  function made(push: Push, now: number): { written: Written } | undefined {
    const known = making.get(push.id);
    if (known?.outcome) {
      making.delete(push.id);
      return { written: known.outcome() };
    }
    if (!known) {
      const one: Making = { over: Promise.resolve() };
      const end = (outcome: () => Written) => {
        one.outcome = outcome;
        ready();
      };
      one.over = writer.write(push, now).then(
        (written) => end(() => written),
        (error: unknown) =>
          end(() => {
            throw error;
          }),
      );
      making.set(push.id, one);
    }
    return undefined;
  }

  async function writtenOf(push: Push, now: number): Promise<{ written: Written } | undefined> {
    try {
      if (!push.render) return { written: push.content };
      return writer.slow(push) ? made(push, now) : { written: await writer.write(push, now) };
    } catch (err) {
      if (err instanceof StoreDownError) throw err;
      log.error({ err, push: push.id }, 'could not be written');
      if (err instanceof UserError) return { written: { text: err.message } };
      await set(push, { state: 'failed', reason: 'notWritten' });
      return undefined;
    }
  }

  return {
    /** It is being made, or waits for another one that is. */
    isBusy: (push: Push): boolean =>
      writer.slow(push) && !making.get(push.id)?.outcome && (making.has(push.id) || unready().length > 0),
    /** Resolves when something that is being made is there; at once, and to false, where nothing is. */
    async made(): Promise<boolean> {
      const all = unready();
      if (all.length === 0) return false;
      await Promise.race(all.map((m) => m.over));
      return true;
    },
    /** Where an entry goes and with which words; undefined where it came to its end without a send, or is being made. */
    async prepare(push: Push, now: number): Promise<Underway | undefined> {
      if (push.expires !== undefined && now > push.expires) {
        await set(push, { state: 'skipped', reason: 'expired', content: undefined });
        return undefined;
      }
      const there = await writtenOf(push, now);
      if (!there) return undefined;
      const { written: content } = there;
      if (!content || 'skip' in content) {
        const reason = content ? content.skip : 'done';
        await set(push, { state: 'skipped', reason, content: undefined });
        return undefined;
      }
      const target = push.via ?? resolveTarget(store.read.directory, push);
      if (!target) {
        await set(push, { state: 'failed', reason: 'notBound' });
        return undefined;
      }
      const { text } = content;
      const pieces = text === undefined ? [content] : splitLong(typeset(text)).map((t) => ({ text: t }));
      return { target, content, pieces, gone: 0 };
    },
  };
}
