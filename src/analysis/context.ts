import type { FunctionIR, Loc } from '../c/index.js';
import type { Unread } from './assumption.js';
import type { Summary } from './outcome.js';
import type { NameClass } from './ownership-file.js';
import type { Handed, History, RefState } from './state.js';
import type { Operation } from './trace.js';

/** What is known of other functions. */
export interface Knowledge {
  /**
   * Effects on references, declared or inferred; undefined when nothing is known. A call through a member of a table asks
   * for `->member`.
   */
  readonly summary: (name: string, argumentCount?: number) => Summary | undefined;
  /** Same answer until the page changes: flag tests, sizes, PTR_ERR. */
  readonly isPure: (name: string) => boolean;
  /** Why a function has no summary. */
  readonly unread: (name: string) => Unread;
  /** Known to have no effect on references. */
  readonly isHarmless: (name: string) => boolean;
  /** Stores the pointer where this analysis does not follow it. */
  readonly keepsPointer: (name: string) => boolean;
  /** Takes the pointer's value only, never touches the page. */
  readonly ignoresPage: (name: string) => boolean;
  /** What a list of rules/ownership says of a function. */
  readonly isIn: (list: NameClass, name: string) => boolean;
  /** Effects that differ between the two versions of a patch: a call to such a function counts as touched. */
  readonly hasChanged: (name: string) => boolean;
}

/** Something that happened to one object, with its state before and after; the analysis has no opinion on it. */
export interface RefEvent {
  readonly object: RefState;
  readonly after: RefState;
  readonly operation: Operation;
  readonly loc: Loc;
  /** The function whose call did it; empty for an access by the function's own code. */
  readonly callee: string;
  readonly inAssertion: boolean;
  /** The path up to here, this event included. */
  readonly history: History | undefined;
  readonly touched: boolean;
}

/** A function that looks into a page was given none. */
export interface Miss {
  /**
   * What the argument is: a local without a value yet, NULL, an error pointer; the address of the memory in place of its
   * page, or the other way round.
   */
  readonly is: 'unset' | 'null' | 'error' | 'address' | 'page';
  /** The argument as the source has it. */
  readonly name: string;
  readonly callee: string;
  readonly loc: Loc;
  readonly history: History | undefined;
  readonly touched: boolean;
}

/** What the transfer functions need besides the state. */
export interface Context {
  readonly fn: FunctionIR;
  readonly knowledge: Knowledge;
  readonly line: (n: number) => string;
  readonly emit: (event: RefEvent) => void;
  readonly miss: (miss: Miss) => void;
  /** Notes that a value was handed to what nobody has read, whether or not the path follows an object there. */
  readonly hand: (handed: Handed) => void;
}
