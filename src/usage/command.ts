/** What may stand behind a flag, or as an argument. */
export type Values =
  | { readonly kind: 'files' | 'directories' | 'anything' }
  /** One of these words; with `isList` several of them, with commas between. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isList: boolean };

export interface ArgumentUsage {
  /** As it stands in the synopsis: `INPUT`. */
  readonly name: string;
  readonly description: string;
  readonly values: Values;
  readonly isRequired: boolean;
  /** Any number of them; only the last can be. */
  readonly isRepeated: boolean;
}

export interface FlagUsage {
  /** Without the dashes. */
  readonly name: string;
  readonly char?: string;
  readonly description: string;
  /** `INPUT`, `OUTPUT` …: flags of one group stand together. */
  readonly group: string;
  readonly default?: string;
  /** Whether `--no-NAME` exists. */
  readonly hasNo: boolean;
  /** What stands behind it, with the name that the synopsis has for it; undefined for a switch. */
  readonly value?: { readonly name: string; readonly values: Values };
}

/** A command, as its class describes it. */
export interface CommandUsage {
  /** `['trace', 'import']`. */
  readonly words: readonly string[];
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  /** What stands behind the name of the program: `check [INPUT...] [--tree DIR]`. */
  readonly synopsis: string;
  readonly arguments: readonly ArgumentUsage[];
  readonly flags: readonly FlagUsage[];
  readonly examples: readonly string[];
}

/** The flags of a command as they are typed: `-g`, `--git`, `--no-summary`. */
export function spellings({ name, char, hasNo }: FlagUsage): string[] {
  return [...(char === undefined ? [] : [`-${char}`]), `--${name}`, ...(hasNo ? [`--no-${name}`] : [])];
}
