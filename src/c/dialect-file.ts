import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Assertion, FunctionMacro } from './dialect.js';

/** The contents of a dialect file, as written. */
export interface DialectFile {
  readonly annotations: { readonly plain: readonly string[]; readonly call: readonly string[] };
  readonly iterators: Readonly<Record<string, number | 'none'>>;
  readonly guards: readonly string[];
  readonly cleanups: readonly string[];
  readonly 'function-macros': Readonly<Record<string, FunctionMacro>>;
  readonly transparent: readonly string[];
  readonly assertions: Readonly<Record<string, Assertion>>;
  readonly noreturn: readonly string[];
  readonly defined: readonly string[];
  readonly undefined: readonly string[];
  readonly negative: readonly string[];
}

/** A dialect file that cannot be used; the message is one line, `FILE:LINE: what is wrong`. */
export class DialectError extends Error {}

/** Reads and checks the YAML `text` of a dialect file; `file` is only named in errors. Throws a `DialectError`. */
export function readDialectFile(text: string, file: string): DialectFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fail: Fail = (offset, message) => {
    throw new DialectError(`${file}:${lines.linePos(offset).line}: ${message}`);
  };
  const broken = document.errors[0];
  if (broken !== undefined) fail(broken.pos[0], broken.message.split('\n')[0]!);
  checkFields(document.contents, FILE, 'the file', fail);
  return document.toJS() as DialectFile;
}

type Fail = (offset: number, message: string) => never;
type Check = (node: Node | null, what: string, fail: Fail) => void;

const names: Check = (node, what, fail) => {
  if (!isSeq(node)) return fail(offsetOf(node), `${what} must be a list of names`);
  for (const item of node.items) name(item as Node, what, fail);
};

const name: Check = (node, what, fail) => {
  const valid = isScalar(node) && typeof node.value === 'string' && /^[A-Za-z_*][\w*]*$/.test(node.value);
  if (!valid) fail(offsetOf(node), `${what}: expected the name of a macro, with * as wildcard`);
};

const text: Check = (node, what, fail) => {
  if (!isScalar(node) || typeof node.value !== 'string' || !/^\w*$/.test(node.value))
    fail(offsetOf(node), `${what} must be a part of a C name`);
};

const flag: Check = (node, what, fail) => {
  if (!isScalar(node) || typeof node.value !== 'boolean') fail(offsetOf(node), `${what} must be true or false`);
};

const index: Check = (node, what, fail) => {
  if (!isScalar(node) || !Number.isInteger(node.value) || (node.value as number) < 0)
    fail(offsetOf(node), `${what} must be the number of an argument, from 0`);
};

const indexOrNone: Check = (node, what, fail) => {
  if (!isScalar(node) || node.value !== 'none') index(node, what, fail);
};

const assertionKind: Check = (node, what, fail) => {
  if (!isScalar(node) || (node.value !== 'fatal' && node.value !== 'report'))
    fail(offsetOf(node), `${what} must be fatal or report`);
};

function entries(value: Check): Check {
  return (node, what, fail) => {
    if (!isMap(node)) return fail(offsetOf(node), `${what} must map names to values`);
    for (const { key, value: item } of node.items) {
      name(key as Node, what, fail);
      value(item as Node | null, `${what}: ${String(key)}`, fail);
    }
  };
}

function fields(shape: Shape): Check {
  return (node, what, fail) => checkFields(node, shape, what, fail);
}

/** Keys that end in `?` may be absent. */
type Shape = Readonly<Record<string, Check>>;

const FILE: Shape = {
  annotations: fields({ plain: names, call: names }),
  iterators: entries(indexOrNone),
  guards: names,
  cleanups: names,
  'function-macros': entries(fields({ prefix: text, pairs: flag })),
  transparent: names,
  assertions: entries(fields({ condition: index, kind: assertionKind, 'needs?': text })),
  noreturn: names,
  defined: names,
  undefined: names,
  negative: names,
};

function checkFields(node: Node | null, shape: Shape, what: string, fail: Fail): void {
  if (!isMap<Node>(node)) fail(offsetOf(node), `${what} must have the fields ${Object.keys(shape).join(', ')}`);
  for (const { key } of node.items) {
    const known = String(key) in shape || `${String(key)}?` in shape;
    if (!known) fail(offsetOf(key), `${what}: unknown field ${String(key)}`);
  }
  for (const [field, check] of Object.entries(shape)) {
    const key = field.replace('?', '');
    const value = node.get(key, true) as Node | undefined;
    if (value !== undefined) check(value, what === 'the file' ? key : `${what}: ${key}`, fail);
    else if (!field.endsWith('?')) fail(offsetOf(node), `${what}: the field ${key} is missing`);
  }
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
