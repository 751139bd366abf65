import type { Line, Message } from './message.js';

const COMMIT = /^commit ([0-9a-f]{40}|[0-9a-f]{64})\b/;

/** True for the output of `git log -p` and `git show`, by its first line. */
export function startsWithCommit(lines: readonly Line[]): boolean {
  return COMMIT.test(lines[0]?.text ?? '');
}

/** Reads the output of `git log -p` or `git show`: a message for each commit, the oldest first (git prints it last). */
export function readLog(input: string, lines: readonly Line[]): Message[] {
  const starts = lines.flatMap(({ text }, at) => (COMMIT.test(text) ? [at] : []));
  return starts.map((start, index) => readCommit(input, lines.slice(start, starts[index + 1]))).reverse();
}

/** The commit message is indented by four blanks and ends with the first line that is not. */
function readCommit(input: string, lines: readonly Line[]): Message {
  const text = lines.findIndex((line) => line.text.startsWith('    '));
  const end = text === -1 ? lines.length : lines.findIndex((line, at) => at > text && /^\S/.test(line.text));
  const words = text === -1 ? [] : lines.slice(text, end === -1 ? undefined : end);
  const [subject = '', ...body] = words.map((line) => line.text.slice(4));
  const author = lines
    .find((line) => line.text.startsWith('Author:'))
    ?.text.slice(7)
    .trim();
  return {
    input,
    origin: 'log',
    subject: subject.trim(),
    ...(author === undefined ? {} : { author }),
    parents: [],
    body: body.join('\n').trim(),
    lines: end === -1 ? [] : lines.slice(end),
    commit: COMMIT.exec(lines[0]!.text)![1]!,
  };
}
