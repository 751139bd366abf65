/**
 * Cache: what one run worked out and the next one would again, in files of the user's cache folder. Names, a version of
 * what is kept (a digest of all that the work depends on) and strings come in; the same strings go out in a later run, or
 * nothing. A file that is not whole, or not ours, holds nothing. No failure here is an error: the work is done again.
 *
 *     const cache = openCache(cacheFolder());
 *     const pack = cache.pack('summaries', digestOf(build, rules));
 *     pack.get(key) ?? pack.put(key, work());
 *     cache.save();
 */
export { type Cache, NO_CACHE, openCache } from './cache.js';
export { digestOf } from './digest.js';
export { cacheFolder } from './folder.js';
export type { Pack } from './pack.js';
