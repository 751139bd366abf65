/**
 * Cli: what all commands share. Flags come in as oclif parsed them; options for the conductor, bytes on stdout or in a
 * file, lines on stderr and an exit code go out.
 *
 *     await finish(report, telling);          // prints the report, sets exit code 0, 1 or 2
 *     throw new UsageError('no INPUT …');     // one line on stderr, exit code 2; any other error is ours, 3
 */
export { UsageError } from './failure.js';
export { finish, lookOf, tellDiagnostics } from './finish.js';
export { inputFlags, outputFlags, reportFlags, ruleFlags, treeFlags } from './flags.js';
export { importLog, logDiagnostics } from './log.js';
export { emit } from './output.js';
export { checkInputs, scanPaths } from './request.js';
export { knownRule } from './rule.js';
export { runScript } from './simulation.js';
export { type Format, formatOf, reportFormatOf, showsProgress, telling, wantsColor } from './telling.js';
