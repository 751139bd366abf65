import { describe, expect, it } from 'vitest';
import { homeOf } from './project.js';
import { readSeries } from './read.js';

const homes = (subject: string, ...paths: string[]) =>
  homeOf(
    paths.map((newPath) => ({ newPath })),
    subject,
  );

describe('whose a patch is', () => {
  it.each<[string, string[], string]>([
    ['[PATCH] xfs: mend a lookup', ['fs/xfs/libxfs/xfs_btree.c'], 'kernel'],
    ['[PATCH] xfsprogs and fs: share a header', ['fs/xfs/xfs.h', 'libxfs/xfs.h'], 'kernel'],
    ['[PATCH] blktrace: widen the mask', ['include/linux/blktrace_api.h'], 'kernel'],
    ['[PATCH] selftests: io_uring', ['tools/testing/selftests/io_uring/x.c'], 'kernel'],
    ['[PATCH] fix a loop', ['linux-6.12/mm/swap.c'], 'kernel'],
    ['[PATCH] lib: do less', ['lib/sbitmap.c'], 'open'],
    ['[PATCH] build: drop a rule', ['Makefile'], 'open'],
    ['[PATCH 1/2] xfs_repair: keep the map', ['repair/rmap.c'], 'xfsprogs'],
    ['[PATCH xfsprogs] sync headers', ['include/new.h'], 'xfsprogs'],
    ['[PATCH liburing v2 1/3] tests', ['test/read.c', 'Makefile'], 'liburing'],
    ['[PATCH] e2fsck: handle holes', ['e2fsck/pass1.c', 'lib/ext2fs/ext2fs.h'], 'e2fsprogs'],
    ['[PATCH] stat: print more', ['src/stat.c'], 'another project'],
    ['[PATCH] frob: a module of its own', ['frob/frob.c'], 'open'],
    ['[PATCH] one file', ['program.c'], 'open'],
  ])('%s', (subject, paths, expected) => {
    const home = homes(subject, ...paths);
    expect(home.kind === 'foreign' ? home.project : home.kind).toBe(expected);
  });
});

const mail = (id: number, subject: string, path: string) => `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Ada Writer <ada@example.org>
Subject: ${subject}
Message-ID: <${id}@example.org>

Why.
---
diff --git a/${path} b/${path}
--- a/${path}
+++ b/${path}
@@ -1,2 +1,3 @@ int f(void)
 a
+b
 c

`;

it('leaves patches of other projects out, in one line', async () => {
  const box = [
    mail(1, '[PATCH 1/3] xfs_db: new command', 'db/command.c'),
    mail(2, '[PATCH 2/3] include: new type', 'include/types.h'),
    mail(3, '[PATCH 3/3] xfs_db: use it', 'db/io.c'),
  ].join('');
  const { patches, diagnostics } = await readSeries([{ kind: 'stdin', bytes: Buffer.from(box) }]);
  expect(patches).toEqual([]);
  expect(diagnostics.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'warning 3 patches are for xfsprogs, not for the kernel, and not looked at: [PATCH 1/3] xfs_db: new command',
  ]);
});

it('keeps the patches of the kernel beside them, and those that may be its own', async () => {
  const box = [
    mail(1, '[PATCH 1/2] lib: new helper', 'lib/helper.c'),
    mail(2, '[PATCH 2/2] mm: use it', 'mm/swap.c'),
    mail(3, '[PATCH] xfs_db: new command', 'db/command.c'),
  ].join('');
  const { patches } = await readSeries([{ kind: 'stdin', bytes: Buffer.from(box) }]);
  expect(patches.map(({ subject }) => subject)).toEqual(['[PATCH 1/2] lib: new helper', '[PATCH 2/2] mm: use it']);
});
