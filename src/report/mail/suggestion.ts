import type { DiffLine, Hunk, Patch } from '../../input/index.js';
import type { Finding } from '../../rules/index.js';
import type { Anchor } from './anchor.js';
import { inSentence, PROSE } from './own-text.js';
import { withoutLineNumbers } from './words.js';

/** A proposal: a question, and the diff lines or the list that it is about. */
export interface Suggestion {
  readonly question: string;
  readonly lines: readonly string[];
}

const INDENT = '    ';
/** Enough to see what is meant; `check` lists all. */
const MOST_LISTED = 12;

/** What could be done instead, where that is short and certain enough to be shown as a change of the flagged line. */
export function suggestionOf(finding: Finding, patch: Patch, anchor: Anchor | undefined): Suggestion | undefined {
  const hunk = anchor && patch.files[anchor.file]!.hunks[anchor.hunk]!;
  const flagged = hunk && anchor.flagged !== undefined ? hunk.lines[anchor.flagged] : undefined;
  if (finding.suggestion !== undefined) return fromRule(finding, finding.suggestion, flagged);
  if (!hunk || !flagged || anchor.flagged === undefined) return undefined;
  switch (finding.rule) {
    case 'over-put':
      return leaveOut(flagged, hunk, anchor.flagged);
    case 'refcount-leak':
      return putBefore(finding, hunk, anchor.flagged);
    default:
      return undefined;
  }
}

function fromRule({ rule, message }: Finding, suggestion: string, flagged: DiffLine | undefined): Suggestion {
  const [first = '', ...rest] = suggestion.split('\n');
  if (rest.length > 0) return listed(rest);
  const callee = /(\w+)\(\)/.exec(message)?.[1];
  const instead = /^(\w+)(?:\(\))?$/.exec(first)?.[1];
  const question = (ASKED[rule] ?? askWould)(inSentence(first, 2 * PROSE));
  if (!flagged || !callee || !instead || !flagged.text.includes(`${callee}(`)) return { question, lines: [] };
  const lines = [`-${flagged.text}`, `+${flagged.text.replace(`${callee}(`, `${instead}(`)}`];
  return { question, lines: lines.map((line) => INDENT + line) };
}

const ASKED: Readonly<Record<string, (what: string) => string>> = {
  'tail-page-ref': (what) => (/ /.test(what) ? `Is ${what} missing?` : `Should this be ${what}?`),
  'ref-op-in-debug-check': (what) => `Could it ${what}?`,
  'put-count': (what) => `Should this be ${what}?`,
};

function askWould(what: string): string {
  return `Would ${/\(\)$|\s/.test(what) ? what : `${what}()`} do?`;
}

function listed(list: readonly string[]): Suggestion {
  const more = list.length - MOST_LISTED;
  const lines = list.slice(0, MOST_LISTED).map((line) => INDENT + withoutLineNumbers(line));
  return { question: '', lines: more > 0 ? [...lines, `${INDENT}... and ${more} more`] : lines };
}

/** A put that the patch adds as a statement of its own can go. */
function leaveOut(flagged: DiffLine, hunk: Hunk, at: number): Suggestion | undefined {
  if (flagged.kind !== 'added' || !/^\s*\w+\([^;]*\);\s*$/.test(flagged.text)) return undefined;
  const above = hunk.lines[at - 1];
  const context = above && above.kind !== 'removed' ? [` ${above.text}`] : [];
  return {
    question: 'Would it be enough to leave it out?',
    lines: [...context, `-${flagged.text}`].map((l) => INDENT + l),
  };
}

/** A put in front of the return that forgets it, with braces where the return is all that an `if` has. */
function putBefore({ object, trace }: Finding, hunk: Hunk, at: number): Suggestion | undefined {
  const put = putOf(object, trace?.steps.some(({ operation }) => operation?.kind === 'get' && operation.pin) ?? false);
  const kept = hunk.lines.slice(0, at + 1).filter(({ kind }) => kind !== 'removed');
  const [above, flagged] = kept.slice(-2).map(({ text }) => text);
  const [, indent, back] = /^(\s*)(return\b[^;]*;)\s*$/.exec(flagged ?? '') ?? [];
  if (!put || above === undefined || indent === undefined) return undefined;
  const plus = `+${indent}${put}`;
  const question = 'Would this do?';
  if (/[;{]\s*$/.test(above)) return { question, lines: [` ${above}`, plus, ` ${flagged}`].map((l) => INDENT + l) };
  const [, outer] = /^(\s*)if \(.*\)\s*$/.exec(above) ?? [];
  if (outer === undefined) return undefined;
  const lines = [`-${above}`, `+${above.trimEnd()} {`, plus, ` ${indent}${back}`, `+${outer}}`];
  return { question, lines: lines.map((l) => INDENT + l) };
}

/** The put for an object by its name in the source; none where the name does not tell. */
function putOf(object: string, isPin: boolean): string | undefined {
  if (!/^[\w.>-]+$/.test(object)) return undefined;
  if (/folio\w*$/.test(object)) return isPin ? undefined : `folio_put(${object});`;
  if (/page$/.test(object)) return isPin ? `unpin_user_page(${object});` : `put_page(${object});`;
  return undefined;
}
