import { didYouMean } from '../text/index.js';
import { UsageError } from './failure.js';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'help'; readonly words: readonly string[] }
  | { readonly kind: 'run'; readonly id: string; readonly argv: readonly string[] };

/** Finds the command in `argv` by the ids of all, words with `:` between. Throws UsageError when there is none. */
export function dispatch(argv: readonly string[], ids: readonly string[]): Request {
  if (argv[0] === 'help') return dispatch([...argv.slice(1), '--help'], ids);
  const [first, second] = argv.slice(0, 2).map((word) => (word.startsWith('-') ? undefined : word));
  const words = [first, first && second].filter((word) => word !== undefined);
  const id = [words.join(':'), words[0] ?? ''].find((candidate) => ids.includes(candidate));
  if (id === undefined) return withoutCommand(argv, words, ids);
  const path = id.split(':');
  const rest = argv.slice(path.length);
  return asksForHelp(rest) ? { kind: 'help', words: path } : { kind: 'run', id, argv: rest };
}

/** No word, or one that others stand behind, is a question; anything else is a slip. */
function withoutCommand(argv: readonly string[], words: readonly string[], ids: readonly string[]): Request {
  const [first, second] = words;
  if (first === undefined) {
    if (argv.length === 0 || asksForHelp(argv)) return { kind: 'help', words: [] };
    throw new UsageError(`a command comes first, ${argv[0]} is none (foliolint --help lists them)`);
  }
  const isTopic = ids.some((id) => id.startsWith(`${first}:`));
  if (isTopic && second === undefined) return { kind: 'help', words: [first] };
  const said = isTopic ? `${first} ${second}` : first;
  const known = isTopic ? ids.filter((id) => id.includes(':')) : ids.map((id) => id.split(':')[0]!);
  const meant = didYouMean(
    said,
    known.map((id) => id.replace(':', ' ')),
  );
  throw new UsageError(`${said} is not a command${meant || ' (foliolint --help lists them)'}`);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).some((word) => word === '--help' || word === '-h');
}
