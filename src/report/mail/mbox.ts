import type { StoredMail } from '../../input/index.js';
import type { Reply } from './reply.js';

/** What separates mails that come from no mbox; the fixed date is the one that public-inbox writes. */
const SEPARATOR = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';

/** The mails byte for byte and in order, each followed by the replies to it, as an mboxrd; replies to no mail come last. */
export function annotatedMbox(mails: readonly StoredMail[], replies: readonly Reply[]): Uint8Array {
  const rest = replies.filter(({ mail }) => mail === undefined);
  const chunks = [
    ...mails.flatMap((mail, at) => [pieceOf(mail), ...replies.filter((reply) => reply.mail === at).map(replyPiece)]),
    ...rest.map(replyPiece),
  ];
  return Buffer.concat(chunks);
}

/** One reply as a piece of an mbox. */
function replyPiece({ text }: Reply): Buffer {
  return escaped(Buffer.from(text));
}

/** A piece of an mbox stays as it is, but for the empty line that must end it. */
function pieceOf({ bytes, escaped: isPiece }: StoredMail): Buffer {
  return isPiece ? withBlankLine(Buffer.from(bytes)) : escaped(Buffer.from(bytes));
}

/** mboxrd: a `>` in front of `From `, however many stand there already; taking one off gives the mail again. */
function escaped(mail: Buffer): Buffer {
  const text = mail.toString('latin1').replace(/(^|\n)(?=>*From )/g, '$1>');
  return withBlankLine(Buffer.from(SEPARATOR + text, 'latin1'));
}

function withBlankLine(piece: Buffer): Buffer {
  const end = piece.toString('latin1', Math.max(0, piece.length - 4));
  const missing = /\n\r?\n$/.test(end) ? '' : end.endsWith('\n') ? '\n' : '\n\n';
  return Buffer.concat([piece, Buffer.from(missing)]);
}
