/** Something in the file that cannot be taken as it is, with its place. */
export interface Flaw {
  sheet: string;
  row?: number;
  /** `C`, and the head that stands above it. */
  column?: string;
  title?: string;
  reason: string;
}

/** What is wrong with a file: the first ones are kept to be named, the others are counted. */
export interface Flaws {
  readonly first: readonly Flaw[];
  readonly count: number;
  add(flaw: Flaw): void;
}

const KEPT = 40;

export function createFlaws(): Flaws {
  const first: Flaw[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add(flaw) {
      count += 1;
      if (first.length < KEPT) first.push(flaw);
    },
  };
}

/** `户 第5行 C列(村):没有叫“枫树弯”的村`. */
export function flawText({ sheet, row, column, title, reason }: Flaw): string {
  const place = [`“${sheet}”表`, row && `第${row}行`, column && `${column}列`].filter(Boolean).join(' ');
  return `${place}${title ? `(${title})` : ''}:${reason}`;
}
