import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** A page may run its own scripts and nothing else, and nobody may frame it. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export interface PageFile {
  name: string;
  /** With its charset. */
  type: string;
  body: string;
}

/** The files of a page's folder, read once. */
export async function pageFiles(folder: URL): Promise<PageFile[]> {
  const dir = fileURLToPath(folder);
  const names = (await readdir(dir)).filter((name) => TYPES[extname(name)]);
  return Promise.all(
    names.map(async (name) => ({
      name,
      type: `${TYPES[extname(name)]}; charset=utf-8`,
      body: await readFile(join(dir, name), 'utf8'),
    })),
  );
}
