import { Script } from 'node:vm';

/** What a bundled program is run with. */
interface Program {
  readonly text: string;
  /** What V8 made of `text` when it was bundled; another V8 refuses it, and compiles again. */
  readonly cache: Buffer;
  /** `import.meta.url` of its modules. */
  readonly url: string;
  /** Its name in stack traces. */
  readonly filename: string;
  readonly require: NodeJS.Require;
}

/** The text of `start`, in parentheses to be called. */
export const START = `(${start})`;

/** The text that `start` takes, a function of what CommonJS knows and of MODULE_URL; and what V8 makes of it. */
export function compiled(source: string): { readonly text: string; readonly cache: Buffer } {
  const text = `(function (exports, require, module, __filename, __dirname, MODULE_URL) {${source}\n})`;
  return { text, cache: new Script(text, { filename: 'program.cjs' }).createCachedData() };
}

/** Runs a program. It is written into programs as text: it may use nothing but its argument. */
function start({ text, cache, url, filename, require }: Program): void {
  const { Script } = require('node:vm') as typeof import('node:vm');
  const module = { exports: {} };
  const program = new Script(text, { filename, cachedData: cache }).runInThisContext();
  program(module.exports, require, module, filename, '.', url);
}
