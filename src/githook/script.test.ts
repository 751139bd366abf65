import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { hookScript, withFreshBlock, withoutBlock } from './script.js';

const TYPES = ['sendemail-validate', 'pre-push'] as const;
const has = (program: string) => spawnSync(program, ['--version']).error === undefined;

describe.each(TYPES)('the script of %s', (type) => {
  it.skipIf(!has('shellcheck'))('pleases shellcheck (skipped without it)', () => {
    expect(spawnSync('shellcheck', ['-'], { input: hookScript(type), encoding: 'utf8' }).stdout).toBe('');
  });

  it.each(['sh', 'dash', 'bash'].filter(has))('is read by %s', (shell) => {
    execFileSync(shell, ['-n'], { input: hookScript(type) });
  });

  it('is one marked block that goes without a trace', () => {
    expect(withoutBlock(hookScript(type))).toBe('#!/bin/sh\n');
  });

  it('leaves lines around the block alone', () => {
    const text = hookScript(type).replace('#!/bin/sh\n', '#!/bin/sh\nbefore\n').concat('behind\n');
    expect(withoutBlock(text)).toBe('#!/bin/sh\nbefore\nbehind\n');
    const old = text.replace(/(# >>> foliolint ).*/, '$10.0.1: old');
    expect(withFreshBlock(old, type)).toBe(text);
  });

  it('is not found where its end is gone', () => {
    expect(withoutBlock(hookScript(type).replace('# <<< foliolint\n', ''))).toBeUndefined();
    expect(withoutBlock('#!/bin/sh\nexit 0\n')).toBeUndefined();
  });
});
