import type { Logger } from 'pino';
import { toString as draw } from 'qrcode';

/** Shows the code that has to be scanned: drawn where a person sits at a terminal, and always as a link in the log. */
export interface ScanDesk {
  show(code: string): void;
}

/**
 * `write` reaches a person's terminal; absent where there is none. `page` says where the code can be seen in a browser. The
 * same code is not shown twice: puppets repeat it every few seconds.
 */
export function createScanDesk(
  log: Logger,
  page: () => string | undefined,
  write: ((drawing: string) => void) | undefined,
): ScanDesk {
  let shown = '';
  return {
    show(code) {
      if (code === shown) return;
      shown = code;
      log.warn(
        { qrcode: code, page: page() },
        'scan this code with WeChat (on the phone of the account) to log in',
      );
      if (!write) return;
      draw(code, { type: 'terminal', small: true, errorCorrectionLevel: 'L' }).then(
        (drawing) => write(`\n${drawing}\n`),
        (err) => log.error({ err }, 'the code could not be drawn'),
      );
    },
  };
}
