import type { Cache } from '../cache/index.js';
import type { Report } from '../report/index.js';

/**
 * Does work that reads what earlier runs stored. That is believed, but for its checksum: where it leads to an error, the
 * work is done again without it, and what it leaves takes its place.
 */
export async function distrusting<T extends { readonly cache?: Cache }>(
  options: T,
  work: (options: T) => Promise<Report>,
): Promise<Report> {
  const { cache } = options;
  if (!cache) return work(options);
  const again = () => work({ ...options, cache: cache.renewed() });
  try {
    const report = await work(options);
    return report.diagnostics.some(({ fault }) => fault !== undefined) ? again() : report;
  } catch {
    return again();
  }
}
