import { Args, Command } from '@oclif/core';
import {
  configured,
  finish,
  formatsHelp,
  outputFlags,
  replayCommand,
  reportFlags,
  ruleFlags,
  scanPaths,
  showsProgress,
  telling,
  treeFlags,
} from '../cli/index.js';

export default class Scan extends Command {
  static override summary = 'Lint whole files or directories of a kernel tree, without a patch.';
  static override description = [
    'Everything found is shown: without a patch nothing tells old from new. Expect false alarms that check, which',
    'compares before and after, does not have.\n\nExit code: as for check.',
    formatsHelp(),
  ].join(' ');
  static override examples = ['<%= config.bin %> scan mm/zswap.c', '<%= config.bin %> scan --tree ~/linux mm fs/btrfs'];
  static override usage = 'scan PATH... [--tree DIR] [FLAGS]';
  static override strict = false;
  static override args = {
    PATH: Args.string({ ignoreStdin: true, description: 'C files or directories, as the tree names them or absolute' }),
  };
  static override flags = { ...treeFlags, ...ruleFlags, ...outputFlags, ...reportFlags };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(Object.keys(Scan.flags), this.argv);
    const { argv, flags: given } = await this.parse(Scan, words);
    const flags = { ...given, said: diagnostics };
    const told = telling(flags);
    const paths = argv as string[];
    const report = await scanPaths(paths, flags, showsProgress(told));
    await finish(report, { ...told, replayCommand: replayCommand(paths, flags, { isScan: true }) });
  }
}
