import { Args, Command, Flags } from '@oclif/core';
import {
  checkInputs,
  emit,
  formatOf,
  inputFlags,
  lookOf,
  outputFlags,
  ruleFlags,
  showsProgress,
  tellDiagnostics,
  treeFlags,
  UsageError,
} from '../cli/index.js';

export default class Replay extends Command {
  static override summary = 'Show the ledger of one finding again, in every world that it was run in.';
  static override description = [
    'The INPUTs are checked again, with the flags that check was given, and the findings whose id starts with ID are',
    'shown.\n\nExit code: 0 shown, 2 no such finding, bad usage or unreadable input, 3 internal error.',
  ].join(' ');
  static override examples = ['<%= config.bin %> replay 7c1e02d4 0001-mm-foo.patch --tree ~/linux'];
  static override usage = 'replay ID [INPUT...] [-g RANGE | --staged] [--tree DIR] [FLAGS]';
  static override strict = false;
  static override args = {
    ID: Args.string({ required: true, ignoreStdin: true, description: 'id of a finding, or how it starts' }),
    INPUT: Args.string({ ignoreStdin: true, description: 'what was checked; - for stdin' }),
  };
  static override flags = {
    ...inputFlags,
    ...treeFlags,
    ...ruleFlags,
    ...outputFlags,
    compare: Flags.string({ hidden: true }),
  };

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(Replay);
    if (flags.compare !== undefined) throw new UsageError('--compare is not available');
    const format = formatOf(flags.format);
    const [id, ...inputs] = argv as string[];
    if (!/^[0-9a-f]{4,8}$/.test(id!)) throw new UsageError(`${id} is no id of a finding: 4 to 8 hex digits`);
    if (inputs.length === 0 && flags.git === undefined && !flags.staged)
      throw new UsageError(`name what was checked: foliolint replay ${id} INPUT..., or -g RANGE, --staged`);
    const report = await checkInputs(
      inputs,
      flags,
      ['preexisting', 'transient', 'resolved'],
      showsProgress({ format, quiet: false }),
    );
    await tellDiagnostics(report.diagnostics, { color: flags.color, quiet: false, verbose: false });
    const { findById, renderReplay, renderReplayJson } = await import('../report/index.js');
    const found = findById(report, id!);
    if (found.length === 0) throw new UsageError(`no finding ${id} in what was checked`);
    process.exitCode = report.diagnostics.some(({ level }) => level === 'error') ? 2 : 0;
    const look = await lookOf({ color: flags.color, output: flags.output });
    emit(format === 'json' ? renderReplayJson(report, found) : renderReplay(found, look), flags.output);
  }
}
