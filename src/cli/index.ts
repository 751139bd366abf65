/**
 * Cli: what all commands share. Flags come in as oclif parsed them; options for the conductor, bytes on stdout or in a
 * file, lines on stderr and an exit code go out.
 *
 *     await finish(report, telling);          // prints the report, sets exit code 0, 1 or 2
 *     throw new UsageError('no INPUT …');     // one line on stderr, exit code 2; any other error is ours, 3
 */
export { reviewAsAgent } from './b4-agent.js';
export { checkForB4 } from './b4-review.js';
export { writeBaseline } from './baseline.js';
export { configured } from './config.js';
export { allContracts, contractOf } from './contract.js';
export { UsageError } from './failure.js';
export { finish, lookOf, tellDiagnostics } from './finish.js';
export {
  formatsHelp,
  inputFlags,
  outputFlags,
  replayFlags,
  reportFlags,
  ruleFlags,
  scanFlags,
  sinceFlags,
  treeFlags,
} from './flags.js';
export { follow, HOOK_TYPES, hookFlags, hookRepository, hookSites, planFlags } from './hooks.js';
export { forget, ignoreId, listIgnored } from './ignore.js';
export { importLog, logDiagnostics } from './log.js';
export { main } from './main.js';
export { emit, emitPieces } from './output.js';
export type { Commands } from './program.js';
export { checkInputs, scanPaths } from './request.js';
export { reviewByMail } from './review.js';
export { allRules, knownRule } from './rule.js';
export { replayCommand } from './same-input.js';
export { runScript } from './simulation.js';
export {
  formatOf,
  HIDDEN_ORIGINS,
  REPLAY_FORMATS,
  replayFormatOf,
  SUPPRESSED,
  showsProgress,
  telling,
  wantsColor,
} from './telling.js';
export { commandUsages } from './usage.js';
