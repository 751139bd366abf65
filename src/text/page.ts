import { LineCounter, parseDocument } from 'yaml';
import type { Place } from './place.js';

/** A fenced code block of a Markdown page. */
export interface CodeBlock {
  /** The word behind the opening fence; empty when there is none. */
  readonly language: string;
  /** Text of the nearest heading above the block, without its `#`; empty when there is none. */
  readonly heading: string;
  /** The lines between the fences, each with its line end. */
  readonly text: string;
  /** 1-based line of the page on which `text` starts. */
  readonly line: number;
}

/** A Markdown page that opens with YAML front matter between two `---` lines. */
export interface Page {
  readonly file: string;
  readonly matter: Readonly<Record<string, unknown>>;
  /** Everything behind the front matter. */
  readonly body: string;
  readonly blocks: readonly CodeBlock[];
  /** The place of a key of the front matter, for messages about its value. */
  readonly placeOf: (key: string) => Place;
}

/** A page that cannot be read; the message starts with `file:line:`. */
export class PageError extends Error {
  constructor(place: Place, message: string) {
    super(`${place.file}:${place.line}: ${message}`);
  }
}

/**
 * Reads the front matter and the fenced blocks of a Markdown page. `file` is only used in places and messages.
 * Throws PageError when the front matter is missing, not YAML or not a mapping, or when a fence is not closed.
 */
export function parsePage(file: string, text: string): Page {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '---') throw new PageError({ file, line: 1 }, 'a page starts with front matter, `---`');
  const end = lines.indexOf('---', 1);
  if (end < 0) throw new PageError({ file, line: 1 }, 'the front matter is not closed by `---`');
  const { matter, lineOf } = parseMatter(file, lines.slice(1, end).join('\n'));
  return {
    file,
    matter,
    body: lines.slice(end + 1).join('\n'),
    blocks: codeBlocks(file, lines, end + 1),
    placeOf: (key) => ({ file, line: lineOf.get(key) ?? 1 }),
  };
}

/** Line 1 of the YAML is line 2 of the page. */
function parseMatter(file: string, yaml: string): { matter: Record<string, unknown>; lineOf: Map<string, number> } {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error) throw new PageError({ file, line: lineAt(error.pos[0]) }, error.message);
  const matter: unknown = document.toJS({ maxAliasCount: 0 });
  if (typeof matter !== 'object' || matter === null || Array.isArray(matter))
    throw new PageError({ file, line: 2 }, 'front matter is a list of `key: value` lines');
  const lineOf = new Map<string, number>();
  for (const key of Object.keys(matter)) lineOf.set(key, lineAt(keyOffset(document.contents, key)));
  return { matter: matter as Record<string, unknown>, lineOf };
}

function keyOffset(map: unknown, key: string): number {
  const items = (map as { items: { key: { value?: unknown; range?: [number, number, number] } }[] }).items;
  return items.find((item) => String(item.key.value) === key)?.key.range?.[0] ?? 0;
}

function codeBlocks(file: string, lines: readonly string[], from: number): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let heading = '';
  for (let i = from; i < lines.length; i++) {
    const line = lines[i]!;
    heading = /^#+\s+(.*)$/.exec(line)?.[1]?.trim() ?? heading;
    const fence = /^(```+)\s*(\S*)/.exec(line);
    if (!fence) continue;
    let close = i + 1;
    while (close < lines.length && lines[close]!.trimEnd() !== fence[1]) close++;
    if (close === lines.length) throw new PageError({ file, line: i + 1 }, 'this code block is not closed');
    const text = lines
      .slice(i + 1, close)
      .map((other) => `${other}\n`)
      .join('');
    blocks.push({ language: fence[2] ?? '', heading, text, line: i + 2 });
    i = close;
  }
  return blocks;
}
