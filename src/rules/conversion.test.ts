import { describe, expect, it } from 'vitest';
import { readSeries } from '../input/index.js';
import type { KernelTree } from '../tree/index.js';
import { converts, incompleteConversion } from './conversion.js';
import { readRulePage } from './page.js';

const DIFF = `diff --git a/mm/frob.c b/mm/frob.c
--- a/mm/frob.c
+++ b/mm/frob.c
@@ -10,3 +10,3 @@ static void frob(struct page *page)
 	frob_prepare(page);
-	set_page_count(page, 0);
+	set_page_count_as_frozen(page);
 	frob_finish(page);
`;

async function series(diff = DIFF) {
  return (await readSeries([{ kind: 'diff', name: 'patch', text: diff, subject: 'mm: name it' }])).patches;
}

function treeOf(files: Readonly<Record<string, string>>): KernelTree {
  return {
    kind: 'directory',
    prefetch: async () => {},
    read: (path) => files[path],
    stamp: () => undefined,
    exists: (path) => path in files,
    entries: async () => [],
    list: async (folder) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`)),
    blob: () => undefined,
    unread: () => [],
  };
}

describe('the examples of incomplete-conversion', () => {
  const { page } = readRulePage('incomplete-conversion');
  it.each(page.blocks.filter(({ language }) => language === 'c'))('$heading', async ({ text }) => {
    const wanted = text.split('\n').findIndex((line) => line.includes('want:')) + 1;
    const found = await incompleteConversion(treeOf({ 'mm/tails.c': text }), await series());
    expect(found?.line ?? 0).toBe(wanted);
  });
});

describe('incompleteConversion', () => {
  it('lists what remains, with what each should become', async () => {
    const tree = treeOf({
      'include/linux/page_ref.h':
        'static inline void init_page_count(struct page *page)\n{\n\tset_page_count(page, 1);\n}\n',
      'mm/a.c': 'void a(struct page *p)\n{\n\t/* set_page_count(p, 0); */\n\tset_page_count(p, 0);\n}\n',
      'mm/b.c': 'int b(struct page *p)\n{\n\tset_page_count(p + 1, 1);\n\tset_page_count(p, FROB_MAX + 1);\n}\n',
    });
    const found = await incompleteConversion(tree, await series());
    expect(found).toMatchObject({
      rule: 'incomplete-conversion',
      severity: 'note',
      file: 'mm/a.c',
      line: 4,
      function: 'a',
      message: '3 set_page_count() calls remain that the series does not convert',
    });
    expect(found!.suggestion!.split('\n').slice(1)).toEqual([
      'mm/a.c:4: set_page_count(p, 0); -> set_page_count_as_frozen(p)',
      'mm/b.c:3: set_page_count(p + 1, 1); -> init_page_count(p + 1)',
      'mm/b.c:4: set_page_count(p, FROB_MAX + 1); -> page_ref_unfreeze(p, FROB_MAX + 1) if it is frozen, else page_ref_add()',
    ]);
  });

  it('does not tell of a line that a hunk converts which did not apply', async () => {
    const tree = treeOf({ 'mm/frob.c': 'void frob(struct page *page)\n{\n  set_page_count(page, 0);\n}\n' });
    expect(await incompleteConversion(tree, await series())).toBeUndefined();
  });

  it('is silent for a series that converts nothing', async () => {
    const patches = await series(DIFF.replace('set_page_count_as_frozen(page)', 'frob_init(page)'));
    expect(patches.some(converts)).toBe(false);
    const tree = treeOf({ 'mm/a.c': 'void a(struct page *p)\n{\n\tset_page_count(p, 0);\n}\n' });
    expect(await incompleteConversion(tree, patches)).toBeUndefined();
  });
});
