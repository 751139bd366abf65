import { Args, Command } from '@oclif/core';
import {
  checkForB4,
  checkInputs,
  configured,
  finish,
  formatsHelp,
  inputFlags,
  outputFlags,
  replayCommand,
  reportFlags,
  reviewAsAgent,
  reviewByMail,
  ruleFlags,
  showsProgress,
  sinceFlags,
  telling,
  treeFlags,
} from '../cli/index.js';

/** Those that are no form of a report: each is written in a way of its own. */
const FURTHER_FORMATS = {
  mbox: 'the thread with replies, as review writes it',
  'b4-agent': 'comments for b4 review, in .git/b4-review',
};

export default class Check extends Command {
  static override summary = 'Lint patches for reference count hazards of pages and folios.';
  static override description = [
    'Each hazard that a patch introduces is shown with the path that leads to it. The path is run in a page simulator,',
    'which confirms the hazard or says why it could not.\n\n',
    'Exit code: 0 nothing found, 1 findings (--fail-on), 2 bad usage or an input that cannot be read (what can be read',
    'is checked all the same), 3 internal error.',
    formatsHelp(FURTHER_FORMATS),
  ].join(' ');
  static override examples = [
    '<%= config.bin %> check 0001-mm-foo.patch --tree ~/linux',
    '<%= config.bin %> check -g origin/master..',
    '$ b4 mbox -o- MSGID | <%= config.bin %> check -',
  ];
  static override usage = 'check [INPUT...] [-g RANGE | --staged] [--tree DIR] [FLAGS]';
  static override strict = false;
  static override args = {
    INPUT: Args.string({
      ignoreStdin: true,
      description: 'patches, mails, mboxes, maildirs, saved web pages of a thread; - for stdin',
    }),
  };
  static override flags = { ...inputFlags, ...sinceFlags, ...treeFlags, ...ruleFlags, ...outputFlags, ...reportFlags };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(Object.keys(Check.flags), this.argv);
    const { argv, flags: given } = await this.parse(Check, words);
    const flags = { ...given, said: diagnostics };
    if (flags.format === 'b4-agent') return reviewAsAgent(flags);
    if (flags.format === 'mbox') return reviewByMail(argv as string[], { ...flags, summary: false }, false);
    const told = telling(flags, Object.keys(FURTHER_FORMATS));
    const inputs = argv as string[];
    const report =
      told.format === 'b4-review'
        ? await checkForB4(inputs, flags, told.include)
        : await checkInputs(inputs, flags, told.include, showsProgress(told));
    await finish(report, { ...told, replayCommand: replayCommand(inputs, flags) });
  }
}
