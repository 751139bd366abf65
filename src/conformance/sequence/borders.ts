import { newMemory, type Semantics, SemanticsError, tailOf } from '../../page/index.js';
import { callText } from './operations.js';
import type { RuleName } from './rules.js';
import type { SequenceStep, Violation } from './violation.js';

const INT_MAX = 0x7fffffff;

/** A fixed sequence on one page, for the ends of the range that a search by small counts does not come to. */
interface Border {
  readonly rule: RuleName;
  readonly calls: readonly (readonly [name: string, ...args: readonly number[]])[];
  /** On a tail in vmemmap that is mapped read-only. */
  readonly readOnly?: true;
  readonly broken: (steps: readonly SequenceStep[]) => boolean;
}

const BORDERS: readonly Border[] = [
  {
    rule: 'frozen-by-overflow',
    calls: [['set_page_count', INT_MAX], ['get_page_unless_zero'], ['page_ref_count']],
    broken: ([, get, read]) => get!.ret === 0 && read!.ret === 0,
  },
  {
    rule: 'zero-reported-early',
    calls: [['set_page_count', INT_MAX], ['page_ref_inc'], ['page_ref_dec_and_test']],
    broken: ([, , put]) => put!.ret !== 0,
  },
  {
    rule: 'wrong-count',
    calls: [['set_page_count', INT_MAX], ['page_ref_sub_and_test', INT_MAX - 1], ['page_ref_count']],
    broken: ([, , read]) => read!.ret !== 1,
  },
  {
    rule: 'store-to-tail',
    calls: [['get_page_unless_zero']],
    readOnly: true,
    broken: ([get]) => get!.bugs.some(({ condition }) => condition === 'write to a read-only struct page'),
  },
];

/** The rules that hold at INT_MAX, behind it, and on pages that cannot be written. */
export function searchBorders(semantics: Semantics): readonly Violation[] {
  return BORDERS.flatMap((border) => {
    const steps = runBorder(semantics, border);
    if (!steps || !border.broken(steps)) return [];
    const bug = steps.at(-1)!.bugs[0];
    return { rule: border.rule, function: bug?.function ?? toBlame(semantics, border), steps, ...(bug && { bug }) };
  });
}

/** Where the source of the count decides, and not the function around it that is called. */
function toBlame(semantics: Semantics, { calls }: Border): string {
  const name = calls.findLast(([call]) => call !== 'page_ref_count')![0];
  if (name !== 'get_page_unless_zero') return name;
  return ['page_ref_add_unless_zero', 'page_ref_add_unless'].find((inner) => semantics.has(inner)) ?? name;
}

function runBorder(semantics: Semantics, { calls, readOnly }: Border): SequenceStep[] | undefined {
  const memory = newMemory(2);
  if (readOnly) memory.pages[1] = { ...tailOf(memory.pages[0]!), vmemmap: 'read-only' };
  try {
    return calls.map(([name, ...args]) => {
      const before = memory.pages[1]!.raw;
      const { ret, bugs } = semantics.run(memory, name, [1, ...args]);
      const text = callText({ name, args }, readOnly ? 'tail' : 'page');
      return { text, before, after: memory.pages[1]!.raw, ret, bugs };
    });
  } catch (error) {
    if (error instanceof SemanticsError) return undefined;
    throw error;
  }
}
