import { Flags } from '@oclif/core';
import {
  COLOR_WHEN,
  FAIL_LEVELS,
  FORMATS,
  HIDDEN_ORIGINS,
  REPLAY_FORMATS,
  REPORT_FORMATS,
  SUPPRESSED,
} from './telling.js';

/** Where patches come from, besides the arguments. */
export const inputFlags = {
  git: Flags.string({
    char: 'g',
    helpGroup: 'INPUT',
    helpValue: 'RANGE',
    description: 'commits of this repository: A..B, REV, REV-N',
  }),
  staged: Flags.boolean({ helpGroup: 'INPUT', exclusive: ['git'], description: 'what is staged in this repository' }),
  base: Flags.string({
    helpGroup: 'INPUT',
    helpValue: 'REV',
    description:
      'what the patches stand on [default: base-commit trailer, else guess: the commit that has the blobs of the patches, else HEAD]',
  }),
};

/** Where whole files may be meant in place of patches. */
export const scanFlags = {
  scan: Flags.boolean({
    helpGroup: 'INPUT',
    exclusive: ['git', 'staged', 'base'],
    description: 'the INPUTs are C files or directories, as scan takes them',
  }),
};

/** What the patches are compared with. */
export const sinceFlags = {
  since: Flags.string({
    helpGroup: 'INPUT',
    helpValue: 'INPUT',
    description: 'an earlier version of the series: say which findings are new, still there, fixed',
  }),
};

/** The kernel that the patches are for. */
export const treeFlags = {
  tree: Flags.string({
    helpGroup: 'INPUT',
    helpValue: 'DIR',
    description: 'kernel source, a git work tree or an unpacked tarball [default: this repository if it is a kernel]',
  }),
};

/** Which rules run, and how. */
export const ruleFlags = {
  types: Flags.string({ helpGroup: 'RULES', helpValue: 'A,B', description: 'rules to run, no others' }),
  ignore: Flags.string({ helpGroup: 'RULES', helpValue: 'A,B', description: 'rules to leave out' }),
  cache: Flags.boolean({
    default: true,
    allowNo: true,
    helpGroup: 'RULES',
    description: 'keep what is read of the tree for the next run, in ~/.cache/foliolint',
  }),
  timeout: Flags.integer({
    min: 1,
    max: 9999,
    helpGroup: 'RULES',
    helpValue: 'SECONDS',
    description: 'work for one patch or scanned file; counted, so that every machine finds the same [default: 30]',
  }),
  jobs: Flags.integer({
    char: 'j',
    min: 1,
    // For fingers that type it behind every tool: one thread does the work.
    hidden: true,
  }),
};

/** How findings are told. */
export const outputFlags = {
  format: Flags.string({
    default: 'text',
    helpGroup: 'OUTPUT',
    helpValue: 'FMT',
    description: FORMATS.join(' or '),
  }),
  output: Flags.string({
    char: 'o',
    helpGroup: 'OUTPUT',
    helpValue: 'FILE',
    description: 'write there instead of to stdout',
  }),
  color: Flags.option({ options: COLOR_WHEN })({
    default: 'auto',
    helpGroup: 'OUTPUT',
    helpValue: 'WHEN',
    description: `colour: ${COLOR_WHEN.join(', ')}`,
  }),
};

/** The same for a command that shows paths. */
export const replayFlags = {
  ...outputFlags,
  format: Flags.string({
    default: 'text',
    helpGroup: 'OUTPUT',
    helpValue: 'FMT',
    description: REPLAY_FORMATS.join(', '),
  }),
};

/** How much of the findings is told, and what makes the exit code 1. */
export const reportFlags = {
  format: Flags.string({
    default: 'text',
    helpGroup: 'OUTPUT',
    helpValue: 'FMT',
    description: 'one of those listed under Formats',
  }),
  'fail-on': Flags.option({ options: FAIL_LEVELS })({
    default: 'confirmed',
    helpGroup: 'OUTPUT',
    helpValue: 'LEVEL',
    description: 'exit 1 for: confirmed, error (also those that replay could not confirm), warning (also these), never',
  }),
  include: Flags.string({
    helpGroup: 'OUTPUT',
    helpValue: 'A,B',
    description: `show also: ${HIDDEN_ORIGINS.join(', ')} (there before, gone later in the series, gone by the patch); ${SUPPRESSED.join(', ')} (foliolint ignore, --baseline)`,
  }),
  baseline: Flags.string({
    helpGroup: 'OUTPUT',
    helpValue: 'FILE',
    description: 'hide the findings that foliolint baseline write put there',
  }),
  terse: Flags.boolean({ helpGroup: 'OUTPUT', description: 'one line a finding' }),
  'show-types': Flags.boolean({ helpGroup: 'OUTPUT', description: 'with --terse: name the rule' }),
  showfile: Flags.boolean({
    helpGroup: 'OUTPUT',
    description: 'with --format checkpatch: places in the source, not in the patch',
  }),
  quiet: Flags.boolean({ char: 'q', helpGroup: 'OUTPUT', description: 'print nothing when nothing is found' }),
  verbose: Flags.boolean({
    char: 'v',
    helpGroup: 'OUTPUT',
    description: 'list what was not analysed, or not in full',
  }),
  summary: Flags.boolean({ default: true, allowNo: true, helpGroup: 'OUTPUT', description: 'print the last line' }),
};

/** The paragraph of a command's help that says what `--format` takes: a format and its words a line. */
export function formatsHelp(more: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ ...REPORT_FORMATS, ...more }).map(([name, words]) => `${name.padEnd(10)}  ${words}`);
  return ['\n\nFormats:', ...lines].join('\n');
}
