import { expect, it } from 'vitest';
import { dispatch } from './dispatch.js';

const IDS = ['check', 'rules', 'trace:import'];

it.each([
  [[], { kind: 'help', words: [] }],
  [['--help'], { kind: 'help', words: [] }],
  [['help'], { kind: 'help', words: [] }],
  [['help', 'trace', 'import'], { kind: 'help', words: ['trace', 'import'] }],
  [['trace'], { kind: 'help', words: ['trace'] }],
  [['trace', '--help'], { kind: 'help', words: ['trace'] }],
  [['check', '-h'], { kind: 'help', words: ['check'] }],
  [['trace', 'import', 'x', '--help'], { kind: 'help', words: ['trace', 'import'] }],
  [['check', '--', '--help'], { kind: 'run', id: 'check', argv: ['--', '--help'] }],
  [['check', 'rules', '-q'], { kind: 'run', id: 'check', argv: ['rules', '-q'] }],
  [['trace', 'import', '-'], { kind: 'run', id: 'trace:import', argv: ['-'] }],
])('%j', (argv, request) => {
  expect(dispatch(argv, IDS)).toEqual(request);
});

it.each([
  [['chek', 'x'], 'chek is not a command, did you mean check?'],
  [['help', 'chek'], 'chek is not a command, did you mean check?'],
  [['frob'], 'frob is not a command (foliolint --help lists them)'],
  [['trace', 'imprt'], 'trace imprt is not a command, did you mean trace import?'],
  [['-q', 'check'], 'a command comes first, -q is none (foliolint --help lists them)'],
])('%j is a slip', (argv, message) => {
  expect(() => dispatch(argv, IDS)).toThrow(message);
});
