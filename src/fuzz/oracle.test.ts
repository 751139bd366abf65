import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lieOf } from './oracle.js';

const folder = mkdtempSync(join(tmpdir(), 'foliolint-oracle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DIFF = '--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1,2 +1,3 @@\n a\n+b\n c\n';
const MAIL = `From: A <a@example.org>\nSubject: [PATCH] x\n\nWhy.\n---\n${DIFF}-- \n2.43\n`;
const lie = (text: string) => lieOf(Buffer.from(text, 'latin1'), folder);

it.each([DIFF, MAIL, `From a@example.org Tue Mar  3 09:01:00 2026\n${MAIL}\n`])('finds no lie in %j', async (text) => {
  expect(await lie(text)).toBeUndefined();
});

it('finds what was not read, nor named', async () => {
  const silent = async () => ({ patches: [], mails: [], diagnostics: [] });
  expect(await lieOf(Buffer.from(MAIL), folder, silent)).toBe('git reads "mm/x.c" +1 -0, foliolint nothing');
});
