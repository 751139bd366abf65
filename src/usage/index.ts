/**
 * Usage: the command line of this program as data, and what is made of it. `CommandUsage`s come in, the text of a
 * completion script or of the manual page goes out.
 *
 *     bashCompletion(commands)    // … complete -F _foliolint foliolint
 *     manual(commands, rules)     // .Dd November 20, 2026 …
 */
export { bashCompletion } from './bash.js';
export type * from './command.js';
export { manual } from './manual.js';
export { zshCompletion } from './zsh.js';
