import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withReference } from '../../scripts/reference.ts';

it('README.md names every command as it is now (npm run reference writes it)', () => {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  expect(readme).toContain('<!-- commands -->');
  expect(readme).toBe(withReference(readme));
});
