import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { COMMANDS } from './index.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

it('has every command that there is a file for', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^index\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length).replaceAll('/', ':'));
  expect(Object.keys(COMMANDS).sort()).toEqual(files.sort());
});

it.each(Object.keys(COMMANDS))('%s says in a sentence what it does', async (id) => {
  const { default: command } = await COMMANDS[id]!();
  expect(command.summary).toMatch(/^[A-Z].*[^.]\.$/);
});
