import { execFileSync } from 'node:child_process';
import { env } from 'node:process';

/** Where a git command runs, and whether the repository that a hook named in the environment holds there. */
export interface Location {
  /** An existing folder. */
  readonly folder: string;
  /** `inherited` keeps GIT_DIR and its kin, as git's hooks set them; `cleared` looks only at the folder. */
  readonly environment: 'inherited' | 'cleared';
}

/** More output than this is no answer to a question of ours: git is stopped. */
const MOST_OUTPUT = 128 << 20;

export interface Output {
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** What git said when it failed; for telling causes apart, never for showing. */
  readonly failure: string;
  /** There was more than `stdout` has: over 128 MB. */
  readonly isCut: boolean;
}

/**
 * Runs one git command that was built from constants and resolved object ids, feeds it `stdin`, and returns its exact
 * bytes. A failing command, also a missing git, is an `Output` with `ok` false. Never throws.
 */
export async function run(at: Location, args: readonly string[], stdin?: string): Promise<Output> {
  const { simpleGit } = await import('simple-git');
  const chunks: Buffer[] = [];
  const tooMuch = new AbortController();
  let size = 0;
  const gather = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= MOST_OUTPUT) chunks.push(chunk);
    else tooMuch.abort();
  };
  const environment = childEnvironment(at);
  try {
    const git = simpleGit({
      baseDir: at.folder,
      abort: tooMuch.signal,
      allowEnvironment: Object.keys(environment),
      // simple-git refuses these two whatever their value: switching fsmonitor off, and the user's own GIT_CONFIG_GLOBAL.
      unsafe: { allowUnsafeFsMonitor: true, allowUnsafeConfigPaths: true },
      // By itself simple-git takes a failure without a message, as `rev-parse --quiet` has, for success.
      errors: (error, { exitCode }) => error ?? (exitCode === 0 ? undefined : new Error(`exit status ${exitCode}`)),
      ...(stdin === undefined ? {} : { input: () => stdin }),
    })
      .env(environment)
      .outputHandler((_command, stdout) => stdout.on('data', gather));
    await git.raw(...FIXED_OPTIONS, ...args);
    return { ok: size <= MOST_OUTPUT, stdout: Buffer.concat(chunks), failure: '', isCut: size > MOST_OUTPUT };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { ok: false, stdout: Buffer.concat(chunks), failure, isCut: size > MOST_OUTPUT };
  }
}

/**
 * The same for a question that every run asks: simple-git takes longer to load than git to answer. Undefined when the
 * command fails.
 */
export function ask(at: Location, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', [...FIXED_OPTIONS, ...args], {
      cwd: at.folder,
      env: childEnvironment(at),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    });
  } catch {
    return undefined;
  }
}

/**
 * Options before every command. A repository's own configuration may name a program as its file system monitor, which
 * git would run when it refreshes the index.
 */
export const FIXED_OPTIONS = ['--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false'] as const;

/** The environment of a git command at `at`: nothing that changes output, nothing that reaches the network. */
export function childEnvironment(at: Location): Record<string, string> {
  const names = at.environment === 'inherited' ? [...SYSTEM, ...REPOSITORY] : SYSTEM;
  const kept = names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(kept), ...OFFLINE };
}

const SYSTEM = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'SystemRoot',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
];

/** What `git rev-parse --local-env-vars` lists, without the ways to inject configuration. */
const REPOSITORY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_REPLACE_REF_BASE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
];

const OFFLINE = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // A partial clone would otherwise fetch missing objects; the first variable is known to git >= 2.45 only.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
};
