import { Args, Command } from '@oclif/core';
import {
  checkInputs,
  finish,
  inputFlags,
  outputFlags,
  reportFlags,
  ruleFlags,
  showsProgress,
  telling,
  treeFlags,
} from '../cli/index.js';

export default class Check extends Command {
  static override summary = 'Lint patches for reference count hazards of pages and folios.';
  static override description = [
    'Each hazard that a patch introduces is shown with the path that leads to it. The path is run in a page simulator,',
    'which confirms the hazard or says why it could not.\n\n',
    'Exit code: 0 nothing found, 1 findings (--fail-on), 2 bad usage or an input that cannot be read (what can be read',
    'is checked all the same), 3 internal error.',
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
  static override flags = { ...inputFlags, ...treeFlags, ...ruleFlags, ...outputFlags, ...reportFlags };

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Check);
    const told = telling(flags);
    const report = await checkInputs(argv as string[], flags, told.include, showsProgress(told));
    await finish(report, told);
  }
}
