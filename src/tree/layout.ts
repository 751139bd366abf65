/** Functions of a C file by the kernel's layout: a head in column 1, a body that ends at a `}` in column 1. */
export interface Definition {
  readonly name: string;
  /** 0-based lines, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** Head and body without white space: equal for the same code. */
  readonly text: string;
  /** The preprocessor branches that it stands in. */
  readonly branch: string;
}

/** Who owns the lines of a file, as git tells it behind `@@`. */
export interface Owners {
  /** The name in front of the last head above a 0-based line; undefined where that is no function's, or there is none. */
  readonly above: (line: number) => string | undefined;
  readonly has: (name: string) => boolean;
}

/** A head of a function is looked for in so many lines above its brace. */
const HEAD_LINES = 12;

/** Attributes with a list that stand in front of a function's name. */
const ATTRIBUTES =
  /\b__(?:attribute__|printf|scanf|section|aligned|alloc_size|realloc_size)\s*\((?:[^()]|\([^()]*\))*\)/g;

/** The name that a head or the text behind `@@` gives, `frob` of `static int frob(struct page *pa`. */
export function nameOf(head: string): string | undefined {
  return /^[^;={"']*?([\p{L}_$][\w$]*)\s*\((?!\s*\*)/u.exec(head.replace(ATTRIBUTES, ''))?.[1];
}

/** Would git print this line behind `@@`? It begins in column 1 and is no label (userdiff.c, "cpp"). */
export function isHead(line: string): boolean {
  return /^[\p{L}_$]/u.test(line) && !/^\w+\s*:(?!:)/.test(line);
}

/** Reads the heads of a file once. */
export function ownersOf(lines: readonly string[]): Owners {
  const names: (string | undefined)[] = [];
  let current: string | undefined;
  for (const line of lines) {
    names.push(current);
    if (isHead(line)) current = nameOf(line);
  }
  names.push(current);
  const all = new Set(names);
  return { above: (line) => names[Math.min(Math.max(line, 0), lines.length)], has: (name) => all.has(name) };
}

/** The functions of a file, in order. What is laid out in another way is not found. */
export function definitionsOf(lines: readonly string[]): Definition[] {
  const found: Definition[] = [];
  const branches = new Branches();
  for (let at = 0, from = 0; at < lines.length; at++) {
    const line = lines[at]!;
    branches.read(line, at);
    if (line.startsWith('}')) from = at + 1;
    if (!/^(?:\{\s*$|[\p{L}_$][^;={}]*\)[\s\w]*\{\s*$)/u.test(line)) continue;
    const first = headAbove(lines, at, from);
    const name = first === undefined ? undefined : nameOf(lines.slice(first, at + 1).join(' '));
    let last = at;
    while (last < lines.length && !lines[last]!.startsWith('}')) last++;
    if (first === undefined || name === undefined || last === lines.length) continue;
    found.push({ name, first, last, text: bare(lines.slice(first, last + 1)), branch: branches.text() });
  }
  return found;
}

/** The first line of the head that the brace of line `brace` belongs to; the type may stand above the name. */
function headAbove(lines: readonly string[], brace: number, from: number): number | undefined {
  let first: number | undefined;
  for (let at = brace; at >= Math.max(from, brace - HEAD_LINES); at--) {
    const line = lines[at]!;
    if (at < brace && /^\s*$|^#|[;}]\s*$|\*\/\s*$/.test(line)) break;
    if (isHead(line)) first = at;
  }
  return first;
}

function bare(lines: readonly string[]): string {
  return lines.join('\n').replace(/\s+/g, '');
}

/** Follows `#if` and `#else`: two definitions of one name in different branches are two variants, not one too many. */
class Branches {
  private readonly open: string[] = [];

  read(line: string, at: number): void {
    const word = /^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b/.exec(line)?.[1];
    if (word === undefined) return;
    if (word === 'endif') this.open.pop();
    else if (word.startsWith('if')) this.open.push(`${at}`);
    else if (this.open.length > 0) this.open.push(`${this.open.pop()}|${at}`);
  }

  text(): string {
    return this.open.join();
  }
}
