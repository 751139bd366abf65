import { isPlainHeader } from './fileheader.js';
import type { Line, Message } from './message.js';

/** `From: Some One @ 2026-01-02  3:04 UTC (permalink / raw)`, the head of a message on a public-inbox thread page. */
const INBOX_FROM = /^\s*From: (.{1,300}?) @ (\d{4}-\d\d-\d\d .{0,40}?)\s*\(permalink \/ raw\)\s*$/;
/** The title of a message; a copy can lose the line end between it and the foot of the message before. */
const INBOX_TITLE = /^(?:\^ permalink raw reply.{0,80}messages? in thread)?\s*\* (\S.*)$/s;
const INBOX_FOOT = /^\s*\^ permalink raw reply/;
/** Links of a hypermail page, above and below the mail. */
const NAVIGATION =
  /^\s*(?:\[(?:Next|Prev|Date|Thread|Author|List)|(?:Next|Previous) (?:message|in thread)|(?:Maybe )?(?:In )?reply to|Messages? sorted by|Reply|Date view|Thread view)\b/i;

/**
 * Reads the text of a saved page of a web archive: a public-inbox thread (lore), or one mail of a hypermail archive.
 * Undefined when the text is neither.
 */
export function readPage(input: string, lines: readonly Line[]): Message[] | undefined {
  const found = readInbox(input, lines) ?? readHypermail(input, lines);
  return found && [...found, ...besides(input, lines, found)];
}

/** A diff above the first message, or between the foot of one and the head of the next, belongs to none of them. */
function besides(input: string, lines: readonly Line[], messages: readonly Message[]): Message[] {
  const taken = new Set(messages.flatMap((message) => message.lines));
  const rest = lines.filter((line) => !taken.has(line));
  if (!rest.some((_, at) => isPlainHeader(rest, at))) return [];
  return [{ input, origin: 'page', subject: '', parents: [], lines: rest }];
}

function readInbox(input: string, lines: readonly Line[]): Message[] | undefined {
  const heads = lines.flatMap(({ text }, at) => (INBOX_FROM.test(text) ? [at] : []));
  if (heads.length === 0) return undefined;
  const titles = heads.map((head, index) => titleBefore(lines, head, index === 0 ? -1 : heads[index - 1]!));
  return heads.map((head, index) => {
    const start = skipAddressees(lines, head + 1);
    const limit = titles[index + 1] ?? heads[index + 1] ?? lines.length;
    let end = start;
    while (end < limit && !INBOX_FOOT.test(lines[end]!.text)) end++;
    const title = titles[index];
    return {
      input,
      origin: 'page',
      subject: title === undefined ? '' : INBOX_TITLE.exec(lines[title]!.text)![1]!.trim(),
      author: INBOX_FROM.exec(lines[head]!.text)![1]!,
      parents: [],
      date: INBOX_FROM.exec(lines[head]!.text)![2]!,
      lines: lines.slice(start, end),
    };
  });
}

function titleBefore(lines: readonly Line[], head: number, previous: number): number | undefined {
  for (let at = head - 1; at > previous; at--) if (INBOX_TITLE.test(lines[at]!.text)) return at;
  return undefined;
}

/** Folded `Cc:` lines lose their indentation in a copy; all but the last of them end with a comma. */
function skipAddressees(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length) {
    const folded = at > from && lines[at - 1]!.text.trimEnd().endsWith(',');
    if (!folded && !/^\s*(?:To|Cc): /i.test(lines[at]!.text)) break;
    at++;
  }
  return lines[at]?.text === '' ? at + 1 : at;
}

/** Hypermail writes the subject as title, then `From:` and `Date:`, each with blank lines around. */
function readHypermail(input: string, lines: readonly Line[]): Message[] | undefined {
  const top = lines.slice(0, 60);
  const from = top.findIndex(({ text }) => /^\s*From:\s*\S/.test(text));
  const date = top.findIndex(({ text }, at) => at > from && at < from + 12 && /^\s*Date:\s*\S/.test(text));
  if (from === -1 || date === -1) return undefined;
  const named = top.slice(0, date + 6).findIndex(({ text }) => /^\s*Subject:\s*\S/.test(text));
  const title = top.slice(0, from).findLast(({ text }) => text.trim() !== '' && !NAVIGATION.test(text));
  const subject = named === -1 ? (title?.text ?? '') : top[named]!.text.replace(/^\s*Subject:/, '');
  const start = Math.max(date, named) + 1;
  return [
    {
      input,
      origin: 'page',
      subject: subject.replace(/^\s*\*\s/, '').trim(),
      author: lines[from]!.text.replace(/^\s*From:/, '').trim(),
      parents: [],
      date: lines[date]!.text.replace(/^\s*Date:/, '').trim(),
      lines: lines.slice(start),
    },
  ];
}
