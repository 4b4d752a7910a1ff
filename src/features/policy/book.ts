import { day } from '../../records/kind.ts';
import { type Entry, entrySchema, type Policy } from '../../records/policy.ts';

/** An entry as its file has it. */
export interface BookEntry {
  id: string;
  version: number;
  entry: Entry;
  /** Days between which it may be told; absent: from its publication on. */
  validFrom?: string;
  validTo?: string;
}

/** Headings of an entry's file and the lists that they hold. */
const LISTS = {
  谁能: 'who',
  谁不能: 'whoNot',
  怎么办: 'steps',
  带什么: 'papers',
  干部注意: 'caveats',
  别处的数: 'elsewhere',
  来源: 'sources',
  群众这样问: 'questions',
} as const;

const FRONT = /^---\n([\s\S]*?)\n---\n/;

/**
 * Reads one file of the book: front matter of `key: value` lines, then `## 正文` and lists under the headings above
 * (`本地要填` items may carry a value: `- 今年标准 = 每人每月…`). Throws a sentence that says what is wrong.
 */
export function parseEntry(file: string): BookEntry {
  const front = FRONT.exec(file);
  if (!front) throw new Error('has no front matter');
  const meta = new Map(
    (front[1] ?? '').split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
    }),
  );
  const parts = sections(file.slice(front[0].length));
  const id = meta.get('id') ?? '';
  const version = Number(meta.get('version'));
  if (!/^P\d{2,}$/.test(id)) throw new Error(`has no number like P01 but ${id}`);
  if (!Number.isInteger(version) || version < 1) throw new Error(`${id} has no version`);
  const lists = Object.fromEntries(
    Object.entries(LISTS).map(([heading, field]) => [field, itemsOf(parts.get(heading))]),
  );
  const read = entrySchema.safeParse({
    ...lists,
    title: meta.get('title'),
    category: meta.get('category'),
    contact: meta.get('contact'),
    announcedBy: meta.get('announcedBy'),
    season: meta.get('season'),
    region: meta.get('region'),
    keywords: (meta.get('keywords') ?? '').split('、').filter(Boolean),
    plain: (parts.get('正文') ?? []).join('').trim(),
    localValues: itemsOf(parts.get('本地要填')).map(localValue),
  });
  if (!read.success) {
    const wrong = read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new Error(`${id}: ${wrong}`);
  }
  return { id, version, entry: read.data, validFrom: dayIn('validFrom'), validTo: dayIn('validTo') };

  function dayIn(field: string): string | undefined {
    const value = meta.get(field);
    if (!value) return undefined;
    if (!day.safeParse(value).success)
      throw new Error(`${id}: ${field} is ${value}, not a day like 2018-12-31`);
    return value;
  }
}

function sections(body: string): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of body.split('\n')) {
    const heading = /^## (.+)$/.exec(line)?.[1];
    if (heading) {
      lines = [];
      parts.set(heading.trim(), lines);
    } else if (line.trim() !== '') lines.push(line.trim());
  }
  return parts;
}

function itemsOf(lines: readonly string[] = []): string[] {
  return lines.flatMap((line) => (line.startsWith('- ') ? [line.slice(2).trim()] : []));
}

function localValue(item: string): { what: string; value?: string } {
  const [what = '', value] = item.split(' = ');
  return value ? { what, value } : { what };
}

/** What is wrong with entries as a whole, one sentence each: a past end, one number twice (two versions to be told). */
export function wrongIn(entries: readonly { from: string; read: BookEntry }[], today: string): string[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ from, read: { id, validFrom, validTo } }) => {
    const other = seen.get(id);
    seen.set(id, from);
    return [
      other ? `${from}: ${id} is also in ${other}; one entry has one version` : '',
      validTo && validTo < today ? `${from}: ${id} validTo: ended on ${validTo}` : '',
      validTo && validFrom && validTo < validFrom ? `${from}: ${id} validTo: lies before validFrom` : '',
    ].filter(Boolean);
  });
}

/** An entry as it is loaded: a draft, to be reviewed here (its figures are other places' examples, M 9). */
export function draftOf({ id, version, entry, validFrom, validTo }: BookEntry, at: string): Policy {
  return {
    ...entry,
    id,
    rev: 0,
    schema: 1,
    by: 'import',
    at,
    status: 'active',
    source: { messageId: 'import', chat: 'import' },
    version,
    state: 'draft',
    validFrom,
    validTo,
    updated: at.slice(0, 10),
    history: [{ at, by: 'import', action: 'import', version }],
  };
}
