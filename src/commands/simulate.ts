import { Args, Command, Flags } from '@oclif/core';
import { emitPieces, formatOf, outputFlags, runScript, tellDiagnostics, treeFlags } from '../cli/index.js';
import type { Diagnostic } from '../text/index.js';

export default class Simulate extends Command {
  static override summary = 'Run reference count operations on simulated pages, one a line.';
  static override description = [
    'Operations have the names of the kernel: page_ref_*, folio_ref_*, set_page_count N, get_page, folio_put, and any',
    'other inline function of the headers that takes a page or a folio. With a tree they do what its headers say, and',
    'with --patch what these say after the patch. Besides: raw N, page I, tailof I, untail, alloc ORDER [comp] [frozen],',
    'split_page [ORDER], free ORDER, hold HOLDER [N], drop HOLDER [N]. Each answers with what it returned, the field and',
    'the count, and where there are any, the counts of all pages, the holders, and the pages that went free.',
    'With a tree, a check that fires is told with its line there; in JSON that is 0 where no source of it was read.',
    '\n\nExit code: 0 all lines were run, 2 a line could not be run, bad usage or unreadable input, 3 internal error.',
  ].join(' ');
  static override examples = [
    'echo "page_ref_inc" | <%= config.bin %> simulate --tree ~/linux --patch 0001-mm-foo.patch',
  ];
  static override args = {
    SCRIPT: Args.string({ ignoreStdin: true, description: 'file with the operations [default: stdin]' }),
  };
  static override flags = {
    ...treeFlags,
    patch: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      helpGroup: 'INPUT',
      helpValue: 'INPUT',
      description: 'patch, mbox or maildir that is applied to the headers first; may be given again',
    }),
    format: outputFlags.format,
    output: outputFlags.output,
    color: outputFlags.color,
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Simulate);
    const format = formatOf(flags.format);
    const diagnostics: Diagnostic[] = [];
    const { operations, width } = await runScript(args.SCRIPT ?? '-', flags, (it) => diagnostics.push(it));
    const { simulationJson, simulationText } = await import('../page/index.js');
    const pieces = format === 'json' ? simulationJson(operations) : simulationText(operations, width);
    await emitPieces(pieces, flags.output);
    await tellDiagnostics(diagnostics, { color: flags.color, quiet: false, verbose: false });
    process.exitCode = diagnostics.some(({ level }) => level === 'error') ? 2 : 0;
  }
}
