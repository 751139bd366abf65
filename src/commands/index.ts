/**
 * Commands: one file a command, each a class for oclif. What they share is in the room `cli`; what they do, left of it.
 *
 *     foliolint trace import FILE    // COMMANDS['trace:import'], src/commands/trace/import.ts
 */
import type { Commands } from '../cli/index.js';

/** Every command, by its words with `:` between; a class is loaded when its command runs. */
export const COMMANDS: Commands = {
  'baseline:write': () => import('./baseline/write.js'),
  check: () => import('./check.js'),
  completion: () => import('./completion.js'),
  contract: () => import('./contract.js'),
  explain: () => import('./explain.js'),
  'hook:install': () => import('./hook/install.js'),
  'hook:status': () => import('./hook/status.js'),
  'hook:uninstall': () => import('./hook/uninstall.js'),
  ignore: () => import('./ignore.js'),
  man: () => import('./man.js'),
  replay: () => import('./replay.js'),
  review: () => import('./review.js'),
  rules: () => import('./rules.js'),
  scan: () => import('./scan.js'),
  simulate: () => import('./simulate.js'),
  'trace:import': () => import('./trace/import.js'),
};
