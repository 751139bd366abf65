import type { Step } from '../../analysis/index.js';
import { inSentence } from './own-text.js';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `two`; numbers above ten in digits. */
export function numberWord(n: number): string {
  return NUMBERS[n] ?? String(n);
}

/** Line numbers have no meaning in a mail: the reader has another tree. */
export function withoutLineNumbers(text: string): string {
  return text
    .replace(/,? at line \d+(?: of the other version)?/g, '')
    .replace(/, line \d+/g, '')
    .replace(/\bline \d+: /g, '')
    .replace(/((?:\(\)|\.[chS])):\d+/g, '$1');
}

/** The last decision of a path in words: `when ret is not 0`; empty where none can be told. */
export function conditionOf(steps: readonly Step[]): string {
  const first = steps.findIndex(({ operation }) => operation !== undefined);
  for (const { event, text } of steps.slice(Math.max(0, first)).toReversed()) {
    const [, condition, truth] = /^(.+) is (true|false)$/.exec(event) ?? [];
    if (condition === undefined || condition.startsWith('…') || condition.length > 60 || /^(?:for|while)\b/.test(text))
      continue;
    return `when ${inSentence(decision(condition, truth === 'true'))}`;
  }
  return '';
}

const OPPOSITE: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

function decision(condition: string, isTrue: boolean): string {
  const [left, operator, right, ...more] = condition.split(/ (==|!=|<=|>=|<|>) /);
  if (operator !== undefined && more.length === 0 && !/&&|\|\|/.test(condition))
    return `${left} ${isTrue ? operator : OPPOSITE[operator]} ${right}`;
  if (/^(?:ret|err|error|rc|retval|result)$/.test(condition)) return `${condition} is ${isTrue ? 'not 0' : '0'}`;
  const [, pointer] = /^IS_ERR\((.+)\)$/.exec(condition) ?? [];
  if (pointer !== undefined) return `${pointer} is ${isTrue ? 'an error' : 'no error'}`;
  return `${condition} is ${isTrue}`;
}
