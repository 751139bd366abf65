import { Flags } from '@oclif/core';
import { COLOR_WHEN, FAIL_LEVELS, FORMATS, HIDDEN_ORIGINS, REPORT_FORMATS } from './telling.js';

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
    description: 'what the patches stand on [default: base-commit trailer, else blob ids, else HEAD]',
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

/** Which rules run, and how many at a time. */
export const ruleFlags = {
  types: Flags.string({ helpGroup: 'RULES', helpValue: 'A,B', description: 'rules to run, no others' }),
  ignore: Flags.string({ helpGroup: 'RULES', helpValue: 'A,B', description: 'rules to leave out' }),
  jobs: Flags.integer({
    char: 'j',
    min: 1,
    helpGroup: 'RULES',
    helpValue: 'N',
    description: 'accepted; the work is done by one thread',
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

/** How much of the findings is told, and what makes the exit code 1. */
export const reportFlags = {
  format: Flags.string({
    default: 'text',
    helpGroup: 'OUTPUT',
    helpValue: 'FMT',
    description: REPORT_FORMATS.join(', '),
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
    description: `show also: ${HIDDEN_ORIGINS.join(', ')} (there before, gone later in the series, gone by the patch)`,
  }),
  terse: Flags.boolean({ helpGroup: 'OUTPUT', description: 'one line a finding' }),
  'show-types': Flags.boolean({ helpGroup: 'OUTPUT', description: 'with --terse: name the rule' }),
  quiet: Flags.boolean({ char: 'q', helpGroup: 'OUTPUT', description: 'print nothing when nothing is found' }),
  verbose: Flags.boolean({ helpGroup: 'OUTPUT', description: 'list the functions that were not analysed' }),
  summary: Flags.boolean({ default: true, allowNo: true, helpGroup: 'OUTPUT', description: 'print the last line' }),
};
