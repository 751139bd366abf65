import type { Diagnostic } from '../text/index.js';

/** One line of a hunk, and where it stood. */
export interface DiffLine {
  readonly kind: 'context' | 'added' | 'removed';
  /** The line without its diff marker and without its line end. */
  readonly text: string;
  /** 1-based line in the old file; absent for added lines. */
  readonly oldLine?: number;
  /** 1-based line in the new file; absent for removed lines. */
  readonly newLine?: number;
  /** 1-based line of the decoded input (mail, file) that this line was read from. */
  readonly inputLine: number;
  /** True when `\ No newline at end of file` follows. */
  readonly noNewline?: boolean;
}

export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  /** The text behind the second `@@`, usually the function's head as git cut it. */
  readonly section: string;
  readonly lines: readonly DiffLine[];
  /** 1-based line of the `@@` line in the decoded input. */
  readonly inputLine: number;
}

export type ChangeKind = 'modify' | 'create' | 'delete' | 'rename' | 'copy' | 'mode' | 'binary';

export interface FileChange {
  readonly kind: ChangeKind;
  /** Path in the old tree, without `a/`; absent when the file is created. */
  readonly oldPath?: string;
  /** Path in the new tree, without `b/`; absent when the file is deleted. */
  readonly newPath?: string;
  /** Abbreviated blob ids of the `index` line. */
  readonly oldBlob?: string;
  readonly newBlob?: string;
  readonly hunks: readonly Hunk[];
}

/** What copying did to a diff: facts that the applier must allow for, and the reports must tell. */
export interface Damage {
  /** Leading blanks and tabs were lost: lines are compared without regard to white space. */
  readonly whitespace: boolean;
  /** Empty context lines were lost: hunks hold fewer lines than their header says. */
  readonly blankLines: boolean;
}

/** A name and an address, decoded; either may be empty. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** The head of the message that a patch came in, as far as an answer needs it. Ids have their `<>`. */
export interface Envelope {
  /** Decoded, on one line. */
  readonly subject: string;
  readonly from?: Mailbox;
  /** Where the sender, or a list that put itself into `From:`, wants answers to go. */
  readonly replyTo?: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** As the message has it. */
  readonly date?: string;
  readonly messageId?: string;
  /** What `References:` has, else the id of `In-Reply-To:`. */
  readonly references: readonly string[];
}

/** A mail of the inputs: its bytes as they were read, and its head. */
export interface StoredMail {
  readonly bytes: Uint8Array;
  /** True for a piece of an mbox: the bytes begin with a `From ` line, and `From ` in the body is escaped. */
  readonly escaped: boolean;
  readonly envelope: Envelope;
}

/** The message that carries a patch: what an answer to the patch answers. */
export interface Carrier {
  readonly envelope: Envelope;
  /** Who wrote the patch: the sender, unless a `From:` in the body names another. */
  readonly author?: Mailbox;
  /** The line above a quote that says who wrote it, `On Tue, 3 Feb 2026, Ada Writer wrote:`. */
  readonly attribution?: string;
  /** True when the message only quotes the patch. */
  readonly quoted: boolean;
  /** Index in the mails of the series; absent for a page, a log or a bare diff. */
  readonly mail?: number;
  /** Index of the cover letter that was sent with it. */
  readonly cover?: number;
}

/** `foliolint: ignore RULE REASON`, which the author wrote below the cut line; nobody looked yet whether it makes sense. */
export interface IgnoreNote {
  readonly rule: string;
  readonly reason: string;
  /** 1-based line of the decoded input. */
  readonly line: number;
}

export interface Patch {
  /** Its number, from 1, in the order of the series. */
  readonly index: number;
  /** A patch carries a commit message; an aside is a bare diff inside a reply. */
  readonly kind: 'patch' | 'aside';
  readonly subject: string;
  readonly messageId?: string;
  /** `Name <address>` as decoded. */
  readonly author?: string;
  /** The `base-commit:` trailer of the patch or of its cover letter. */
  readonly baseCommit?: string;
  /** The commit message, decoded, without the part behind `---`. */
  readonly body: string;
  readonly notes?: readonly IgnoreNote[];
  readonly files: readonly FileChange[];
  /** The input that it came from, as the user named it. */
  readonly input: string;
  readonly damage: Damage;
  /** The commit itself, when the patch was read from a repository. */
  readonly commit?: string;
  /** The message that it was read from; absent for a bare diff. */
  readonly carrier?: Carrier;
}

/** Everything read from the inputs of one run, in series order: patches first, asides behind the patch they answer. */
export interface Series {
  readonly patches: readonly Patch[];
  /** All mails of the inputs, with patches or without, in the order in which they were read. */
  readonly mails: readonly StoredMail[];
  readonly diagnostics: readonly Diagnostic[];
}
