import type { Ora } from 'ora';
import { cut, printable } from '../text/index.js';

/** A line on stderr about what is being done; nothing at all unless somebody looks. */
export interface Progress {
  /** Awaited before work goes on: work that leaves no turn to the event loop would never let ora be loaded. */
  readonly update: (text: string) => Promise<void>;
  readonly stop: () => void;
}

/** A run that is over by then shows nothing, and does not pay for loading ora. */
const PATIENCE_MS = 400;

/** Progress of a run: `enabled` when the output is text and stderr is a terminal. Texts may be foreign. */
export function startProgress(enabled: boolean): Progress {
  // A terminal that does not know its size says 0, and ora would clear lines without end.
  if (!enabled || !process.stderr.columns) return { update: async () => {}, stop: () => {} };
  let spinner: Ora | undefined;
  let text = '';
  let stopped = false;
  let shown: Promise<void> | undefined;
  const timer = setTimeout(() => {
    shown = show();
  }, PATIENCE_MS);
  const show = async () => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    spinner = ora({ text, stream: process.stderr, discardStdin: false, hideCursor: false }).start();
    process.once('SIGINT', interrupted);
  };
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    spinner?.stop();
    process.off('SIGINT', interrupted);
  };
  const interrupted = () => {
    stop();
    // Now that the line is clean, what the shell expects: an end by the signal, 130.
    process.kill(process.pid, 'SIGINT');
  };
  return {
    update: async (next) => {
      // A line that wraps would be left behind; in front of the text stand the spinner and a blank.
      text = cut(printable(next), process.stderr.columns - 3);
      await shown;
      if (spinner) spinner.text = text;
    },
    stop,
  };
}
