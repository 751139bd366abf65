import type { Line } from './message.js';

const HIDDEN = new Set(['script', 'style', 'template', 'title']);
const BREAKS = new Set([
  'br',
  'p',
  'div',
  'tr',
  'li',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'hr',
  'pre',
  'address',
]);
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** True when text starts like a page in HTML. */
export function isHtml(text: string): boolean {
  const head = text.slice(0, 4096).trimStart();
  return head.startsWith('<') && /<(?:!doctype html|html|head|body)[\s>]/i.test(head);
}

/**
 * The text of a saved page: tags dropped, entities decoded, `<br>` and block tags end a line. Lines keep the number that
 * they have in the HTML. White space is kept as it is, because patches stand in `<pre>`.
 */
export function htmlLines(html: string): Line[] {
  const lines: Line[] = [];
  let text = '';
  let number = 1;
  const flush = () => {
    lines.push({ text: decodeEntities(text), number });
    text = '';
  };
  const addText = (part: string) => {
    const pieces = part.split('\n');
    pieces.forEach((piece, index) => {
      text += piece.endsWith('\r') ? piece.slice(0, -1) : piece;
      if (index === pieces.length - 1) return;
      flush();
      number++;
    });
  };
  for (const token of tokens(html)) {
    if (token.kind === 'text') addText(token.text);
    else {
      if (BREAKS.has(token.name) && text !== '') flush();
      number += token.lineFeeds;
    }
  }
  if (text !== '') flush();
  return lines;
}

type Token = { kind: 'text'; text: string } | { kind: 'tag'; name: string; lineFeeds: number };

function* tokens(html: string): Generator<Token> {
  let at = 0;
  while (at < html.length) {
    const open = nextTag(html, at);
    if (open > at) yield { kind: 'text', text: html.slice(at, open) };
    if (open === html.length) return;
    const { name, end } = readTag(html, open);
    yield { kind: 'tag', name, lineFeeds: html.slice(open, end).split('\n').length - 1 };
    at = end;
  }
}

/** A `<` that no letter, slash or `!` follows is text, as browsers read it. */
function nextTag(html: string, from: number): number {
  const pattern = /<[a-zA-Z/!?]/g;
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}

function readTag(html: string, open: number): { name: string; end: number } {
  if (html.startsWith('<!--', open)) return { name: '!--', end: after(html, '-->', open) };
  const name = (/^<\/?([a-zA-Z0-9]{1,20})/.exec(html.slice(open, open + 24))?.[1] ?? '').toLowerCase();
  const end = after(html, '>', open);
  if (!HIDDEN.has(name) || html[open + 1] === '/') return { name, end };
  const close = new RegExp(`</${name}`, 'gi');
  close.lastIndex = end;
  const closing = close.exec(html);
  return { name, end: closing === null ? html.length : after(html, '>', closing.index) };
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code === 0xa0 ? ' ' : code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  });
}
