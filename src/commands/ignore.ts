import { Args, Command, Flags } from '@oclif/core';
import {
  configured,
  forget,
  ignoreId,
  inputFlags,
  listIgnored,
  ruleFlags,
  treeFlags,
  UsageError,
} from '../cli/index.js';

export default class Ignore extends Command {
  static override summary = 'Hide a finding that is none, in this and every later version of the code around it.';
  static override description = [
    'The id of a finding does not change by a rebase or a new version of the series. It is written with the reason to',
    '.git/foliolint/ignore, which all work trees share; outside of a repository to ~/.config/foliolint/ignore. check,',
    'scan and review count it and do not show it; --include ignored does.\n\n',
    'With the INPUT that was checked, ID may be shortened, and rule, function and file are written down too.',
  ].join(' ');
  static override examples = [
    "<%= config.bin %> ignore 7c1e02d4 -m 'the table owns this one'",
    '<%= config.bin %> ignore --list',
  ];
  static override usage = 'ignore ID -m REASON [INPUT...] [-g RANGE | --staged] [--tree DIR] | --list | --remove ID';
  static override strict = false;
  static override args = {
    ID: Args.string({ ignoreStdin: true, description: 'id of a finding' }),
    INPUT: Args.string({ ignoreStdin: true, description: 'what was checked; - for stdin' }),
  };
  static override flags = {
    reason: Flags.string({ char: 'm', helpValue: 'REASON', description: 'why it is none' }),
    list: Flags.boolean({ description: 'print what is ignored' }),
    remove: Flags.string({ helpValue: 'ID', description: 'show this finding again' }),
    ...inputFlags,
    ...treeFlags,
    ...ruleFlags,
  };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(Object.keys(Ignore.flags), this.argv);
    const { argv, flags } = await this.parse(Ignore, words);
    const [id, ...inputs] = argv as string[];
    if (flags.list) return listIgnored();
    if (flags.remove !== undefined) return forget(flags.remove);
    if (id === undefined) throw new UsageError('name the ID of a finding, or --list, or --remove ID');
    if (!flags.reason?.trim()) throw new UsageError(`say why ${id} is no finding: -m REASON`);
    await ignoreId(id, flags.reason, inputs, { ...flags, format: 'text', said: diagnostics });
  }
}
