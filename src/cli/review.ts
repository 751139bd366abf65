import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FailLevel, MailOptions, Review } from '../report/index.js';
import { type Diagnostic, makeFolder, printable } from '../text/index.js';
import { UsageError } from './failure.js';
import { tellDiagnostics } from './finish.js';
import { emit } from './output.js';
import { checkInputs, type InputFlags } from './request.js';
import type { ColorWhen } from './telling.js';
import { includable, includedOrigins } from './telling.js';
import { words } from './words.js';

/** What `review`, and `check --format mbox`, were told, as oclif parsed it. */
export interface ReviewFlags extends InputFlags {
  readonly output: string | undefined;
  readonly include: string | undefined;
  readonly 'fail-on': FailLevel;
  readonly color: ColorWhen;
  readonly 'replies-only'?: boolean;
  readonly summary?: boolean;
  readonly from?: string | undefined;
  readonly 'to-author'?: boolean;
}

/** The word of `--include` that names no origin: what replay could not confirm. */
const UNCONFIRMED = 'unconfirmed';

/**
 * Checks the inputs and writes the annotated mbox, or each reply as a file when the output is a folder. Sets the exit
 * code as `check` does. Throws UsageError when the output would overwrite an input, or an option cannot be used.
 */
export async function reviewByMail(inputs: readonly string[], flags: ReviewFlags, visible: boolean): Promise<void> {
  const { output } = flags;
  refuseInput(inputs, output);
  const options = await mailOptions(flags);
  const report = await checkInputs(inputs, { ...flags, compare: 'base' }, options.include, visible);
  const { exitCodeOf, renderMbox, reviewMails } = await import('../report/index.js');
  const review = reviewMails(report, options);
  process.exitCode = exitCodeOf(report, flags['fail-on']);
  const said = [...report.diagnostics, ...review.diagnostics, written(review, output)];
  if (output !== undefined && isFolder(output)) await writeReplies(review, output);
  else emit(shown(renderMbox(report, review, options), output), output);
  await tellDiagnostics(said, { color: flags.color, quiet: false, verbose: false });
}

/** A terminal obeys what a mail may hold: there it is made visible. A file and a pipe get the bytes as they are. */
function shown(mbox: Uint8Array, output: string | undefined): string | Uint8Array {
  if (output !== undefined || process.stdout.isTTY !== true) return mbox;
  return Buffer.from(mbox).toString('utf8').split('\n').map(printable).join('\n');
}

/** For a person: the mails are in a file, and the terminal would show nothing. */
function written({ replies }: Review, output = 'stdout'): Diagnostic {
  const count = replies.length === 1 ? 'one reply' : `${replies.length} replies`;
  return { level: 'note', input: output, message: replies.length === 0 ? 'nothing to ask, no reply' : count };
}

async function mailOptions(flags: ReviewFlags): Promise<MailOptions> {
  const asked = words(flags.include);
  const from = await senderOf(flags.from);
  return {
    include: includedOrigins(flags.include, [...includable(), UNCONFIRMED]),
    unconfirmed: asked.includes(UNCONFIRMED),
    repliesOnly: flags['replies-only'] ?? false,
    summary: flags.summary ?? false,
    toAuthor: flags['to-author'] ?? false,
    date: now(),
    ...(from && { from }),
  };
}

/** `git send-email` puts another sender's name into the body, so the sender is whom it would take. */
async function senderOf(asked: string | undefined): Promise<MailOptions['from']> {
  const { readMailbox } = await import('../report/index.js');
  if (asked !== undefined) {
    const mailbox = readMailbox(asked);
    if (!mailbox) throw new UsageError(`--from ${asked}: write it as "Ada Writer <ada@example.org>"`);
    return mailbox;
  }
  const { configSection } = await import('../git/index.js');
  const [sendemail, user] = [await configSection('sendemail'), await configSection('user')];
  const last = (entries: typeof user, name: string) => entries.findLast(({ key }) => key === name)?.value;
  const email = last(user, 'user.email');
  return readMailbox(last(sendemail, 'sendemail.from') ?? (email ? `${last(user, 'user.name') ?? ''} <${email}>` : ''));
}

/** Seconds since 1970 in SOURCE_DATE_EPOCH stand for now, so that the same input gives the same bytes. */
function now(): Date {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch === undefined || epoch === '') return new Date();
  if (!/^\d{1,11}$/.test(epoch)) throw new UsageError(`SOURCE_DATE_EPOCH=${epoch}: seconds since 1970 are a number`);
  return new Date(Number(epoch) * 1000);
}

function isFolder(path: string): boolean {
  return path.endsWith('/') || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

async function writeReplies({ replies }: Review, folder: string): Promise<void> {
  const { replyFileName } = await import('../report/index.js');
  try {
    makeFolder(folder);
  } catch (error) {
    throw new UsageError(`cannot make ${folder}: ${(error as Error).message}`);
  }
  for (const reply of replies) emit(reply.text, join(folder, replyFileName(reply)));
}

/** Throws UsageError when `output` is an input under any name, or a mail in a folder that is one. */
function refuseInput(inputs: readonly string[], output: string | undefined): void {
  const target = output === undefined ? undefined : statSync(output, { throwIfNoEntry: false });
  if (!target?.isFile()) return;
  const isTarget = (path: string) => {
    const info = statSync(path, { throwIfNoEntry: false });
    return info !== undefined && info.ino === target.ino && info.dev === target.dev;
  };
  const files = inputs.flatMap((input) => [
    input,
    ...filesIn(input),
    ...filesIn(join(input, 'cur')),
    ...filesIn(join(input, 'new')),
  ]);
  if (files.some(isTarget)) throw new UsageError(`-o ${output}: this is an input, it would be overwritten`);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
