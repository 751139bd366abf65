import { type Call, type Expr, type FunctionIR, operandsOf } from '../c/index.js';
import type { Knowledge } from './context.js';

/** The fields that a function may write through each of its parameters; of a parameter that is left out, it may be any. */
export type Writes = Readonly<Record<string, readonly string[]>>;

/**
 * Reads off a body which fields of what its parameters point to it may write, itself or through those it calls: what a
 * caller knows of the other fields still holds behind the call. A pointer that is copied, or given to a function that
 * nobody has read, may be written through in any way.
 */
export function writesOf(fn: FunctionIR, knowledge: Knowledge): Writes {
  const pointers = fn.params.filter(({ type }) => type.includes('*'));
  const written = pointers.map(({ name }) => [name, fieldsWritten(fn, name, knowledge)] as const);
  return Object.fromEntries(written.flatMap(([name, fields]) => (fields ? [[name, [...fields].sort()]] : [])));
}

/** @returns undefined where it may be any field */
function fieldsWritten(fn: FunctionIR, param: string, knowledge: Knowledge): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const i of fn.blocks.flatMap((block) => block.instructions)) {
    const written = i.kind === 'call' ? byCall(i, param, knowledge) : byAssignment(i, param);
    if (!written) return undefined;
    for (const field of written) fields.add(field);
  }
  return fields;
}

function byAssignment(
  i: FunctionIR['blocks'][number]['instructions'][number],
  param: string,
): readonly string[] | undefined {
  if (i.kind === 'define') return isCopied(i.value, param) ? undefined : [];
  if (i.kind !== 'assign') return [];
  if (isCopied(i.value, param) || (i.target.kind === 'name' && i.target.name === param)) return undefined;
  return reaches(i.target, param) ? firstField(i.target, param) : [];
}

function byCall(c: Call, param: string, knowledge: Knowledge): readonly string[] | undefined {
  const written = c.args.map((arg, at) => {
    if (isName(arg, param)) return byCallee(c, at, knowledge);
    if (arg.kind === 'addressof' && reaches(arg.of, param)) return firstField(arg.of, param);
    return isCopied(arg, param) ? undefined : [];
  });
  return written.some((fields) => fields === undefined) ? undefined : written.flatMap((fields) => fields ?? []);
}

function byCallee({ callee, args }: Call, at: number, knowledge: Knowledge): readonly string[] | undefined {
  if (callee === undefined) return undefined;
  const summary = knowledge.summary(callee, args.length);
  if (!summary) return knowledge.isHarmless(callee) || knowledge.isPure(callee) ? [] : undefined;
  const param = summary.params[at] ?? '';
  if (summary.source === 'inferred') return summary.writes?.[param];
  const filled = summary.outcomes.flatMap((o) => o.effects).filter((e) => e.fills && e.object.startsWith(`${param}.`));
  return filled.map(({ object }) => /\w+/.exec(object.slice(param.length))?.[0] ?? '');
}

/** The pointer itself is read here, and not something behind it. */
function isCopied(e: Expr, param: string): boolean {
  if (e.kind === 'field' && e.arrow && isName(e.base, param)) return false;
  if (e.kind === 'addressof' && reaches(e.of, param)) return true;
  if (e.kind === 'binary' && /^([=!<>]=?|[<>])$/.test(e.op)) return false;
  if (e.kind === 'unary' && e.op === '!') return false;
  return isName(e, param) || operandsOf(e).some((part) => isCopied(part, param));
}

/** Does an lvalue lie behind the pointer, in what it points to? */
function reaches(e: Expr, param: string): boolean {
  switch (e.kind) {
    case 'field':
      return e.arrow ? isName(e.base, param) : reaches(e.base, param);
    case 'index':
    case 'deref':
      return isName(e.base, param) || reaches(e.base, param);
    case 'cast':
      return reaches(e.of, param);
    default:
      return false;
  }
}

/** `f` of `param->f`, `param->f.g` and `param->f[i]`; undefined for what is no field of it. */
function firstField(e: Expr, param: string): readonly string[] | undefined {
  if (e.kind === 'field' && e.arrow && isName(e.base, param)) return [e.name];
  if (e.kind === 'field' || e.kind === 'index') return firstField(e.base, param);
  return e.kind === 'cast' ? firstField(e.of, param) : undefined;
}

function isName(e: Expr, name: string): boolean {
  return (e.kind === 'name' && e.name === name) || (e.kind === 'cast' && isName(e.of, name));
}
