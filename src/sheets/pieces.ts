import { StringDecoder } from 'node:string_decoder';

const TAG = Buffer.from('<mergeCell ');
/** Longer than any such tag: a tag cut in two by the chunks is found in the next. */
const CARRY = 64;

/**
 * exceljs decodes each piece of the file by itself and breaks a character that lies across two of them: here it gets text.
 * It also tells nothing of merged cells when it reads row by row, so the sheet's bytes are looked through on their way to
 * it. The function given back answers, once the sheet was read to its end, the ranges of more than one row or column
 * below the first row.
 */
export function watchMerges(page: unknown): () => string[] {
  const ranges: string[] = [];
  const source = page as { iterator: AsyncIterable<Buffer | string> };
  source.iterator = watched(source.iterator, ranges);
  return () => [...new Set(ranges)];
}

async function* watched(chunks: AsyncIterable<Buffer | string>, ranges: string[]): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let before = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([before, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
    let at = bytes.indexOf(TAG);
    let done = 0;
    for (; at >= 0 && bytes.indexOf('>', at) >= 0; at = bytes.indexOf(TAG, at + 1)) {
      const end = bytes.indexOf('>', at);
      const ref = /ref="([A-Z]+\d+:[A-Z]+\d+)"/.exec(bytes.toString('latin1', at, end))?.[1];
      if (ref) ranges.push(ref);
      done = end;
    }
    before = Buffer.from(bytes.subarray(Math.max(done, bytes.length - CARRY)));
    yield typeof chunk === 'string' ? chunk : decoder.write(chunk);
  }
}
