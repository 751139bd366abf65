/**
 * For tests: ways in which patches have changed page_ref.h, each as an edit of our own of the header's text. They follow
 * the proposal of 2026 for a frozen bit (`[PATCH v2 0/2] mm: improve folio refcount scalability`) and its errors.
 */
export const VARIANTS: Readonly<Record<string, (header: string) => string>> = {
  'checks for frozen pages': (header) => checked(header, 'count == 0'),
  'a frozen bit and an inverted check': (header) => withBit(header, INVERTED),
  'a frozen bit and its check': (header) => withBit(header, '(count & FROZEN_BIT) != 0'),
  'a try_cmpxchg loop that gives up': (header) =>
    replaced(withBit(header, '(int)(count & FROZEN_BIT) < 0'), UNDO, UNDO_IF_SAME),
};

const INVERTED = 'count > 0 && !((count & FROZEN_BIT) != 0)';
const UNDO =
  'while (unlikely((unsigned int)now >= FROZEN_LIMIT)) now = atomic_cmpxchg_relaxed(field, now, FROZEN_BIT);';
const UNDO_IF_SAME =
  'while (unlikely((unsigned int)now >= FROZEN_LIMIT)) if (atomic_try_cmpxchg(field, &now, FROZEN_BIT)) break;';

/** Every function that modifies a count checks it first; those that return one check what it was. */
function checked(header: string, isFrozen: string): string {
  const helper = [
    `static inline bool count_is_frozen(int count) { return ${isFrozen}; }`,
    'static inline void set_page_count_as_frozen(struct page *page) { atomic_set(&page->_refcount, 0); }',
  ];
  const before = 'static inline int page_ref_count(const struct page *page)';
  const withHelper = header.replace(
    before,
    `static inline int page_count(const struct page *page);\n${helper.join('\n')}\n${before}`,
  );
  return withHelper
    .replace(/^(\tatomic_(?:add|sub|inc|dec)\()/gm, '\tVM_BUG_ON(count_is_frozen(page_count(page)));\n$1')
    .replace(/^(\tint ret = atomic_sub_return\(.*)$/gm, '$1\n\tVM_BUG_ON(count_is_frozen(ret + nr));')
    .replace(/^(\tint ret = atomic_inc_return\(.*)$/gm, '$1\n\tVM_WARN_ON_ONCE(count_is_frozen(ret - 1));')
    .replace(/^(\tint ret = atomic_dec_return\(.*)$/gm, '$1\n\tVM_BUG_ON(count_is_frozen(ret + 1));');
}

/** Frozen is bit 31; the getter hides it, the last put sets it, and a try adds first and looks afterwards. */
function withBit(header: string, isFrozen: string): string {
  const limits = '#define FROZEN_BIT BIT(31)\n#define FROZEN_LIMIT ((1 << 30) | FROZEN_BIT)\n';
  const bits = checked(header, isFrozen)
    .replace('static inline bool count_is_frozen', `${limits}static inline bool count_is_frozen`)
    .replace(
      /return atomic_read\(&page->_refcount\);/,
      'int now = atomic_read(&page->_refcount);\n\treturn unlikely(now & FROZEN_BIT) ? 0 : now;',
    )
    .replace(
      /^(\tint ret = atomic_(?:sub|dec)_and_test\(.*)$/gm,
      '$1\n\tif (ret)\n\t\tret = !atomic_cmpxchg_relaxed(&page->_refcount, 0, FROZEN_BIT);',
    )
    .replace(/atomic_cmpxchg\(&page->_refcount, count, 0\)/, 'atomic_cmpxchg(&page->_refcount, count, FROZEN_BIT)');
  const body = `\n{\n\tatomic_t *field = &page->_refcount;\n\tint now = atomic_add_return(nr, field);\n\tbool ret = !(now & FROZEN_BIT);\n\n\t${UNDO}\n\treturn ret || u != 0;\n}\n`;
  return replaced(bits, /(bool page_ref_add_unless\(.*\))\n\{[\s\S]*?^\}\n/m, `$1${body}`);
}

/** Replaces once; throws where there is nothing to replace, since then a test would compare the wrong thing. */
function replaced(text: string, what: string | RegExp, by: string): string {
  if (typeof what === 'string' ? !text.includes(what) : !what.test(text)) throw new Error(`no ${what} in this header`);
  return text.replace(what, by);
}
