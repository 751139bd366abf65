import type { Ownership } from '../analysis/index.js';
import {
  type FunctionHead,
  type FunctionIR,
  kernelDialect,
  LoweringError,
  lowerFunction,
  parseUnit,
  type Unit,
} from '../c/index.js';
import { digestOf } from '../cache/index.js';
import { type Definition, MOST_LINES } from './definitions.js';
import type { Library, Scope } from './library.js';
import type { Memory, Reach } from './memory.js';

/** A function that a name means at some place, with what is needed to read it: one object for each place. */
export interface Callee {
  readonly name: string;
  /** Names the text that `body` is read from; undefined where only a part of it is known, and where there is no body. */
  readonly digest: () => string | undefined;
  /** Absent for a macro, and for what cannot be parsed. */
  readonly body: () => Body | undefined;
  readonly calls: () => ReadonlySet<string>;
  /** All that is known of it is the stub of another configuration. */
  readonly isStub: boolean;
  /** A short function that handles pages: worth reading even where it takes no reference. */
  readonly isHelper: boolean;
  /** Where the names of its body are looked up. */
  readonly view: View;
}

export interface Body {
  readonly fn: FunctionIR;
  readonly line: (n: number) => string;
}

/** What the names of one file mean. */
export interface View {
  readonly callee: (name: string) => Callee | undefined;
}

/** The view of a file that was parsed: its own functions as it has them now, all others as the library has them. */
export function viewOf(unit: Unit, library: Library): View {
  const heads = new Map(unit.functions.map((f) => [f.name, f]));
  const views = viewsOf(library);
  const known = new Map<string, Callee | undefined>();
  const scope = library.scope(unit.path);
  const view: View = {
    callee: (name) => {
      const head = heads.get(name);
      if (!known.has(name)) known.set(name, head ? ofHead(head, unit, view) : find(name, scope, view, views, library));
      return known.get(name);
    },
  };
  return view;
}

const viewsByLibrary = new WeakMap<Library, Map<string, View>>();

/** What the names of the library's C files mean, by path. */
function viewsOf(library: Library): Map<string, View> {
  const views = viewsByLibrary.get(library) ?? new Map<string, View>();
  viewsByLibrary.set(library, views);
  return views;
}

function find(name: string, scope: Scope, here: View, views: Map<string, View>, library: Library): Callee | undefined {
  const definition = scope.find(name);
  return definition && ofDefinition(definition, viewFrom(definition, here, views, library));
}

/** An inline function is compiled into the file that includes it, and means what that file can see. */
function viewFrom({ path }: Definition, here: View, views: Map<string, View>, library: Library): View {
  if (path.endsWith('.h')) return here;
  const there = views.get(path) ?? libraryView(library.scope(path), views, library);
  views.set(path, there);
  return there;
}

function libraryView(scope: Scope, views: Map<string, View>, library: Library): View {
  const known = new Map<string, Callee | undefined>();
  const view: View = {
    callee: (name) => {
      if (!known.has(name)) known.set(name, find(name, scope, view, views, library));
      return known.get(name);
    },
  };
  return view;
}

/** A function that is shown in full is read like one of another file: by itself, whatever the patch touches in it. */
function ofHead(head: FunctionHead, unit: Unit, view: View): Callee {
  const { name, text } = head;
  return {
    name,
    digest: () => text && digestOf(text()),
    body: () => (text ? parsed(name, unit.path, text()) : lowered(head, unit.line)),
    calls: head.callees,
    isStub: false,
    isHelper: head.last.line - head.first.line <= MOST_LINES,
    view,
  };
}

function ofDefinition(definition: Definition, view: View): Callee {
  const { name, path, kind, text, read } = definition;
  const hasBody = kind === 'function' && !isDefault(definition);
  const { digest, calls, isHelper } = read();
  return {
    name,
    digest: () => (hasBody ? digest : undefined),
    body: () => (hasBody ? parsed(name, path, text()) : undefined),
    calls: () => calls,
    isStub: isDefault(definition),
    isHelper,
    view,
  };
}

/** A stub in a header stands for code that another configuration or machine has: what it answers is no rule. */
function isDefault({ path, isStub }: Definition): boolean {
  return path.endsWith('.h') && isStub;
}

function lowered(head: FunctionHead, line: Body['line']): Body | undefined {
  try {
    return { fn: head.lower(), line };
  } catch (error) {
    if (error instanceof LoweringError) return undefined;
    throw error;
  }
}

/**
 * Parses one function alone, as if its file began with it: what is read in it does not hang on what stands above it.
 * @param line where it stands in its file, for who tells its places to people
 */
export function parsed(name: string, path: string, text: string, line = 1): Body | undefined {
  const image = { path, text: `${'\n'.repeat(line - 1)}${text}\n`, complete: true, fragments: [] };
  const unit = parseUnit(image, {
    config: 'all',
    only: (found) => found === name,
    lower: (syntax) => lowerFunction(syntax, { dialect: kernelDialect(), touched: { changed: [], gaps: [] } }),
  });
  const [head] = unit.functions;
  return head && lowered(head, unit.line);
}

/**
 * Tells whether a callee can come to a call with a declared effect on references, by at most `depth` calls on the way.
 * Behind many steps nearly everything in a kernel frees some page, and none of the caller's.
 */
export function reachOf(ownership: Ownership, { reaches }: Memory): (callee: Callee, depth: number) => boolean {
  const hasEffect = (name: string) => (ownership.contract(name)?.clauses.length ?? 0) > 0;
  const isSettled = (name: string) => ownership.isHarmless(name) || ownership.contract(name) !== undefined;
  const search = (callee: Callee, depth: number): boolean => {
    const { yes, no } = reaches.get(callee) ?? NOT_ASKED;
    if (depth >= yes) return true;
    if (depth <= no) return false;
    const calls = [...callee.calls()];
    const next = (name: string) => (isSettled(name) ? undefined : callee.view.callee(name));
    const leads = (name: string) => {
      const found = next(name);
      return found !== undefined && search(found, depth - 1);
    };
    const answer = calls.some(hasEffect) || (depth > 0 && calls.some(leads));
    reaches.set(callee, answer ? { yes: depth, no } : { yes, no: depth });
    return answer;
  };
  return search;
}

const NOT_ASKED: Reach = { yes: Number.POSITIVE_INFINITY, no: -1 };
