/** What the program printed while somebody listened. */
export interface Heard {
  readonly stderr: () => string;
  /** The beginning of stderr, and the end of stdout. */
  readonly extract: () => string;
  /** What no output may hold, whatever the input was; undefined when there is nothing of it. */
  readonly fault: (argv: readonly string[]) => string | undefined;
  readonly end: () => void;
}

/** Takes what is written to stdout and stderr from now on. */
export function listen(): Heard {
  const said = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const kept = streams.map((name) => process[name].write);
  for (const name of streams) {
    process[name].write = (chunk: string | Uint8Array) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
  }
  return {
    stderr: () => said.stderr,
    extract: () => `${said.stderr.slice(0, 2000)}\n${said.stdout.slice(-2000)}`,
    fault: (argv) => faultOf(said.stdout, argv) ?? escapeIn('stderr', said.stderr),
    end: () => {
      for (const [i, name] of streams.entries()) process[name].write = kept[i]!;
    },
  };
}

/** Formats in which the text of mails is passed on as it is. */
const AS_IT_IS = ['mbox', 'b4-agent', 'html'];
const JSON_FORMATS = ['json', 'sarif', 'b4-review'];

function faultOf(stdout: string, argv: readonly string[]): string | undefined {
  const format = argv[argv.indexOf('--format') + 1] ?? 'text';
  if (argv[0] === 'review' || AS_IT_IS.includes(format)) return undefined;
  // A script answers with a JSON document a line.
  if (JSON_FORMATS.includes(format) && argv[0] !== 'simulate' && stdout !== '' && !isJson(stdout))
    return `stdout is no JSON: ${JSON.stringify(stdout.slice(0, 100))}`;
  return escapeIn('stdout', stdout);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A terminal obeys them, and a line end that is none to others hides a line. */
function escapeIn(name: string, text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
  const found = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.exec(text);
  if (!found) return undefined;
  const around = text.slice(Math.max(0, found.index - 40), found.index + 10);
  return `${name} holds a control character: ${JSON.stringify(around)}`;
}
