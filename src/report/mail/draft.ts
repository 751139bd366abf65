import type { Mailbox, Patch } from '../../input/index.js';
import type { Diagnostic } from '../../text/index.js';
import { inSentence } from './own-text.js';

/** What an answer to a patch lacks before it can be sent, in one line; undefined when it lacks nothing. */
export function draftNote({ carrier, input }: Patch): Diagnostic | undefined {
  const said = (message: string): Diagnostic => ({ level: 'warning', input, message });
  if (carrier?.mail === undefined)
    return said(`this is no mail: the reply is a draft and lacks ${missing(carrier).join(' and ')}`);
  if (carrier.quoted) return said('the patch is only quoted here: the reply answers the mail that quotes it');
  if (carrier.envelope.messageId !== undefined) return undefined;
  return said('this mail has no Message-ID: the reply is a draft and lacks In-Reply-To');
}

function missing(carrier: Patch['carrier']): string[] {
  const writer = carrier?.author ?? carrier?.envelope.from;
  return [
    ...(carrier?.envelope.messageId === undefined ? ['a Message-ID to answer'] : []),
    ...(isReachable(writer) ? [] : [`the address of ${inSentence(writer?.name || 'the author')}`]),
  ];
}

/** Some archives print `x` for the letters of a domain. */
function isReachable(writer: Mailbox | undefined): boolean {
  return writer !== undefined && writer.address !== '' && !/@x+$/i.test(writer.address);
}
