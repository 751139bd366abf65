import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Cache, openCache } from '../cache/index.js';
import { review, scan } from './index.js';

const HEAD = '#include <linux/frob.h>\n\n';
const doing = (name: string, ...lines: string[]) =>
  `void ${name}(struct folio *folio)\n{\n${lines.map((line) => `\t${line};\n`).join('')}}\n`;

const FILES: Readonly<Record<string, string>> = {
  Makefile: 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n',
  'include/linux/frob.h': `static inline ${doing('frob_close', 'frob_done(folio)')}`,
  'mm/done.c': doing('frob_done', 'folio_unlock(folio)'),
  'mm/more.c': doing('frob_more', 'frob_done(folio)'),
  'mm/frob.c': `${HEAD}static int frob_read(struct frob *frob, struct folio *folio)
{
	int err;

	folio_get(folio);
	err = frob_fill(frob, folio);
	if (err) {
		frob_close(folio);
		folio_put(folio);
		return err;
	}
	folio_put(folio);
	return 0;
}
`,
};

/** Takes one put away: a leak, where frob_close() does not put. */
const patchAt = (line: string) => `diff --git a/mm/frob.c b/mm/frob.c
--- a/mm/frob.c
+++ b/mm/frob.c
@@ -9,7 +9,6 @@
 	err = frob_fill(frob, folio);
 	if (err) {
 		frob_close(folio);
-		${line}
 		return err;
 	}
 	folio_put(folio);
`;

let folder: string;
let now = Date.now();
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const cacheAt = () => join(folder, 'cache');

/** A minute later than the last one, when no file is too young to be known by its times. */
async function checked(cache?: Cache) {
  now += 60_000;
  vi.spyOn(Date, 'now').mockReturnValue(now);
  const inputs = [join(folder, 'one.patch')];
  const options = { inputs, tree: join(folder, 'tree'), cwd: folder, compare: true, ...(cache && { cache }) };
  const report = await review(options);
  return { text: JSON.stringify(report), found: report.patches.flatMap((p) => p.findings).map((j) => j.finding.rule) };
}

const kept = () => checked(openCache(cacheAt()));
const times = () => readdirSync(cacheAt()).map((name) => [name, statSync(join(cacheAt(), name)).mtimeMs]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foliolint-cached-'));
  for (const [path, text] of Object.entries(FILES)) write(join('tree', path), text);
  write('one.patch', patchAt('folio_put(folio);'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('a review with a cache', () => {
  it('says what it says without one, and the second run has nothing to add', async () => {
    const plain = await checked();
    expect(plain.found).toEqual(['refcount-leak']);
    expect(await kept()).toEqual(plain);
    const before = times();
    expect(await kept()).toEqual(plain);
    expect(times()).toEqual(before);
    expect(before.map(([name]) => String(name).replace(/-.*/, '')).sort()).toEqual(['checks', 'files', 'summaries']);
  });

  it.each([
    ['a callee in another file', 'mm/done.c', doing('frob_done', 'folio_put(folio)')],
    ['what a header says', 'include/linux/frob.h', `static inline ${doing('frob_close', 'folio_put(folio)')}`],
    ['a name that means another function', 'mm/frob.h', `static inline ${doing('frob_done', 'folio_put(folio)')}`],
    ['a file that was not there', 'block/done.c', doing('frob_done', 'folio_put(folio)')],
  ])('follows %s', async (_, path, text) => {
    const include = path.endsWith('mm/frob.h') ? '#include "../../mm/frob.h"\n' : '';
    write('tree/include/linux/frob.h', include + FILES['include/linux/frob.h']);
    if (path.startsWith('block/')) write('tree/mm/done.c', doing('frob_else', 'folio_unlock(folio)'));
    const before = await kept();
    write(join('tree', path), text);
    const plain = await checked();
    expect(plain.text).not.toBe(before.text);
    expect([await kept(), await kept()]).toEqual([plain, plain]);
  });

  it('says of another patch what it says without one', async () => {
    await kept();
    const other = patchAt('folio_put(folio);')
      .replace('+9,6', '+9,7')
      .replace(' \t\treturn', '+\t\tfrob_more(folio);\n \t\treturn');
    write('one.patch', other);
    const plain = await checked();
    expect([await kept(), await kept()]).toEqual([plain, plain]);
  });

  it('lets a summary rest on what a patch makes of the callees', async () => {
    const callee = `diff --git a/mm/done.c b/mm/done.c
--- a/mm/done.c
+++ b/mm/done.c
@@ -1,4 +1,4 @@
 void frob_done(struct folio *folio)
 {
-	folio_unlock(folio);
+	folio_put(folio);
 }
`;
    const before = await kept();
    write('one.patch', patchAt('folio_put(folio);') + callee);
    const plain = await checked();
    expect(plain.text).not.toBe(before.text);
    expect([await kept(), await kept()]).toEqual([plain, plain]);
    write('one.patch', patchAt('folio_put(folio);'));
    expect(await kept()).toEqual(before);
  });

  it('does not trust the shape of what is stored, and puts it right', async () => {
    const plain = await kept();
    const file = join(cacheAt(), readdirSync(cacheAt()).find((name) => name.startsWith('files-'))!);
    const payload = readFileSync(file, 'utf8').replace(/^.*\n/, '').replace(/\t.*/g, '\t[[5],null,null,[]]');
    const checksum = createHash('sha1').update(payload).digest('hex');
    writeFileSync(file, `foliolint-cache-1 ${checksum}\n${payload}`);
    rmSync(join(cacheAt(), readdirSync(cacheAt()).find((name) => name.startsWith('checks-'))!));
    expect(await kept()).toEqual(plain);
    expect(readFileSync(file, 'utf8')).not.toContain('[[5]');
  });

  it('knows the files of a git tree by their blobs', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: join(folder, 'tree') });
    const commit = () => [git('add', '-A'), git('commit', '-q', '-m', 'frob')];
    git('init', '-q');
    commit();
    const before = await checked();
    expect([await kept(), await kept()]).toEqual([before, before]);
    write('tree/mm/done.c', doing('frob_done', 'folio_put(folio)'));
    expect(await kept()).toEqual(before);
    commit();
    const plain = await checked();
    expect(plain.text).not.toBe(before.text);
    expect([await kept(), await kept()]).toEqual([plain, plain]);
  });

  it('is not misled by files that are damaged', async () => {
    const plain = await kept();
    for (const [name] of times()) {
      const file = join(cacheAt(), String(name));
      writeFileSync(file, readFileSync(file).subarray(0, 200));
    }
    expect([await kept(), await kept()]).toEqual([plain, plain]);
  });

  it('writes nothing into the tree', async () => {
    await checked(openCache(join(folder, 'tree/cache')));
    expect(readdirSync(join(folder, 'tree')).sort()).toEqual(['Makefile', 'include', 'mm']);
  });
});

describe('a scan with a cache', () => {
  it('says what it says without one', async () => {
    const scanned = (cache?: Cache) =>
      scan({ paths: ['mm'], tree: join(folder, 'tree'), cwd: folder, ...(cache && { cache }) });
    vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
    const plain = await scanned();
    for (let run = 0; run < 2; run++) expect(await scanned(openCache(cacheAt()))).toEqual(plain);
  });
});
