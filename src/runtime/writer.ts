import { dayOf } from '../core/clock.ts';
import { groupBy } from '../core/group.ts';
import type { Content } from '../core/message.ts';
import { StoreDownError, UserError } from '../errors.ts';
import type { Made, PushJob } from '../features/pushJob.ts';
import type { Push } from '../records/push.ts';
import type { Read } from '../records/read.ts';
import type { Workshop } from '../workshop/workshop.ts';
import { type Deadlines, REMINDER } from './deadlines.ts';
import type { Skip, Writer } from './turns.ts';

/** Writes what goes out by the jobs that planned it; what was merged is one text, the shortest thing to do first. */
export function createWriter(
  jobs: readonly PushJob[],
  deadlines: Deadlines,
  workshop: Workshop,
  read: Read,
): Writer {
  const jobOf = (name: string | undefined) => jobs.find((j) => j.name === name);

  async function one(
    name: string,
    data: unknown,
    to: string,
    reader: string,
    now: number,
  ): Promise<string | Made | Skip | null> {
    const job = jobOf(name);
    if (!job?.render) throw new Error(`no push writes ${name}`);
    return job.render(data, { now, to, reader, read });
  }

  async function words(
    name: string,
    data: unknown,
    to: string,
    reader: string,
    now: number,
  ): Promise<string | null> {
    const made = await one(name, data, to, reader, now);
    if (made !== null && typeof made !== 'string' && 'skip' in made) return null;
    if (made !== null && typeof made !== 'string')
      throw new Error(`${name} is said together and makes a file`);
    return made;
  }

  async function file(made: Made, now: number): Promise<Content> {
    const day = dayOf(now);
    if ('picture' in made) return { image: await workshop.picture(made.picture, day) };
    try {
      return { file: await workshop.workbook(made.workbook, made.sheets, { day, at: now }) };
    } catch (cause) {
      // Somebody waits for it: he hears that it did not come.
      if (cause instanceof StoreDownError) throw cause;
      throw new UserError(made.sorry, { cause });
    }
  }

  /** What came for somebody who is away is told as his. */
  function onBehalf(behalf: string, texts: string[]): string[] {
    const name = read.directory.person(behalf)?.name;
    return name ? [`${name}请假,这几天请您代办:\n${texts.join('\n\n')}`] : texts;
  }

  async function write(push: Push, now: number): Promise<Content | Skip | null> {
    if (!push.render) return null;
    if (push.render.push === REMINDER) return textOr(deadlines.render(push.render.data));
    if (!push.parts) {
      const made = await one(push.render.push, push.render.data, push.behalf ?? push.to, push.to, now);
      if (made === null) return null;
      if (typeof made !== 'string') return 'skip' in made ? made : file(made, now);
      return { text: onBehalf(push.behalf ?? '', [made]).join('') };
    }
    const parts = [{ ...push.render, behalf: push.behalf }, ...(push.parts ?? [])];
    const said: string[] = [];
    const whose = [...groupBy(parts, (p) => p.behalf ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [behalf, theirs] of whose) {
      const texts: string[] = [];
      for (const [name, same] of groupBy(theirs, (p) => p.push)) {
        const all = same.map((p) => p.data);
        const data = all.length > 1 ? jobOf(name)?.merge?.(all) : all[0];
        const text = await words(name, data, behalf || push.to, push.to, now);
        if (text !== null) texts.push(text);
      }
      if (texts.length === 0) continue;
      texts.sort((a, b) => a.length - b.length);
      said.push(...onBehalf(behalf, texts));
    }
    return textOr(said.length > 0 ? said.join('\n\n') : null);
  }

  return {
    write,
    slow: (push) => jobOf(push.render?.push)?.slow === true,
    lasts: (push) => jobOf(push.render?.push)?.merge !== undefined,
  };
}

const textOr = (text: string | null) => (text === null ? null : { text });
