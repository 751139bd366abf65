import { Args, Command, Flags } from '@oclif/core';
import {
  checkInputs,
  configured,
  emit,
  HIDDEN_ORIGINS,
  inputFlags,
  lookOf,
  type REPLAY_FORMATS,
  replayFlags,
  replayFormatOf,
  ruleFlags,
  SUPPRESSED,
  scanFlags,
  scanPaths,
  showsProgress,
  tellDiagnostics,
  treeFlags,
  UsageError,
} from '../cli/index.js';
import type { JudgedFinding, Look, Report } from '../report/index.js';

export default class Replay extends Command {
  static override summary = 'Show the ledger of one finding again, in every world that it was run in.';
  static override description = [
    'The INPUTs are checked again, with the flags that check was given, and the findings whose id starts with ID are',
    'shown.\n\nExit code: 0 shown, 2 no such finding, bad usage or unreadable input, 3 internal error.',
  ].join(' ');
  static override examples = ['<%= config.bin %> replay 7c1e02d4 0001-mm-foo.patch --tree ~/linux'];
  static override usage = 'replay ID [INPUT...] [-g RANGE | --staged | --scan PATH...] [--tree DIR] [FLAGS]';
  static override strict = false;
  static override args = {
    ID: Args.string({ required: true, ignoreStdin: true, description: 'id of a finding, or how it starts' }),
    INPUT: Args.string({ ignoreStdin: true, description: 'what was checked; - for stdin' }),
  };
  static override flags = {
    ...inputFlags,
    ...scanFlags,
    ...treeFlags,
    ...ruleFlags,
    ...replayFlags,
    compare: Flags.option({ options: ['base'] as const })({
      helpGroup: 'OUTPUT',
      description: 'base: the same path before the patch beside it, the first difference marked',
    }),
  };

  override async run(): Promise<void> {
    const { words, diagnostics } = await configured(
      Object.keys(Replay.flags).filter((flag) => flag !== 'format'),
      this.argv,
    );
    const { argv, flags: given } = await this.parse(Replay, words);
    const flags = { ...given, said: diagnostics };
    const format = replayFormatOf(flags.format);
    if (flags.compare && format === 'ftrace') throw new UsageError('--compare prints text or json, not ftrace');
    const [id, ...inputs] = argv as string[];
    if (!/^[0-9a-f]{4,8}$/.test(id!)) throw new UsageError(`${id} is no id of a finding: 4 to 8 hex digits`);
    const visible = showsProgress({ format, quiet: false });
    const asked = { ...flags, include: SUPPRESSED.join() };
    const report = flags.scan
      ? await scanPaths(inputs, asked, visible)
      : await checkInputs(inputs, asked, HIDDEN_ORIGINS, visible);
    const { findById } = await import('../report/index.js');
    const found = findById(report, id!);
    process.exitCode = report.diagnostics.some(({ level }) => level === 'error') ? 2 : 0;
    const look = await lookOf({ color: flags.color, output: flags.output });
    if (found.length > 0)
      emit(await render(report, found, { format, look, isCompared: flags.compare !== undefined }), flags.output);
    await tellDiagnostics(report.diagnostics, { color: flags.color, quiet: false, verbose: false });
    if (found.length === 0) throw new UsageError(`no finding ${id} in what was checked`);
  }
}

interface Form {
  readonly format: (typeof REPLAY_FORMATS)[number];
  readonly look: Look;
  readonly isCompared: boolean;
}

async function render(report: Report, found: readonly JudgedFinding[], form: Form): Promise<string> {
  const { renderComparison, renderComparisonJson, renderFtrace, renderReplay, renderReplayHtml, renderReplayJson } =
    await import('../report/index.js');
  switch (form.format) {
    case 'text':
      return form.isCompared ? renderComparison(found, form.look) : renderReplay(found, form.look);
    case 'json':
      return form.isCompared ? renderComparisonJson(report, found) : renderReplayJson(report, found);
    case 'ftrace':
      return renderFtrace(found);
    case 'html':
      return renderReplayHtml(report, found);
  }
}
