import { Args, Command, Flags } from '@oclif/core';
import {
  allContracts,
  contractOf,
  emit,
  formatOf,
  outputFlags,
  tellDiagnostics,
  treeFlags,
  UsageError,
  wantsColor,
} from '../cli/index.js';

export default class Contract extends Command {
  static override summary = 'Show what a kernel function does to references, and where that comes from.';
  static override description = [
    'Declared is what the rules say (rules/ownership), inferred is what the body in the tree was seen to do; where both',
    'exist, declared holds. The sentences are those of the rules: "puts folio when release is true".\n\n',
    'Exit code: 0 it was told, 2 nobody knows the function, bad usage or an unreadable tree, 3 internal error.',
  ].join(' ');
  static override examples = [
    '<%= config.bin %> contract filemap_get_folio --tree ~/linux',
    '<%= config.bin %> contract mm/ksm.c:get_mergeable_page --tree ~/linux',
    '<%= config.bin %> contract --disagreements --tree ~/linux',
  ];
  static override usage = 'contract [PATH:]FUNCTION [--tree DIR] [FLAGS]';
  static override args = {
    FUNCTION: Args.string({ ignoreStdin: true, description: 'a function; with PATH: that of this file of the tree' }),
  };
  static override flags = {
    ...treeFlags,
    disagreements: Flags.boolean({
      helpGroup: 'INPUT',
      description: 'list every declared contract that the body in the tree contradicts',
    }),
    ...outputFlags,
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Contract);
    const format = formatOf(flags.format);
    if ((args.FUNCTION === undefined) !== (flags.disagreements === true))
      throw new UsageError('name one function, or ask for --disagreements');
    const report = await import('../report/index.js');
    const color = wantsColor(flags.color, flags.output === undefined ? process.stdout : undefined);
    const { text, diagnostics } =
      args.FUNCTION === undefined
        ? await allContracts(flags.tree).then(({ told, diagnostics }) => ({
            text: format === 'json' ? report.renderDisagreementsJson(told) : report.renderDisagreements(told, color),
            diagnostics,
          }))
        : await contractOf(args.FUNCTION, flags.tree).then(({ told, diagnostics }) => ({
            text: format === 'json' ? report.renderContractJson(told) : report.renderContract(told, color),
            diagnostics,
          }));
    await tellDiagnostics(diagnostics, { color: flags.color, quiet: false, verbose: false });
    process.exitCode = diagnostics.some(({ level }) => level === 'error') ? 2 : 0;
    emit(text, flags.output);
  }
}
