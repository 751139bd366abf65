import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatOf, telling, wantsColor } from './telling.js';

const FLAGS = {
  format: 'text',
  output: undefined,
  color: 'auto',
  'fail-on': 'confirmed',
  include: undefined,
  terse: false,
  'show-types': false,
  showfile: false,
  quiet: false,
  verbose: false,
  summary: true,
} as const;

describe('telling', () => {
  it('reads the origins of a comma list', () => {
    expect(telling({ ...FLAGS, include: 'preexisting, resolved' }).include).toEqual(['preexisting', 'resolved']);
    expect(telling(FLAGS).include).toEqual([]);
    expect(() => telling({ ...FLAGS, include: 'old' })).toThrow('--include old: not one of preexisting, transient');
  });

  it('refuses a format that a command does not have', () => {
    expect(formatOf('json')).toBe('json');
    expect(() => formatOf('sarif')).toThrow('--format sarif is not available (text, json)');
    expect(telling({ ...FLAGS, format: 'sarif' }).format).toBe('sarif');
    expect(() => telling({ ...FLAGS, format: 'pdf' })).toThrow('--format pdf is not available (text, json, ');
    expect(() => telling({ ...FLAGS, format: 'pdf' }, ['mbox'])).toThrow(', mbox)');
  });
});

describe('wantsColor', () => {
  beforeEach(() => {
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(() => vi.unstubAllEnvs());
  const terminal = { isTTY: true };

  it('colours a terminal only', () => {
    expect(wantsColor('auto', terminal)).toBe(true);
    expect(wantsColor('auto', {})).toBe(false);
    expect(wantsColor('auto', undefined)).toBe(false);
  });

  it('obeys NO_COLOR and a dumb terminal, unless told', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(wantsColor('auto', terminal)).toBe(false);
    expect(wantsColor('always', undefined)).toBe(true);
    vi.stubEnv('NO_COLOR', '');
    vi.stubEnv('TERM', 'dumb');
    expect(wantsColor('auto', terminal)).toBe(false);
    expect(wantsColor('never', terminal)).toBe(false);
  });
});
