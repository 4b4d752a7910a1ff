import { iso } from '../core/clock.ts';
import { deadlineOf, type OpenDialog } from '../core/dialog.ts';
import type { Deps } from '../deps.ts';
import { newPush, type Push } from '../records/push.ts';
import type { Gate } from './gate.ts';
import type { Shelf } from './shelf.ts';

/** The name under which a reminder's text is written when it is sent. */
export const REMINDER = 'dialog';

/** What open questions want of the clock: one reminder, and to be put away when their time is over. */
export interface Deadlines {
  /** Handles what is due by now; resolves to the reminders that are new. */
  run(): Promise<Push[]>;
  /** The earliest deadline, ms. */
  nextAt(): number | undefined;
  /** A reminder's text at the moment of sending; null where the question was answered or moved meanwhile. */
  render(data: unknown): string | null;
}

const HOW_TO_END = '不记了回“取消”;先放着也行,发“草稿”能接着填。';

/**
 * Deadlines are stored with the dialogs and compared with the clock. Each is handled once: alone, so that no message of
 * that chat is half through, and under a mark of its own in the home slot.
 */
export function createDeadlines({ clock, store, log }: Deps, gate: Gate, shelf: Shelf): Deadlines {
  /** The last run failed (the store is away): the next heartbeat tries again, no timer is set on what is past. */
  let stuck = false;

  async function handle(conversation: string, id: string): Promise<Push[]> {
    const now = clock.now();
    const open = store.home.dialog(conversation);
    if (!open || open.id !== id || deadlineOf(open) > now) return [];
    if (open.expires <= now) {
      const put = shelf.draftsOf(open);
      await store.home.commit({
        mark: `shelve|${open.id}`,
        now,
        pushes: [],
        dialog: { conversation, open: null },
        drafts: { put },
      });
      log.info({ dialog: open.id, kept: put.length }, 'put away');
      return [];
    }
    const { remindAt, ...rest } = open;
    const said = shelf.pendingOf(open)?.again(open.state, store.read) ?? null;
    const pushes = said === null ? [] : [await reminder(conversation, open, remindAt ?? now, now)];
    return store.home.commit({
      mark: `remind|${open.id}`,
      now,
      pushes,
      dialog: { conversation, open: { ...rest, reminded: true } },
    });
  }

  async function reminder(
    conversation: string,
    open: OpenDialog,
    remindAt: number,
    now: number,
  ): Promise<Push> {
    const id = `${REMINDER}|${open.id}`;
    return newPush({
      id,
      number: await store.nextNumber('D'),
      at: iso(now),
      source: { messageId: open.id, chat: open.chat },
      kind: 'nudge',
      to: open.chat,
      via: open.via,
      slot: iso(remindAt),
      due: now,
      expires: open.expires,
      render: { push: REMINDER, data: { conversation, id: open.id } },
    });
  }

  return {
    async run() {
      const pushes: Push[] = [];
      stuck = true;
      const due = [...store.home.dialogs()].filter(([, open]) => deadlineOf(open) <= clock.now());
      due.sort(([, a], [, b]) => deadlineOf(a) - deadlineOf(b));
      for (const [conversation, { id }] of due) {
        pushes.push(...(await gate.alone(() => handle(conversation, id))));
      }
      stuck = false;
      return pushes;
    },
    nextAt() {
      const times = [...store.home.dialogs().values()].map(deadlineOf);
      return stuck || times.length === 0 ? undefined : Math.min(...times);
    },
    render(data) {
      const { conversation, id } = data as { conversation: string; id: string };
      const open = store.home.dialog(conversation);
      if (open?.id !== id) return null;
      const line = shelf.pendingOf(open)?.again(open.state, store.read);
      const whom = open.via.kind === 'room' && open.name ? `${open.name},` : '';
      return line ? `${whom}有一条还没记完:${line}\n${HOW_TO_END}` : null;
    },
  };
}
