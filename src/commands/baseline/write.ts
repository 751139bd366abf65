import { Args, Command } from '@oclif/core';
import {
  checkInputs,
  configured,
  inputFlags,
  ruleFlags,
  scanFlags,
  scanPaths,
  treeFlags,
  writeBaseline,
} from '../../cli/index.js';

export default class BaselineWrite extends Command {
  static override summary = 'Write down the findings that there are, to be told of new ones only.';
  static override description = [
    'check and scan with --baseline FILE count these and do not show them; --include baseline does. Findings that are',
    'ignored are not written. Like an ignore file, FILE has a line a finding: ID RULE FUNCTION FILE.\n\n',
    'Exit code: 0 written, 2 bad usage or unreadable input, 3 internal error.',
  ].join(' ');
  static override examples = [
    '<%= config.bin %> baseline write known.txt -g v6.12..',
    '<%= config.bin %> baseline write known.txt --scan mm',
  ];
  static override usage = 'baseline write FILE [INPUT...] [-g RANGE | --staged | --scan PATH...] [--tree DIR]';
  static override strict = false;
  static override args = {
    FILE: Args.string({ required: true, ignoreStdin: true, description: 'the baseline' }),
    INPUT: Args.string({ ignoreStdin: true, description: 'what to check; - for stdin' }),
  };
  static override flags = {
    ...inputFlags,
    ...scanFlags,
    ...treeFlags,
    ...ruleFlags,
  };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(Object.keys(BaselineWrite.flags), this.argv);
    const { argv, flags: given } = await this.parse(BaselineWrite, words);
    const [file, ...inputs] = argv as string[];
    const flags = { ...given, format: 'text', said: diagnostics };
    const report = flags.scan ? await scanPaths(inputs, flags, false) : await checkInputs(inputs, flags, [], false);
    await writeBaseline(report, file!);
  }
}
