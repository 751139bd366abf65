import type { CommandUsage } from './command.js';

/** A command line with one of everything: lists, words, files, switches, a command below another. */
export const COMMANDS: readonly CommandUsage[] = [
  {
    words: ['check'],
    summary: "Look at patches: don't ask.",
    description: ['First sentence. Second one, with a back\\slash and a -dash.', '.dot at its start'],
    synopsis: 'check [INPUT...] [FLAGS]',
    arguments: [
      { name: 'INPUT', description: 'patches', isRequired: false, isRepeated: true, values: { kind: 'files' } },
    ],
    flags: [
      {
        name: 'types',
        description: 'rules [to run]: these',
        group: 'RULES',
        hasNo: false,
        value: {
          name: 'A,B',
          values: { kind: 'words', words: ['over-put', 'put-count', 'refcount-leak'], isList: true },
        },
      },
      {
        name: 'format',
        description: 'text or json',
        group: 'OUTPUT',
        hasNo: false,
        default: 'text',
        value: { name: 'FMT', values: { kind: 'words', words: ['text', 'json'], isList: false } },
      },
      {
        name: 'tree',
        description: 'source',
        group: 'INPUT',
        hasNo: false,
        value: { name: 'DIR', values: { kind: 'directories' } },
      },
      {
        name: 'git',
        char: 'g',
        description: 'commits',
        group: 'INPUT',
        hasNo: false,
        value: { name: 'RANGE', values: { kind: 'anything' } },
      },
      { name: 'summary', description: 'last line', group: 'OUTPUT', hasNo: true },
    ],
    examples: ['foliolint check 0001-foo.patch'],
  },
  {
    words: ['trace', 'import'],
    summary: 'Read a log.',
    description: [],
    synopsis: 'trace import FILE',
    arguments: [
      { name: 'FILE', description: 'the log', isRequired: true, isRepeated: false, values: { kind: 'files' } },
    ],
    flags: [
      {
        name: 'tree',
        description: 'source',
        group: 'INPUT',
        hasNo: false,
        value: { name: 'DIR', values: { kind: 'directories' } },
      },
    ],
    examples: [],
  },
];
