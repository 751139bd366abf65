import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { tool } from '../text/index.js';

/** Where the user keeps what can be worked out again (XDG Base Directory Specification: a relative path is not valid). */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: home } = environment;
  return join(home !== undefined && isAbsolute(home) ? home : join(homedir(), '.cache'), tool().name);
}
