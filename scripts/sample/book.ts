import { readdirSync, readFileSync } from 'node:fs';
import { dayOf } from '../../src/core/clock.ts';
import { parseEntry } from '../../src/features/policy/book.ts';
import type { Policy } from '../../src/records/policy.ts';

const BOOK = new URL('../../src/features/policy/book/', import.meta.url);
/** The sample's office: as contract section 6 has it, the entries come reviewed and published, local values unfilled. */
const REVIEWER = 'U03';

/** The entries of the book as the sample township has them. Throws where a file is not what it should be. */
export function readBook(at: string): Policy[] {
  const day = dayOf(Date.parse(at));
  return readdirSync(BOOK).filter((f) => f.endsWith('.md')).sort().map((file) => {
    const { id, version, entry } = parseEntry(readFileSync(new URL(file, BOOK), 'utf8'));
    return {
      ...entry,
      id: id.replace(/^P0*(\d)$/, 'P0$1'),
      rev: 0,
      schema: 1,
      by: 'import',
      at,
      status: 'active',
      source: { messageId: 'import', chat: 'import' },
      version,
      state: 'published',
      validFrom: day,
      reviewedBy: REVIEWER,
      updated: day,
      history: [{ at, by: 'import', action: 'import', version }],
    };
  });
}
