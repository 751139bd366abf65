import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffLine, type Hunk, readSeries } from '../input/index.js';
import { placeHunks, rewrite, unwind } from './apply.js';
import { pairOfHunks } from './hunks-only.js';
import type { ImagePair, SourceImage } from './image.js';
import { joinLines, splitLines } from './lines.js';
import { pairOfEdits } from './pair.js';

const UNDAMAGED = { whitespace: false, blankLines: false };
const PATHS = { pre: 'mm/a.c', post: 'mm/a.c' };

interface Step {
  readonly kind: 'keep' | 'drop' | 'add';
  readonly text: string;
}

/** Few different lines, so that most contexts are ambiguous. */
const line = fc.constantFrom('', '}', '\tput(a);', '\tget(a);', 'int f(void)', '{', '\treturn 0;');
const kind = fc.constantFrom('keep' as const, 'keep' as const, 'keep' as const, 'drop' as const, 'add' as const);
const script = fc.array(fc.record({ kind, text: line }), { maxLength: 60 });
const context = fc.integer({ min: 0, max: 3 });

const textOf = (steps: readonly Step[], without: Step['kind']) =>
  steps
    .filter((step) => step.kind !== without)
    .map((step) => `${step.text}\n`)
    .join('');
const preOf = (steps: readonly Step[]) => textOf(steps, 'add');
const postOf = (steps: readonly Step[]) => textOf(steps, 'drop');

/** The unified diff of an edit script, with `width` lines of context. */
function hunksOf(steps: readonly Step[], width: number): Hunk[] {
  const shown = steps.map((_, at) =>
    steps.slice(Math.max(0, at - width), at + width + 1).some((s) => s.kind !== 'keep'),
  );
  const hunks: { start: [number, number]; lines: DiffLine[] }[] = [];
  let [oldLine, newLine] = [1, 1];
  for (const [at, { kind, text }] of steps.entries()) {
    if (shown[at] && !shown[at - 1]) hunks.push({ start: [oldLine, newLine], lines: [] });
    const lines = hunks.at(-1)?.lines;
    if (kind === 'keep') {
      if (shown[at]) lines!.push({ kind: 'context', text, oldLine, newLine, inputLine: 1 });
      oldLine++;
      newLine++;
    } else if (kind === 'drop') lines!.push({ kind: 'removed', text, oldLine: oldLine++, inputLine: 1 });
    else lines!.push({ kind: 'added', text, newLine: newLine++, inputLine: 1 });
  }
  return hunks.map(({ start, lines }) => {
    const oldCount = lines.filter((l) => l.kind !== 'added').length;
    const newCount = lines.filter((l) => l.kind !== 'removed').length;
    const [oldStart, newStart] = [start[0] - (oldCount === 0 ? 1 : 0), start[1] - (newCount === 0 ? 1 : 0)];
    return { oldStart, oldCount, newStart, newCount, section: '', lines, inputLine: 1 };
  });
}

function printed(hunks: readonly Hunk[]): string {
  const mark = { context: ' ', added: '+', removed: '-' };
  const bodies = hunks.map(
    (h) =>
      `@@ -${h.oldStart},${h.oldCount} +${h.newStart},${h.newCount} @@\n` +
      h.lines.map((l) => `${mark[l.kind]}${l.text}\n`).join(''),
  );
  return `--- a/f.c\n+++ b/f.c\n${bodies.join('')}`;
}

function apply(pre: string, hunks: readonly Hunk[]) {
  const lines = splitLines(pre);
  const placement = placeHunks(lines, hunks, UNDAMAGED);
  const { pre: before, edits } = unwind(lines, placement.steps);
  return { ...placement, before: joinLines(before), post: joinLines(rewrite(before, edits)) };
}

describe('placeHunks', () => {
  it('makes b of a by the diff of a and b, exactly where it says', () => {
    fc.assert(
      fc.property(script, context, (steps, width) => {
        const { post, rejects, exact } = apply(preOf(steps), hunksOf(steps, width));
        expect({ post, rejects, exact }).toEqual({ post: postOf(steps), rejects: [], exact: true });
      }),
    );
  });
  it('finds in b what the diff of a and b brought there, hunk by hunk', () => {
    fc.assert(
      fc.property(script, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (steps, there) => {
        const numbered = steps.map((step, at) => ({ ...step, text: `${at} ${step.text}` }));
        const hunks = hunksOf(numbered, 3);
        fc.pre(hunks.every(({ oldCount, newCount }) => oldCount > 0 && newCount > 0));
        // A tree with some of the hunks: what the others add is not there, what they remove is.
        let [hunk, quiet] = [-1, 9];
        const tree = numbered.filter(({ kind }) => {
          if (kind === 'keep') return ++quiet > 0;
          if (quiet > 6) hunk++;
          quiet = 0;
          return kind === (there[hunk] ? 'add' : 'drop');
        });
        const { before, post, already } = apply(tree.map(({ text }) => `${text}\n`).join(''), hunks);
        expect({ before, post }).toEqual({ before: preOf(numbered), post: postOf(numbered) });
        expect(already).toEqual([...hunks.keys()].filter((index) => there[index]));
      }),
    );
  });
  it('follows lines that came in before', () => {
    fc.assert(
      fc.property(script, fc.integer({ min: 1, max: 9 }), (steps, count) => {
        const numbered = steps.map((step, at) => ({ ...step, text: `${at} ${step.text}` }));
        const before = 'new line\n'.repeat(count);
        const hunks = hunksOf(numbered, 3);
        fc.pre(hunks.every(({ oldStart, oldCount }) => oldStart > 1 && oldCount > 0));
        expect(apply(before + preOf(numbered), hunks).post).toBe(before + postOf(numbered));
      }),
    );
  });
  it('bounds the work on a hunk that nearly matches everywhere', () => {
    const same = (kind: DiffLine['kind'], count: number) =>
      Array.from({ length: count }, (): DiffLine => ({ kind, text: 'x', inputLine: 1 }));
    const lines = [...same('removed', 20_000), { kind: 'removed', text: 'y', inputLine: 1 } as const];
    const hunk = { oldStart: 1, oldCount: 20_001, newStart: 1, newCount: 0, section: '', lines, inputLine: 1 };
    expect(apply('x\n'.repeat(60_000), [hunk]).rejects).toEqual([0]);
  });
});

describe('images', () => {
  const check = ({ pre, post, preLine }: ImagePair) => {
    const [old, now] = [splitLines(pre!.text).lines, splitLines(post!.text).lines];
    const changed = (image: SourceImage, at: number) =>
      image.changed.some(({ first, last }) => first <= at && at <= last);
    let last = 0;
    for (let at = 1; at <= now.length; at++) {
      const from = preLine(at);
      if (!changed(post!, at) && now[at - 1] !== '') expect(from).toBeDefined();
      if (from === undefined) continue;
      expect(changed(post!, at)).toBe(false);
      expect(changed(pre!, from)).toBe(false);
      expect(old[from - 1]).toBe(now[at - 1]);
      expect(from).toBeGreaterThan(last);
      last = from;
    }
    expect([preLine(0), preLine(now.length + 1)]).toEqual([undefined, undefined]);
  };
  /** Both sides told from the edit script itself. */
  const expected = (steps: readonly Step[], side: 'drop' | 'add') => {
    const lines: number[] = [];
    const gaps = new Set<number>();
    let at = 1;
    for (let index = 0; index < steps.length; ) {
      let end = index;
      while (steps[end] && steps[end]!.kind !== 'keep') end++;
      const mine = steps.slice(index, end).filter((step) => step.kind === side).length;
      for (let i = 0; i < mine; i++) lines.push(at++);
      if (mine === 0 && end > index) gaps.add(at);
      if (end < steps.length) at++;
      index = end + 1;
    }
    return { lines, gaps: [...gaps] };
  };
  const linesIn = (image: SourceImage | undefined) =>
    image?.changed.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

  it('say which lines changed, where the other side has more, and where a line was before', () => {
    fc.assert(
      fc.property(script, context, (steps, width) => {
        const pre = splitLines(preOf(steps));
        const hunks = hunksOf(steps, width);
        const whole = pairOfEdits(PATHS, pre, placeHunks(pre, hunks, UNDAMAGED).steps);
        const partial = pairOfHunks(PATHS, hunks);
        expect(partial.rejects).toEqual([]);
        for (const pair of [whole, partial.pair]) {
          check(pair);
          for (const [image, side] of [
            [pair.pre, 'drop'],
            [pair.post, 'add'],
          ] as const)
            expect({ lines: linesIn(image), gaps: image?.gaps }).toEqual(expected(steps, side));
        }
        expect([whole.pre?.text, whole.post?.text]).toEqual([preOf(steps), postOf(steps)]);
      }),
    );
  });
});

const hasPatch = spawnSync('patch', ['--version']).status === 0;

describe('against the real tools', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'foliolint-apply-'));
  /** Lines before, and one line of the file replaced: what a tree does to a patch over time. */
  const drifted = fc.record({ steps: script, before: fc.integer({ min: 0, max: 6 }), damage: fc.nat() });
  const sameAs = (tool: (folder: string) => boolean, mayReject: boolean) => {
    const at = folder();
    try {
      fc.assert(
        fc.property(drifted, ({ steps, before, damage }) => {
          const numbered = steps.map((step, index) => ({ ...step, text: `${index % 7}${step.text}` }));
          const lines = splitLines(preOf(numbered)).lines.slice();
          if (lines.length > 0) lines[damage % lines.length] += ' /* other */';
          const pre = joinLines({ lines: [...Array<string>(before).fill('// new'), ...lines], finalNewline: true });
          const hunks = hunksOf(numbered, 3);
          fc.pre(hunks.length > 0);
          writeFileSync(join(at, 'f.c'), pre);
          writeFileSync(join(at, 'x.patch'), printed(hunks));
          if (!tool(at)) return;
          const { post, rejects } = apply(pre, hunks);
          if (mayReject && rejects.length > 0) return;
          expect({ post, rejects }).toEqual({ post: readFileSync(join(at, 'f.c'), 'utf8'), rejects: [] });
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(at, { recursive: true });
    }
  };
  const quiet = { stdio: 'ignore' } as const;
  const succeeds = (command: string, args: string[], cwd: string) => {
    try {
      execFileSync(command, args, { ...quiet, cwd, env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } });
      return true;
    } catch {
      return false;
    }
  };
  it('applies what git apply applies, to the same text', () => {
    sameAs((cwd) => succeeds('git', ['apply', 'x.patch'], cwd), false);
  });
  it('makes b of a by the diff that git makes of them, with or without a newline at the end', async () => {
    const at = folder();
    const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean());
    const textIn = ([lines, finalNewline]: [string[], boolean]) => joinLines({ lines, finalNewline });
    const check = async (a: string, b: string) => {
      writeFileSync(join(at, 'a.c'), a);
      writeFileSync(join(at, 'b.c'), b);
      const args = ['diff', '--no-index', '--no-color', 'a.c', 'b.c'];
      const diff = spawnSync('git', args, { cwd: at, encoding: 'utf8' }).stdout;
      const { patches } = await readSeries([{ kind: 'diff', name: 'x', text: diff }]);
      expect(apply(a, patches[0]?.files[0]?.hunks ?? []).post).toBe(b);
    };
    await fc.assert(
      fc.asyncProperty(text, text, (a, b) => check(textIn(a), textIn(b))),
      { numRuns: 60 },
    );
    rmSync(at, { recursive: true });
  });
  it.skipIf(!hasPatch)('makes what patch makes, unless it leaves out context (skipped without patch)', () => {
    const args = ['-p1', '-s', '-f', '--no-backup-if-mismatch', '-r', '-', '-i', 'x.patch'];
    sameAs((cwd) => succeeds('patch', args, cwd), true);
  });
});
