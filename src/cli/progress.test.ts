import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgress } from './progress.js';

const spinner = { text: '', start: () => spinner, stop: vi.fn() };
const ora = vi.hoisted(() => vi.fn());
vi.mock('ora', () => ({ default: ora }));

describe('progress', () => {
  const { columns } = process.stderr;
  beforeEach(() => {
    vi.useFakeTimers();
    ora.mockReset().mockReturnValue(spinner);
    process.stderr.columns = 20;
  });
  afterEach(() => {
    vi.useRealTimers();
    process.stderr.columns = columns;
  });

  it('is shown by work that leaves no turn to the event loop but for its updates', async () => {
    const { update, stop } = startProgress(true);
    await update('1/2 mm/a.c');
    expect(ora).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    await update('2/2 mm/\x1b[31mb.c');
    stop();
    expect(ora).toHaveBeenCalledTimes(1);
    expect(spinner.text).toMatch(/^2\/2 mm\//);
    expect(spinner.text).not.toContain('\x1b');
    expect(spinner.stop).toHaveBeenCalled();
  });

  it('shows nothing of a short run, nor where nobody looks', async () => {
    for (const enabled of [true, false]) {
      const { update, stop } = startProgress(enabled);
      await update('1/1 mm/a.c');
      stop();
      vi.advanceTimersByTime(1000);
    }
    expect(ora).not.toHaveBeenCalled();
  });
});
