import type { OpenDialog } from '../core/dialog.ts';
import type { Context, Effect, Pending, Reply } from '../features/define.ts';

/**
 * What something else does that was asked for while a question was open. The question stays open and is put once more in
 * one line, unless what was written has settled it; where a new one takes its place, its sender hears that it is kept.
 */
export function midway(
  effect: Effect,
  open: OpenDialog,
  pending: Pending | undefined,
  context: Context,
): Effect {
  const changes = effect.changes ?? [];
  const { replies = [], dialog } = effect;
  if (dialog && dialog !== 'later') {
    const settled = pending?.settled?.(open.state, changes, dialog.state);
    const kept = settled ? null : pending?.keep(open.state, context.read);
    const line = kept && `${kept.title}还没记完,先放进了草稿,发“草稿”能接着填。`;
    return line ? { ...effect, replies: withLine(replies, line) } : effect;
  }
  if (dialog || pending?.settled?.(open.state, changes)) return { ...effect, dialog: dialog ?? null };
  const { dialog: _, ...rest } = effect;
  const line = pending?.again(open.state, context.read);
  return line && replies.length > 0 ? { ...rest, replies: withLine(replies, `接着刚才的:${line}`) } : rest;
}

/** The line goes below the last thing that is said here; a message of its own only where nothing is. */
export function withLine(replies: readonly Reply[], line: string): Reply[] {
  const at = replies.findLastIndex((r) => r.to === undefined || r.to === 'here');
  const reply = replies[at];
  if (!reply) return [...replies, { text: line }];
  return replies.with(at, { ...reply, text: `${reply.text}\n\n${line}` });
}
