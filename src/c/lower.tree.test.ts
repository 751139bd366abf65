import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kernelDialect } from './dialect.js';
import { lowerFunction } from './lower.js';
import { parseUnit } from './parse.js';
import { LoweringError } from './state.js';
import { verify } from './verify.js';

const TREE = process.env.FOLIOLINT_TREE_6_12;
const context = { dialect: kernelDialect(), touched: { changed: [], gaps: [] } };

describe.skipIf(TREE === undefined)('lowering Linux 6.12 (skipped without FOLIOLINT_TREE_6_12)', () => {
  test('all of mm/ becomes sound CFGs', async () => {
    const problems: string[] = [];
    const refused: string[] = [];
    let lowered = 0;
    for (const file of readdirSync(join(TREE!, 'mm')).filter((name) => name.endsWith('.c'))) {
      const image = {
        path: `mm/${file}`,
        text: readFileSync(join(TREE!, 'mm', file), 'latin1'),
        complete: true,
        fragments: [],
      };
      const unit = parseUnit(image, { config: 'all', lower: (syntax) => lowerFunction(syntax, context) });
      for (const head of unit.functions) {
        try {
          problems.push(...verify(head.lower()).map((problem) => `${head.name}: ${problem}`));
          lowered += 1;
        } catch (error) {
          if (!(error instanceof LoweringError)) throw error;
          refused.push(`${head.name}: ${error.message}`);
        }
      }
      await new Promise(setImmediate);
    }
    expect(problems).toEqual([]);
    expect(refused.length).toBeLessThanOrEqual(2);
    expect(lowered).toBeGreaterThan(5000);
  });
});
