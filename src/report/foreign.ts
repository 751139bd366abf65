import { cut, printable } from '../text/index.js';

/** Characters of foreign text in a line that a program reads: function names and paths have no bound of their own. */
export const MOST = 300;

/** `text` as part of one line: printable, not overlong, and no command to a bot. */
export function inLine(text: string, most = MOST): string {
  return withoutCommands(cut(printable(text), most));
}

/**
 * Text in which no bot finds a command. netdev's mailbot obeys `pw-bot:` anywhere in a body (linux-netdev/nipa,
 * mailbot.rst), syzbot `#syz` (google/syzkaller, docs/syzbot.md); a line of a patch may hold either.
 */
export function withoutCommands(text: string): string {
  return text.replace(/pw-bot(?=\s*:)/gi, 'pw bot').replace(/syz(?<=#\s*syz)/gi, '-$&');
}
