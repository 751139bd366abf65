import { Args, Command, Flags } from '@oclif/core';
import { configured, inputFlags, outputFlags, reportFlags, reviewByMail, ruleFlags, treeFlags } from '../cli/index.js';

export default class Review extends Command {
  static override summary =
    'Answer patches by mail: an mbox of the thread with a reply behind each patch that has findings.';
  static override description = [
    'The mails of the input stay as they are. A reply quotes the lines in question and asks, with the ledger that the',
    'simulator confirmed. Open the mbox in a mail program, or send replies after you have read them:\n\n',
    '-o DIR/ writes each reply as a mail of its own, for mutt -H or git send-email.\n\n',
    'Exit code: as for check.',
  ].join(' ');
  static override examples = [
    '$ b4 mbox -o- MSGID | <%= config.bin %> review - -o review.mbox && mutt -f review.mbox',
    '<%= config.bin %> review thread.mbox --tree ~/linux -o replies/',
  ];
  static override usage = 'review INPUT... [-o OUT.mbox | -o DIR/] [--tree DIR] [FLAGS]';
  static override strict = false;
  static override args = {
    INPUT: Args.string({ ignoreStdin: true, description: 'mails, mboxes, maildirs, saved web pages; - for stdin' }),
  };
  static override flags = {
    ...inputFlags,
    ...treeFlags,
    ...ruleFlags,
    output: outputFlags.output,
    color: outputFlags.color,
    'fail-on': reportFlags['fail-on'],
    include: Flags.string({
      helpGroup: 'OUTPUT',
      helpValue: 'A,B',
      description: 'ask also about: preexisting, transient, resolved, unconfirmed (not confirmed by replay)',
    }),
    'replies-only': Flags.boolean({ helpGroup: 'OUTPUT', description: 'leave the mails of the input out' }),
    summary: Flags.boolean({
      helpGroup: 'OUTPUT',
      description: 'answer the cover letter too, also when nothing is found',
    }),
    from: Flags.string({
      helpGroup: 'OUTPUT',
      helpValue: 'ADDRESS',
      description: 'sender [default: sendemail.from, else user.name and user.email of git]',
    }),
    'to-author': Flags.boolean({ helpGroup: 'OUTPUT', description: 'no copies to the lists and to others' }),
  };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(Object.keys(Review.flags), this.argv);
    const { argv, flags: given } = await this.parse(Review, words);
    const flags = { ...given, said: diagnostics };
    const visible = process.stderr.isTTY === true && flags.output !== undefined;
    await reviewByMail(argv as string[], { ...flags, format: 'mbox' }, visible);
  }
}
