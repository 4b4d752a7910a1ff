import { groupBy } from '../core/group.ts';
import type { Content } from '../core/message.ts';
import type { PushJob } from '../features/define.ts';
import type { Push } from '../records/push.ts';
import type { Read } from '../records/read.ts';
import { type Deadlines, REMINDER } from './deadlines.ts';
import type { Writer } from './turns.ts';

/** Writes what goes out by the jobs that planned it; what was merged is one text, the shortest thing to do first. */
export function createWriter(jobs: readonly PushJob[], deadlines: Deadlines, read: Read): Writer {
  const jobOf = (name: string | undefined) => jobs.find((j) => j.name === name);

  async function one(name: string, data: unknown, to: string, now: number): Promise<string | null> {
    const job = jobOf(name);
    if (!job?.render) throw new Error(`no push writes ${name}`);
    return job.render(data, { now, to, read });
  }

  async function write(push: Push, now: number): Promise<Content | null> {
    if (!push.render) return null;
    if (push.render.push === REMINDER) return textOr(deadlines.render(push.render.data));
    const parts = [{ ...push.render, behalf: push.behalf }, ...(push.parts ?? [])];
    const said: string[] = [];
    const whose = [...groupBy(parts, (p) => p.behalf ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [behalf, theirs] of whose) {
      const texts: string[] = [];
      for (const [name, same] of groupBy(theirs, (p) => p.push)) {
        const all = same.map((p) => p.data);
        const data = all.length > 1 ? jobOf(name)?.merge?.(all) : all[0];
        const text = await one(name, data, behalf || push.to, now);
        if (text !== null) texts.push(text);
      }
      if (texts.length === 0) continue;
      texts.sort((a, b) => a.length - b.length);
      const name = read.directory.person(behalf)?.name;
      said.push(...(name ? [`${name}请假,这几天请您代办:\n${texts.join('\n\n')}`] : texts));
    }
    return textOr(said.length > 0 ? said.join('\n\n') : null);
  }

  return { write, lasts: (push) => jobOf(push.render?.push)?.merge !== undefined };
}

const textOr = (text: string | null) => (text === null ? null : { text });
