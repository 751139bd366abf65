import { expect, it } from 'vitest';
import { C_SHAPES } from './c.js';
import { MAIL_SHAPES } from './mail.js';
import { SMALL_SHAPES } from './small.js';

const SHAPES = [...MAIL_SHAPES, ...C_SHAPES, ...SMALL_SHAPES];
const bytes = (files: Readonly<Record<string, string>>) => Object.values(files).join('').length;

it('has shapes that a word tells apart, and that double', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  for (const { name, make } of SHAPES) {
    const [once, twice] = [bytes(make(400).files), bytes(make(800).files)];
    expect(twice / once, name).toBeGreaterThan(1.2);
    expect(make(4).files[make(4).subject], name).toBeDefined();
  }
});
