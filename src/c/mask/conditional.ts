import type { Dialect } from '../dialect.js';
import { remembered } from '../remembered.js';
import { TextCanvas } from './canvas.js';
import { holds } from './condition.js';
import { lex, type Span, type Token } from './lexer.js';

/**
 * Which half of every `#ifdef CONFIG_X` is kept: `all` takes every option as set and `none` as unset, but the other way round
 * for those that take something away (`CONFIG_X_NO_Y`, `negative` in the dialect). Functions that need one option set and
 * another one unset are in neither.
 */
export type Configuration = 'all' | 'none';

export interface LiveText {
  /** As long as the source, with its line ends; comments, directives and dead branches are blanks. */
  readonly text: string;
  /** The tokens of `text`. */
  readonly tokens: readonly Token[];
}

/**
 * Does the part of the preprocessor's work that needs no headers: drops comments, directives and the dead branches of
 * conditionals. No macro is expanded. An `#else` or `#endif` without `#if` (in a fragment) is taken as the end of a live branch.
 */
export function liveText(text: string, config: Configuration, dialect: Dialect): LiveText {
  const { tokens, comments } = tokensOf(text);
  const canvas = new TextCanvas(text);
  for (const comment of comments) canvas.blank(comment);
  const live: Token[] = [];
  const branches = new BranchStack(config, dialect);
  tokens.forEach((token, i) => {
    if (token.kind === 'directive') branches.directive(token, nextDirective(tokens, i));
    else if (branches.live) {
      live.push(token);
      return;
    }
    canvas.blank(token as Span);
  });
  return { text: canvas.text(), tokens: live };
}

/** The two versions of a large file. */
const tokensOf = remembered(lex, 1_000_000);

/** The token behind, when it is a directive too: tells an include guard. */
function nextDirective(tokens: readonly Token[], i: number): Token | undefined {
  const next = tokens[i + 1];
  return next?.kind === 'directive' ? next : undefined;
}

interface Branch {
  readonly outerLive: boolean;
  live: boolean;
  /** A branch of this chain was live already. */
  taken: boolean;
}

/** The nesting of conditionals at one place of the text. */
class BranchStack {
  readonly #open: Branch[] = [];

  constructor(
    readonly config: Configuration,
    readonly dialect: Dialect,
  ) {}

  get live(): boolean {
    return this.#open.at(-1)?.live ?? true;
  }

  directive(token: Token, next: Token | undefined): void {
    const [, name = '', rest = ''] = /^#\s*(\w+)([\s\S]*)$/.exec(token.text) ?? [];
    switch (name) {
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const live = isIncludeGuard(name, rest, next) || this.#holds(name, rest);
        this.#open.push({ outerLive: this.live, live: this.live && live, taken: live });
        break;
      }
      case 'elif':
      case 'elifdef':
      case 'elifndef':
      case 'else':
        this.#alternative(name, rest);
        break;
      case 'endif':
        this.#open.pop();
        break;
    }
  }

  #alternative(name: string, rest: string): void {
    const branch = this.#open.at(-1) ?? this.#openUnseen();
    const live = !branch.taken && (name === 'else' || this.#holds(name.slice(2), rest));
    branch.live = branch.outerLive && live;
    branch.taken ||= live;
  }

  /** The `#if` stands above the fragment: what the fragment showed up to here was its live branch. */
  #openUnseen(): Branch {
    const branch = { outerLive: true, live: true, taken: true };
    this.#open.push(branch);
    return branch;
  }

  #holds(name: string, rest: string): boolean {
    const expression = name === 'ifdef' ? `defined(${rest})` : name === 'ifndef' ? `!defined(${rest})` : rest;
    return holds(expression, (option) => this.#isSet(option), this.config === 'all');
  }

  #isSet(option: string): boolean {
    const { fixed, negative } = this.dialect;
    return fixed(option) ?? (this.config === 'all') !== (negative(option) === true);
  }
}

/** `#ifndef X` with `#define X` as the next thing: an include guard or a default, live in every configuration. */
function isIncludeGuard(name: string, rest: string, next: Token | undefined): boolean {
  if (name === 'if') return false;
  const guarded = /\w+/.exec(rest)?.[0];
  const defined = /^#\s*define\s+(\w+)/.exec(next?.text ?? '')?.[1];
  return name === 'ifndef' && guarded !== undefined && guarded === defined;
}
