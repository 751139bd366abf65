import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Patch, readSeries } from '../input/index.js';
import { PRIMITIVES_HEADER } from './headers.js';

/**
 * For tests: the proposal of 2026 for a bit of frozen pages (`[PATCH v2 0/2] mm: improve folio refcount scalability`), as
 * edits of our own of a tree's page_ref.h. Names and conditions are those of its mails; 6.1 and 6.12 have no
 * `page_ref_add_unless_zero()`, and `page_ref_add_unless()` is changed in its place.
 */
type Edit = (header: string) => string;

const INVERTED = 'count > 0 && !((count & PAGEREF_FROZEN_BIT) != 0)';

/** Patch 1/2: a page that nobody owns is not counted, and has a name of its own for the store of its count. */
export const withChecks: Edit = (header) => {
  const predicate = 'static inline bool __page_count_is_frozen(int count)\n{\n\treturn count == 0;\n}\n\n';
  const store = 'static inline void set_page_count_as_frozen(struct page *page)\n{\n\tset_page_count(page, 0);\n}\n\n';
  const helpers = replaced(
    replaced(header, 'static inline int page_ref_count(', `${predicate}$&`),
    'static inline void page_ref_add(',
    `${store}$&`,
  );
  return helpers
    .replace(/^\tatomic_(?:add|sub|inc|dec)\(/gm, '\tVM_BUG_ON(__page_count_is_frozen(page_count(page)));\n$&')
    .replace(/^\tint ret = atomic_sub_return\(.*$/gm, '$&\n\tVM_BUG_ON(__page_count_is_frozen(ret + nr));')
    .replace(/^\tint ret = atomic_inc_return\(.*$/gm, '$&\n\tVM_BUG_ON(__page_count_is_frozen(ret - 1));')
    .replace(/^\tint ret = atomic_dec_return\(.*$/gm, '$&\n\tVM_BUG_ON(__page_count_is_frozen(ret + 1));');
};

/**
 * Patch 2/2, on top of the checks: bit 31 says frozen, the getter hides it, a last put sets it in a second step, and a try
 * adds first and looks afterwards. The predicate of the checks comes out inverted.
 */
export const withBit: Edit = (header) => {
  const edits: readonly (readonly [RegExp | string, string])[] = [
    ['static inline bool __page_count_is_frozen(', `${LIMITS}$&`],
    ['return count == 0;', `return ${INVERTED};`],
    [/\treturn (atomic_read\(&page->_refcount\));/, HIDDEN],
    [/atomic_cmpxchg\(&page->_refcount, count, 0\)/, 'atomic_cmpxchg(&page->_refcount, count, PAGEREF_FROZEN_BIT)'],
    [/\tbool ret = (?:false;[\s\S]*?rcu_read_unlock\(\);|atomic_add_unless\(.*\);)\n/, OPTIMISTIC],
  ];
  return edits
    .reduce((text, [what, by]) => replaced(text, what, by), header)
    .replace(/^\tint ret = atomic_(?:sub|dec)_and_test\(.*\n/gm, `$&${SECOND_STEP}`);
};

const LIMITS = '#define PAGEREF_FROZEN_BIT BIT(31)\n#define _PAGEREF_FROZEN_LIMIT ((1 << 30) | PAGEREF_FROZEN_BIT)\n\n';
const HIDDEN = '\tint val = $1;\n\n\treturn unlikely(val & PAGEREF_FROZEN_BIT) ? 0 : val;';
const SECOND_STEP = '\n\tif (ret)\n\t\tret = !atomic_cmpxchg_relaxed(&page->_refcount, 0, PAGEREF_FROZEN_BIT);\n';
/** The loop of a try that found the page frozen: it takes its increment back. */
export const UNDO = [
  '\twhile (unlikely((unsigned int)val >= _PAGEREF_FROZEN_LIMIT))',
  '\t\tval = atomic_cmpxchg_relaxed(&page->_refcount, val, PAGEREF_FROZEN_BIT);',
].join('\n');
const OPTIMISTIC = [
  '\tint val = atomic_add_return(nr, &page->_refcount);',
  '\tbool ret = !(val & PAGEREF_FROZEN_BIT);',
  '',
  UNDO,
  '',
].join('\n');

/** The one-line fix that the author sent: the predicate of the checks, the right way round. */
export const withFix: Edit = (header) => replaced(header, `return ${INVERTED};`, 'return count & PAGEREF_FROZEN_BIT;');

/** Replaces once; throws where there is nothing to replace, since then a test would check the wrong thing. */
export function replaced(text: string, what: string | RegExp, by: string): string {
  if (typeof what === 'string' ? !text.includes(what) : !what.test(text)) throw new Error(`no ${what} in this header`);
  return text.replace(what, by);
}

/** Files in which patch 1/2 converts stores of 0 behind the header, of those that these trees have. */
const CONVERTED = ['mm/mm_init.c', 'mm/page_alloc.c'];

/** A text before and after a patch, by path. */
type Change = readonly [path: string, before: string, after: string];

/** For tests: the series adapted onto a tree, as patches: 1/2, 2/2 and, when wanted, the author's fix behind them. */
export async function proposedSeries(tree: string, fix: 'none' | 'folded' | 'behind'): Promise<readonly Patch[]> {
  const header = textOf(tree, PRIMITIVES_HEADER);
  const checks = withChecks(header);
  const bit = fix === 'folded' ? withFix(withBit(checks)) : withBit(checks);
  const changes: Change[][] = [
    [[PRIMITIVES_HEADER, header, checks], ...CONVERTED.map((path) => converted(path, textOf(tree, path)))],
    [[PRIMITIVES_HEADER, checks, bit]],
    ...(fix === 'behind' ? [[[PRIMITIVES_HEADER, bit, withFix(bit)] as const]] : []),
  ];
  const diffs = changes.map((list) => list.map(diffOf).join(''));
  const { patches } = await readSeries(
    diffs.map((text, i) => ({
      kind: 'diff',
      name: `patch ${i + 1}`,
      text,
      subject: `a bit for frozen pages ${i + 1}`,
    })),
  );
  return patches;
}

function textOf(tree: string, path: string): string {
  return readFileSync(join(tree, path), 'utf8');
}

function converted(path: string, text: string): Change {
  return [path, text, text.replace(/\bset_page_count\((\w+), 0\)/g, 'set_page_count_as_frozen($1)')];
}

function diffOf([path, before, after]: Change): string {
  const dir = mkdtempSync(join(tmpdir(), 'foliolint-diff-'));
  try {
    for (const [side, text] of Object.entries({ a: before, b: after })) {
      mkdirSync(dirname(join(dir, side, path)), { recursive: true });
      writeFileSync(join(dir, side, path), text);
    }
    const args = ['diff', '--no-index', '--no-color', '--no-prefix', `a/${path}`, `b/${path}`];
    return spawnSync('git', args, { cwd: dir, encoding: 'utf8' }).stdout;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
