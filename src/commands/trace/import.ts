import { Args, Command, Flags } from '@oclif/core';
import { emit, formatOf, importLog, logDiagnostics, lookOf, outputFlags, tellDiagnostics } from '../../cli/index.js';

export default class TraceImport extends Command {
  static override summary =
    'Turn a log of page_ref tracepoints into a ledger for each page, and name impossible steps.';
  static override description = [
    'Reads what trace, trace_pipe, trace-cmd report and perf script print: page_ref:* (CONFIG_DEBUG_PAGE_REF) and',
    'kmem:mm_page_alloc, mm_page_free, mm_page_free_batched. Other events and stacks are passed over.',
    '\n\nExit code: 0 nothing impossible, 1 impossible steps, 2 bad usage or no such events in FILE, 3 internal error.',
  ].join(' ');
  static override examples = [
    '<%= config.bin %> trace import trace.txt --pfn 0x104a00',
    '$ trace-cmd report | <%= config.bin %> trace import -',
  ];
  static override args = {
    FILE: Args.string({ required: true, ignoreStdin: true, description: 'the log; - for stdin' }),
  };
  static override flags = {
    pfn: Flags.string({ helpGroup: 'INPUT', helpValue: 'A,B', description: 'only these pages: 0x104a00 or decimal' }),
    'max-pages': Flags.integer({
      default: 1000,
      min: 1,
      helpGroup: 'INPUT',
      helpValue: 'N',
      description: 'keep so many pages; those that came and went in order go first',
    }),
    format: outputFlags.format,
    output: outputFlags.output,
    color: outputFlags.color,
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TraceImport);
    const format = formatOf(flags.format);
    const log = await importLog(args.FILE, flags);
    const diagnostics = logDiagnostics(args.FILE, log);
    await tellDiagnostics(diagnostics, { color: flags.color, quiet: false, verbose: false });
    const { hasImpossible, renderTraceLog, renderTraceLogJson } = await import('../../report/index.js');
    process.exitCode = diagnostics.some(({ level }) => level === 'error') ? 2 : Number(hasImpossible(log));
    const look = await lookOf(flags);
    emit(format === 'json' ? renderTraceLogJson(log) : renderTraceLog(log, look), flags.output);
  }
}
