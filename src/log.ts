import { type Logger, pino } from 'pino';

/** What must never stand in a log line, wherever it is nested: ids are enough to find the rest in the store. */
const PRIVATE = ['text', 'summary', 'name', 'phone', 'content', 'message.text', 'err.config'];

/** A log on standard error: standard output belongs to what a command answers. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: PRIVATE.flatMap((p) => [p, `*.${p}`, `*.*.${p}`]), remove: true },
      serializers: { err: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
