import { readMailbox, writeMailbox } from './mailbox.js';
import type { Line } from './message.js';

/** What the text above a diff says: the commit message, and what its own headers name. */
export interface CommitText {
  readonly subject?: string;
  readonly author?: string;
  readonly body: string;
}

/** The first line of a `git format-patch` file, which some paste into a mail; mbox writers put a `>` before it. */
const FORMAT_PATCH = /^>?From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001$/;

/** As `git mailinfo`: headers at the top of the body stand above those of the mail, and `---` ends the message. */
export function readCommitText(above: readonly Line[]): CommitText {
  const { headers, rest } = inBodyHeaders(above);
  const end = rest.findIndex(({ text }) => /^---\s*$|^diff -|^Index: /.test(text));
  const body = (end === -1 ? rest : rest.slice(0, end))
    .map(({ text }) => text)
    .join('\n')
    .trim();
  const [from, subject] = [headers.get('From'), headers.get('Subject')];
  const author = from === undefined ? undefined : writeMailbox(readMailbox(from));
  return { body, ...(author === undefined ? {} : { author }), ...(subject === undefined ? {} : { subject }) };
}

/** True when a text opens with headers of its own and an empty line behind them: it is a commit message from the top. */
export function opensWithHeaders(lines: readonly Line[]): boolean {
  const { headers, rest } = inBodyHeaders(lines);
  return (headers.has('From') || headers.has('Subject')) && rest[0]?.text.trim() === '';
}

/** Each header once, its folded lines put together; the first line that is none ends them. */
function inBodyHeaders(lines: readonly Line[]): { headers: ReadonlyMap<string, string>; rest: readonly Line[] } {
  const headers = new Map<string, string>();
  let at = lines.findIndex(({ text }) => text.trim() !== '' && !FORMAT_PATCH.test(text));
  if (at === -1) return { headers, rest: [] };
  let last = '';
  for (; at < lines.length; at++) {
    const { text } = lines[at]!;
    const match = /^(From|Subject|Date):\s+(\S.*)$/s.exec(text);
    if (match !== null && !headers.has(match[1]!)) {
      last = match[1]!;
      headers.set(last, match[2]!.trim());
    } else if (last !== '' && /^[ \t]+\S/.test(text)) headers.set(last, `${headers.get(last)} ${text.trim()}`);
    else break;
  }
  return { headers, rest: lines.slice(at) };
}
