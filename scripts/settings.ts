import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Takes the settings of `.env` in the project's folder into this process; what the environment sets already stays. */
export function loadSettings(): void {
  const file = fileURLToPath(new URL('../.env', import.meta.url));
  if (existsSync(file)) process.loadEnvFile(file);
}
