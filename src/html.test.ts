import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMS, type Report, renderJson, renderReplayHtml } from './report/index.js';
import { PLAIN } from './report/testing.js';
import { review, scan } from './review/index.js';
import type { Origin } from './rules/index.js';

const SERIES = new URL('../testdata/series/', import.meta.url);
const names = readdirSync(SERIES).sort();
const hasChromium = spawnSync('chromium', ['--version']).status === 0;

const look = { compare: true, source: true, cwd: process.cwd() };
const check = (name: string) =>
  review({ inputs: [`testdata/series/${name}/series.mbox`], tree: `testdata/series/${name}/tree`, ...look });
const checkBytes = (mail: string) => review({ inputs: ['-'], stdin: Buffer.from(mail), ...look });
const hostile = () =>
  checkBytes(readFileSync(new URL('../testdata/report/html/hostile.mbox', import.meta.url), 'utf8'));
const ALL = ['preexisting', 'transient', 'resolved'] as const;
const page = (report: Report, include: readonly Origin[] = ALL) => FORMS.html.render(report, { ...PLAIN, include });

interface Told {
  readonly id: string;
  readonly verdict: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
}

/** What the JSON of the same report says. */
function findingsOf(report: Report): Told[] {
  const json = JSON.parse(renderJson(report, ALL)) as {
    patches: { findings: Told[] }[];
  };
  return json.patches.flatMap(({ findings }) => findings);
}

/** The words of each article, as a reader has them. */
function articlesOf(markup: string): string[] {
  return [...markup.matchAll(/<article .*?<\/article>/gs)].map(([article]) => wordsOf(article));
}

function wordsOf(markup: string): string {
  const text = markup.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };
  return text.replace(/&(\w+|#39);/g, (_, name: string) => entities[name] ?? '');
}

/** The elements that are open where they should not be; none in a page that nests well. */
function unclosed(markup: string): string[] {
  const empty = /^(meta|rect|path)$/;
  const body = markup.replace(/<(style|script)>.*?<\/\1>/gs, '').replace('<!DOCTYPE html>', '');
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, end, name] of body.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (empty.test(name!)) continue;
    if (!end) open.push(name!);
    else if (open.pop() !== name) wrong.push(name!);
  }
  return [...wrong, ...open];
}

describe('the HTML page', () => {
  it.each(names)('%s: names each finding as JSON does', async (name) => {
    const report = await check(name);
    const markup = page(report);
    const articles = articlesOf(markup);
    const told = findingsOf(report);
    expect(articles).toHaveLength(told.length);
    for (const [i, { id, verdict, file, line, column, rule }] of told.entries()) {
      expect(articles[i]).toContain(`${file}:${line}:${column}:`);
      expect(articles[i]).toContain(`${id} ${verdict} `);
      expect(articles[i]).toContain(`[${rule}`);
      expect(markup).toContain(`<a href="#${id}`);
    }
    expect(unclosed(markup)).toEqual([]);
    expect(page(await check(name))).toBe(markup);
  });

  it('shows code, branch, ledger and chart of both versions', async () => {
    const words = articlesOf(page(await check('zswap-leak')))[0];
    expect(words).toContain('taken: ret is true');
    expect(words).toContain('delete_from_swap_cache(folio);');
    expect(words).toMatch(/before the patch.*with the patch/);
    expect(words).toContain('first difference');
    expect(words).toContain('foliolint replay');
  });

  it('shows the ledger of every world on a replay', async () => {
    const report = await check('over-put');
    const found = report.patches.flatMap(({ findings }) => findings);
    const markup = renderReplayHtml(report, found.slice(0, 1));
    expect(articlesOf(markup)).toHaveLength(1);
    expect([...markup.matchAll(/class="ledger"/g)]).toHaveLength(found[0]!.verdict.runs.length);
    expect(unclosed(markup)).toEqual([]);
  });

  it('shows the threads of a schedule as columns', async () => {
    const run = {
      world: 'two puts',
      rows: [
        { step: { loc: { line: 1, column: 1 }, text: 'A: put', event: 'step' }, before: 1, after: 0, holders: {} },
      ],
      left: 0,
      faulty: true,
      table: [],
      threads: { names: ['one <owner>', 'another'], moves: [{ thread: 1, lines: ['put', '  dec'] }] },
    };
    const report = await check('over-put');
    const [patch] = report.patches;
    const { finding, verdict } = patch!.findings[0]!;
    const { trace: _, ...bare } = finding;
    const markup = page({
      ...report,
      patches: [{ ...patch!, findings: [{ finding: bare, verdict: { ...verdict, runs: [run] } }] }],
    });
    expect(markup).toContain('<th scope="col">A: one &lt;owner&gt;</th><th scope="col">B: another</th>');
    expect(markup).toContain('<td></td><td><code>put</code><code class="access">dec</code></td><td>0</td>');
    expect(unclosed(markup)).toEqual([]);
  });

  it('shows a scan, and a report without findings', async () => {
    const found = page(await scan({ paths: ['mm'], tree: 'testdata/series/over-put/tree', ...look }));
    expect(wordsOf(found)).toContain('scan');
    const nothing = page(await check('clean-fix'), []);
    expect(wordsOf(nothing)).toContain('nothing found');
    expect([found, nothing].flatMap(unclosed)).toEqual([]);
  });

  it('loads nothing, and allows nothing but its own style sheet and keys', async () => {
    const markup = page(await check('over-put'));
    expect(markup.match(/\b(src|srcset|action|data)=|\burl\(|@import|https?:/g)).toBeNull();
    expect([...markup.matchAll(/href="([^"]*)"/g)].filter(([, to]) => !to!.startsWith('#'))).toEqual([]);
    expect(markup).not.toMatch(/ style=| on\w+=/);
    const digest = (tag: string) => {
      const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(markup)![1]!;
      return createHash('sha256').update(text).digest('base64');
    };
    const policy = wordsOf(/Content-Security-Policy" content="([^"]*)"/.exec(markup)![1]!);
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${digest('style')}'; script-src 'sha256-${digest('script')}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('shows hostile text and does not obey it', async () => {
    const report = await hostile();
    const markup = page(report);
    expect(findingsOf(report).length).toBeGreaterThan(0);
    expect(unclosed(markup)).toEqual([]);
    expect(markup.match(/<(script|style|img|svg on|iframe)/g)).toEqual(['<style', '<script']);
    expect(wordsOf(markup)).toContain('</title><script>alert(1)</script>');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what this is about
    expect(markup).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
    expect(markup).not.toMatch(/b4 mbox/);
  });
});

describe.skipIf(!hasChromium)('in chromium (skipped where it is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foliolint-html-'));
  const file = join(folder, 'report.html');
  let markup: string;

  const chromium = (...args: readonly string[]) => {
    const own = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${folder}/user`,
    ];
    const { stdout, stderr } = spawnSync('chromium', [...own, ...args, `file://${file}`], { encoding: 'utf8' });
    return { stdout, stderr };
  };
  const screenshot = (name: string, ...args: readonly string[]) => {
    const to = join(folder, name);
    chromium('--window-size=1000,1400', `--screenshot=${to}`, ...args);
    return readFileSync(to);
  };

  beforeAll(async () => {
    markup = page(await check('over-put'));
    writeFileSync(file, markup);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written, and breaks none of its own rules', () => {
    const { stdout, stderr } = chromium('--enable-logging=stderr', '--dump-dom');
    expect(stderr).not.toMatch(/CONSOLE/);
    // The parser adds nothing and drops nothing: white space aside, the document is the file.
    const squeezed = (text: string) => text.replace(/\s+/g, '').replaceAll('&#39;', "'").toLowerCase();
    const plain = (text: string) => squeezed(text.replace(/<(path|rect)([^>]*?)\s*(?:\/>|><\/\1>)/g, '<$1$2>'));
    expect(plain(stdout).replaceAll('&quot;', '"').replaceAll('=""', '')).toBe(
      plain(markup).replaceAll('&quot;', '"').replaceAll('=""', ''),
    );
  });

  // On a busy machine a picture is now and then taken a frame early.
  it('is not blank, differs in the dark, and does not need scripts', { retry: 2 }, () => {
    writeFileSync(file, markup);
    const light = screenshot('light.png', '--blink-settings=preferredColorScheme=1');
    const dark = screenshot('dark.png', '--blink-settings=preferredColorScheme=0');
    writeFileSync(file, withoutScript(markup));
    const still = screenshot('still.png', '--blink-settings=preferredColorScheme=1');
    expect([light, dark].map(coloursOf).map((found) => found > 100)).toEqual([true, true]);
    expect(light.equals(dark)).toBe(false);
    expect(still.equals(light)).toBe(true);
  });

  it('prints what is folded, also without scripts', () => {
    const pages = (html: string) => {
      writeFileSync(file, html);
      const to = join(folder, 'print.pdf');
      chromium(`--print-to-pdf=${to}`);
      return textOperations(readFileSync(to));
    };
    const whole = pages(withoutScript(markup));
    expect(markup).toContain('<details');
    expect(whole).toBeGreaterThan(pages(withoutScript(markup).replace(/<details.*?<\/details>/gs, '')) + 5);
  });

  it('shows hostile text as text', async () => {
    writeFileSync(file, page(await hostile()));
    const { stdout, stderr } = chromium('--enable-logging=stderr', '--dump-dom');
    expect(stderr).not.toMatch(/CONSOLE/);
    expect([...stdout.matchAll(/<(script|style|img)\b/g)].map(([, tag]) => tag)).toEqual(['style', 'script']);
  });
});

/** What is left for a browser that runs none; headless chromium itself needs scripts to be on. */
function withoutScript(markup: string): string {
  return markup.replace(/<script>.*?<\/script>/s, '');
}

/** How many different values the bytes of a PNG have: next to none when it is blank. */
function coloursOf(png: Buffer): number {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return new Set(inflateSync(Buffer.concat(parts))).size;
}

/** How often a PDF draws text. */
function textOperations(pdf: Buffer): number {
  const source = pdf.toString('latin1');
  return [...source.matchAll(/stream\r?\n/g)].reduce((sum, { index, 0: word }) => {
    const start = index + word.length;
    try {
      const content = inflateSync(pdf.subarray(start, source.indexOf('endstream', start))).toString('latin1');
      return sum + (/\bBT\b/.test(content) ? content.split(/\bTj\b|\bTJ\b/).length - 1 : 0);
    } catch {
      return sum;
    }
  }, 0);
}
