const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};
const LETTERS = new Map(Object.entries(ESCAPES).map(([letter, char]) => [char.charCodeAt(0), letter]));

/** Writes a path as git does with `core.quotePath` on (git quote.c): quoted only when a byte needs it. */
export function quoteName(name: string): string {
  let quoted = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const letter = LETTERS.get(byte);
    if (letter !== undefined) quoted += `\\${letter}`;
    else if (byte < 0x20 || byte >= 0x7f) quoted += `\\${byte.toString(8).padStart(3, '0')}`;
    else quoted += String.fromCharCode(byte);
  }
  return quoted === name ? name : `"${quoted}"`;
}

/** The path that git wrote, quoted or not; undefined when the quoting is broken. Bytes that are not UTF-8 become U+FFFD. */
export function unquoteName(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  const end = closingQuote(text);
  return end === text.length - 1 ? decodeQuoted(text.slice(1, end)) : undefined;
}

/** The path of a `rename` or `copy` line, as git takes it: what the quotes hold; undefined when they are not closed. */
export function movedName(text: string): string | undefined {
  const end = text.startsWith('"') ? closingQuote(text) : text.length - 1;
  return end === -1 ? undefined : unquoteName(text.slice(0, end + 1));
}

/** Index of the `"` that closes the one at index 0, or -1. */
function closingQuote(text: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function decodeQuoted(text: string): string | undefined {
  const parts: Buffer[] = [];
  const pattern = /\\([0-3][0-7]{2})|\\([abtnvfr"\\])|([^\\]+)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const [, octal, letter, plain] = match;
    if (octal !== undefined) parts.push(Buffer.of(Number.parseInt(octal, 8)));
    else parts.push(Buffer.from(letter === undefined ? plain! : ESCAPES[letter]!, 'utf8'));
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The names of one diff, each without its prefix; `/dev/null` is undefined. */
export interface NamePair {
  readonly old?: string;
  readonly new?: string;
}

/**
 * Takes the prefixes off the two names of a diff. Prefixes are whatever differs in the first component while the rest is
 * equal (`a/` `b/`, the mnemonic `i/` `w/`, `linux.orig/` `linux/`); equal names were written with `--no-prefix`, but
 * the kernel has no folder `linux...` at its top: that is the folder that it was unpacked in.
 */
export function stripPrefixes(oldName: string, newName: string): NamePair {
  const isNull = (name: string) => name === '/dev/null';
  if (isNull(oldName)) return isNull(newName) ? {} : { new: dropLetter(newName) };
  if (isNull(newName)) return { old: dropLetter(oldName) };
  if (oldName === newName) return { old: dropFolder(oldName), new: dropFolder(newName) };
  const [oldRest, newRest] = [dropFirst(oldName), dropFirst(newName)];
  if (oldRest !== undefined && oldRest === newRest) return { old: oldRest, new: newRest };
  const [oldBare, newBare] = [dropLetter(oldName), dropLetter(newName)];
  if (isCopy(oldBare, newBare)) return { old: newBare, new: newBare };
  if (isCopy(newBare, oldBare)) return { old: oldBare, new: oldBare };
  // `git diff --no-index linux.orig linux` puts its letters in front of the names of the folders.
  const folders = oldBare !== oldName && newBare !== newName && dropFirst(oldBare) === dropFirst(newBare);
  return folders ? stripPrefixes(oldBare, newBare) : { old: oldBare, new: newBare };
}

/** `diff --git X Y`: the pair, when both name the same file; undefined when only a rename header can tell. */
export function gitHeaderNames(rest: string): NamePair | undefined {
  if (rest.startsWith('"')) {
    const end = closingQuote(rest);
    if (end === -1) return undefined;
    const [first, second] = [unquoteName(rest.slice(0, end + 1)), unquoteName(rest.slice(end + 1).trimStart())];
    return first === undefined || second === undefined ? undefined : stripPrefixes(first, second);
  }
  const quoted = rest.indexOf(' "');
  if (quoted !== -1) {
    const second = unquoteName(rest.slice(quoted + 1));
    return second === undefined ? undefined : stripPrefixes(rest.slice(0, quoted), second);
  }
  // Two equal names with one blank between them have the same length, with prefixes of one letter too.
  const middle = (rest.length - 1) / 2;
  if (!Number.isInteger(middle) || rest[middle] !== ' ') return undefined;
  const pair = stripPrefixes(rest.slice(0, middle), rest.slice(middle + 1));
  return pair.old === pair.new ? pair : undefined;
}

/** The name of a `---` or `+++` line: unquoted, without the tab and the date that diff puts behind it. */
export function headerName(text: string): string | undefined {
  if (text.startsWith('"')) {
    const end = closingQuote(text);
    return end === -1 ? undefined : unquoteName(text.slice(0, end + 1));
  }
  // In front of a date all is the name, as for git: one with a tab in it is no safe one, but shall be told.
  const undated = text.replace(/[\t ]\d{4}-\d\d-\d\d \d\d:\d\d.*$|\t\d{4}-\d\d-\d\d.*$/s, '');
  const tab = undated.indexOf('\t');
  return (tab === -1 || undated !== text ? undated : text.slice(0, tab)).trimEnd();
}

/** False for a path that could leave the tree or reach into `.git`, or that holds control characters. */
export function isSafePath(path: string): boolean {
  if (path === '' || path.startsWith('/')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\x00-\x1f\x7f-\x9f]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

function dropFirst(name: string): string | undefined {
  const slash = name.indexOf('/');
  return slash <= 0 ? undefined : name.slice(slash + 1);
}

/** `mm/x.c.orig` and `mm/x.c.new` are what somebody called the other side of `mm/x.c`. */
function isCopy(copy: string, name: string): boolean {
  return copy.startsWith(name) && /^(?:\.(?:orig|old|new|bad)|~)$/.test(copy.slice(name.length));
}

function dropLetter(name: string): string {
  return /^[abciow12]\//.test(name) ? name.slice(2) : dropFolder(name);
}

function dropFolder(name: string): string {
  return name.replace(/^linux(?:[-.][^/]*)?\//, '');
}
