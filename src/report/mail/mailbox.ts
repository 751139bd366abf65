import type { Carrier, Mailbox } from '../../input/index.js';
import { encodeWords } from './encoded-word.js';
import { oneLine } from './header.js';

/** What an address may look like here: ASCII, one `@`, nothing that ends or separates addresses. */
const ADDRESS = /^[!#-'*+\-./0-9=?A-Z^-~]{1,120}@[0-9A-Za-z][0-9A-Za-z.-]{0,180}$/;

/** Reads `Ada Writer <ada@example.org>` or `ada@example.org`; undefined when there is no address that mail can be sent to. */
export function readMailbox(text: string): Mailbox | undefined {
  const [, name, inner] = /^\s*(.*?)\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (inner ?? text).trim();
  return ADDRESS.test(address) ? { name: (name ?? '').replace(/^"(.*)"$/, '$1'), address } : undefined;
}

/** A mailbox as a header has it: `"Writer, Ada" <ada@example.org>`. */
export function mailboxText({ name, address }: Mailbox): string {
  const words = oneLine(name);
  if (words === '') return address;
  const encoded = encodeWords(words);
  const isAtoms = encoded !== words || /^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/.test(words);
  return `${isAtoms ? encoded : `"${words.replace(/(["\\])/g, '\\$1')}"`} <${address}>`;
}

/** To whom an answer goes. */
export interface Recipients {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

/**
 * To the sender, where he wants answers to go, and the author; copies to all others who got the patch, unless
 * `authorOnly`. `self` gets none.
 */
export function recipientsOf(
  { envelope, author }: Carrier,
  self: Mailbox | undefined,
  authorOnly: boolean,
): Recipients {
  const seen = new Set<string>();
  const fresh = (mailboxes: readonly (Mailbox | undefined)[]) =>
    mailboxes.filter((mailbox): mailbox is Mailbox => {
      const key = mailbox?.address.toLowerCase() ?? '';
      if (!ADDRESS.test(key) || seen.has(key)) return false;
      return seen.add(key).has(key);
    });
  const { from, replyTo = [] } = envelope;
  // A list that puts itself into From: (DMARC) has the sender in Reply-To:. Another puts itself into Reply-To:.
  const isList = replyTo.length > 0 && / via /.test(from?.name ?? '');
  const writers = [from, author].filter((one) => !isList || one?.address !== from?.address);
  const to = fresh([...replyTo, ...writers]);
  if (self) seen.add(self.address.toLowerCase());
  return { to, cc: authorOnly ? [] : fresh([...(isList ? [from] : []), ...envelope.to, ...envelope.cc]) };
}
