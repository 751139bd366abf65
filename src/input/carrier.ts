import type { Candidate } from './candidate.js';
import { readMailbox } from './mailbox.js';
import type { Letter } from './message.js';
import type { Carrier, Envelope, StoredMail } from './series.js';

/** The message that a patch was read from, with its place among the mails; nothing for a bare diff, which has no subject. */
export function carrierOf(
  { letter, quoted, author, attribution }: Candidate,
  cover: Letter | undefined,
  mailIndex: ReadonlyMap<StoredMail, number>,
): { readonly carrier?: Carrier } {
  const mail = letter.mail && mailIndex.get(letter.mail);
  if (letter.subject === '' && mail === undefined) return {};
  const envelope = letter.envelope ?? pageEnvelope(letter);
  const coverMail = cover?.mail && mailIndex.get(cover.mail);
  return {
    carrier: {
      envelope,
      quoted,
      ...(author === undefined ? {} : { author: readMailbox(author) }),
      ...(attribution === undefined ? {} : { attribution }),
      ...(mail === undefined ? {} : { mail }),
      ...(coverMail === undefined ? {} : { cover: coverMail }),
    },
  };
}

/** What a page or a log tells of a message. */
function pageEnvelope({ subject, author, date, messageId }: Candidate['letter']): Envelope {
  return {
    subject,
    to: [],
    cc: [],
    references: [],
    ...(author === undefined ? {} : { from: readMailbox(author) }),
    ...(date === undefined ? {} : { date }),
    ...(messageId === undefined ? {} : { messageId }),
  };
}
