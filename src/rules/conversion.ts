import { createHash } from 'node:crypto';
import type { Patch } from '../input/index.js';
import type { KernelTree } from '../tree/index.js';
import type { Finding } from './finding.js';

/** Where pages are set up and taken down; drivers that do so are few. */
const FOLDERS = ['mm', 'kernel', 'include/linux', 'drivers/pci', 'drivers/virtio', 'fs', 'net'];

/** The header that defines it. */
const HOME = 'include/linux/page_ref.h';

const RULE = 'incomplete-conversion';
const CALL = /\bset_page_count\s*\(\s*(.+?)\s*,\s*([^,;]+?)\s*\)\s*;/;

/** A series that turns stores of a count into named helpers: for which value, and into what. */
interface Conversion {
  readonly value: string;
  readonly helper: string;
}

/**
 * The `set_page_count()` calls that a series leaves, when it converts others of the same kind: one note, which lists
 * them with what each should become. `tree` is the one behind the series; without one there is nothing to say.
 */
export async function incompleteConversion(tree: KernelTree, patches: readonly Patch[]): Promise<Finding | undefined> {
  const conversions = patches.flatMap(conversionsOf);
  if (conversions.length === 0 || tree.kind === 'none') return undefined;
  const helpers = new Map(conversions.map(({ value, helper }) => [value, helper]));
  const sites = (await remaining(tree)).filter((site) => !isConverted(site, patches));
  const [first] = sites;
  return first && finding(first, sites, helpers);
}

/** Does this patch convert such calls? */
export function converts(patch: Patch): boolean {
  return conversionsOf(patch).length > 0;
}

function conversionsOf({ files }: Patch): Conversion[] {
  return files.flatMap(({ hunks }) =>
    hunks.flatMap(({ lines }) => {
      const added = lines.filter(({ kind }) => kind === 'added').map(({ text }) => text);
      return lines.flatMap(({ kind, text }) => {
        const [, page, value] = (kind === 'removed' && CALL.exec(text)) || [];
        const helper = page === undefined ? undefined : helperFor(page, added);
        return value !== undefined && helper ? { value, helper } : [];
      });
    }),
  );
}

/** The function that is called with nothing but the same page instead. */
function helperFor(page: string, added: readonly string[]): string | undefined {
  for (const text of added) {
    const [, name, arg] = /\b(\w+)\s*\(\s*(.+?)\s*\)\s*;/.exec(text) ?? [];
    if (arg === page && name !== undefined && /count|ref|frozen/.test(name)) return name;
  }
  return undefined;
}

interface Site {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly text: string;
  readonly page: string;
  readonly value: string;
}

async function remaining(tree: KernelTree): Promise<Site[]> {
  const lists = await Promise.all(FOLDERS.map((folder) => tree.list(folder)));
  const files = [...new Set(lists.flat())].filter((path) => path !== HOME);
  await tree.prefetch(files);
  return files.flatMap((file) => {
    const text = tree.read(file);
    return text?.includes('set_page_count') ? sitesIn(file, text) : [];
  });
}

function sitesIn(file: string, text: string): Site[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const [, page, value] = /^\s*(?:\/?\*|\/\/)/.test(line) ? [] : (CALL.exec(line) ?? []);
    if (page === undefined || value === undefined) return [];
    return { file, line: i + 1, function: enclosing(lines, i), text: squeezed(line), page, value };
  });
}

/** The name of the function that a line is in: kernel style has its head in the first column. */
function enclosing(lines: readonly string[], at: number): string {
  for (let i = at; i >= 0; i--) {
    const name = /^[a-z][\w\s*]*?\b(\w+)\(/.exec(lines[i]!)?.[1];
    if (name !== undefined) return name;
  }
  return '';
}

/** A hunk that does not apply to this tree converts its line all the same. */
function isConverted({ file, text }: Site, patches: readonly Patch[]): boolean {
  return patches.some(({ files }) =>
    files
      .filter(({ oldPath }) => oldPath === file)
      .some(({ hunks }) =>
        hunks.some(({ lines }) => lines.some((line) => line.kind === 'removed' && squeezed(line.text) === text)),
      ),
  );
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function finding(first: Site, sites: readonly Site[], helpers: ReadonlyMap<string, string>): Finding {
  const id = createHash('sha1')
    .update([RULE, ...helpers.values()].join('\n'))
    .digest('hex')
    .slice(0, 8);
  const count =
    sites.length === 1 ? 'one set_page_count() call remains' : `${sites.length} set_page_count() calls remain`;
  const list = sites.map((site) => `${site.file}:${site.line}: ${site.text} -> ${replacement(site, helpers)}`);
  return {
    id,
    rule: RULE,
    severity: 'note',
    origin: 'introduced',
    file: first.file,
    line: first.line,
    column: 1,
    function: first.function,
    object: first.page,
    message: `${count} that the series does not convert`,
    why: `The series turns stores of a count into ${[...new Set(helpers.values())].join('() and ')}(); these calls still store it.`,
    suggestion: ['remaining calls, and what each should become:', ...list].join('\n'),
  };
}

/** A store of another number is made when the page is frozen, or adds to a count that others may change. */
function replacement({ page, value }: Site, helpers: ReadonlyMap<string, string>): string {
  if (value === '0') return `${helpers.get('0') ?? 'set_page_count_as_frozen'}(${page})`;
  if (value === '1') return `${helpers.get('1') ?? 'init_page_count'}(${page})`;
  return `page_ref_unfreeze(${page}, ${value}) if it is frozen, else page_ref_add()`;
}
