import type { Mailbox } from './series.js';

/** Reads `Ada Writer <ada@example.org>`, as a page or a `From:` line has it, decoded; `Ada Writer` alone is a name. */
export function readMailbox(text: string): Mailbox {
  const [, name, address] = /^([^<>]*)<([^<>]*)>/.exec(text) ?? [];
  if (address !== undefined) return { name: bareName(name!), address };
  return /^\S+@\S+$/.test(text) ? { name: '', address: text } : { name: bareName(text), address: '' };
}

/** The other way round, as `git mailinfo` tells an author: without quotes. Undefined when there is neither. */
export function writeMailbox({ name, address }: Mailbox): string | undefined {
  if (address === '') return name === '' ? undefined : name;
  return name === '' ? address : `${name} <${address}>`;
}

/** A name with a comma or a dot in it is quoted (RFC 5322), and a `"` inside the quotes is escaped. */
function bareName(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(["\\])/g, '$1');
}
