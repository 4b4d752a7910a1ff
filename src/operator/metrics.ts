import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../core/meter.ts';

/** What is looked up when the figures are asked for. */
export interface MetricsPorts {
  waiting(): number;
  loggedIn(): boolean;
  alarms(): number;
}

export interface Metrics extends Meter {
  /** The figures in Prometheus's text form. */
  text(): Promise<string>;
  readonly type: string;
}

/** The program's figures for Prometheus, in a registry of their own. */
export function createMetrics(): Metrics & { watch(ports: MetricsPorts): void } {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const heard = new Counter({
    name: 'bangfu_messages_total',
    help: 'Messages taken in, by kind',
    labelNames: ['kind'],
    registers,
  });
  const commits = new Counter({
    name: 'bangfu_commits_total',
    help: 'Pieces of work that took effect',
    registers,
  });
  const replies = new Counter({ name: 'bangfu_replies_total', help: 'Answers that went out', registers });
  const pushes = new Counter({
    name: 'bangfu_pushes_total',
    help: 'Sends that came to their end, by state and kind',
    labelNames: ['state', 'kind'],
    registers,
  });
  const lateness = new Histogram({
    name: 'bangfu_lateness_seconds',
    help: 'How long after it was due a send went out',
    labelNames: ['kind'],
    buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200],
    registers,
  });
  const answers = new Counter({
    name: 'bangfu_answers_total',
    help: 'Messages by the command that answered them',
    labelNames: ['command'],
    registers,
  });

  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    heard: (kind) => heard.inc({ kind }),
    committed: () => commits.inc(),
    ended(state, kind, late) {
      pushes.inc({ state, kind });
      if (state !== 'sent') return;
      lateness.observe({ kind }, Math.max(0, late) / 1000);
      if (kind === 'reply') replies.inc();
    },
    answered: (command) => answers.inc({ command }),
    watch({ waiting, loggedIn, alarms }) {
      const gauge = (name: string, help: string, value: () => number) =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(value());
          },
        });
      gauge('bangfu_outbox_depth', 'Sends that wait', waiting);
      gauge('bangfu_logged_in', '1 while the account is logged in', () => (loggedIn() ? 1 : 0));
      gauge('bangfu_alarms', 'Alarms that are on', alarms);
    },
  };
}
