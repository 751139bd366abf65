import type { Ora } from 'ora';
import { printable } from '../text/index.js';

/** A line on stderr about what is being done; nothing at all unless somebody looks. */
export interface Progress {
  readonly update: (text: string) => void;
  readonly stop: () => void;
}

/** A run that is over by then shows nothing, and does not pay for loading ora. */
const PATIENCE_MS = 400;

/** Progress of a run: `enabled` when the output is text and stderr is a terminal. Texts may be foreign. */
export function startProgress(enabled: boolean): Progress {
  if (!enabled) return { update: () => {}, stop: () => {} };
  let spinner: Ora | undefined;
  let text = '';
  let stopped = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (!stopped) spinner = ora({ text, stream: process.stderr, discardStdin: false, hideCursor: false }).start();
  }, PATIENCE_MS);
  return {
    update: (next) => {
      text = printable(next);
      if (spinner) spinner.text = text;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}
