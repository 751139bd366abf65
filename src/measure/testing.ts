import { spawnSync } from 'node:child_process';

/** Is there the diff(1) that writes the patches? */
export const hasDiff = spawnSync('diff', ['--version']).error === undefined;
