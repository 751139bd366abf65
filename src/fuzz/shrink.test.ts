import { describe, expect, it } from 'vitest';
import { shrink } from './shrink.js';

describe('shrink', () => {
  it('leaves what is needed for the failure', async () => {
    const text = `${'some line\n'.repeat(50)}a needle here\n${'more\n'.repeat(30)}`;
    expect(await shrink(text, async (smaller) => smaller.includes('needle'), { left: 1000 })).toBe('needle');
  });

  it('asks no more often than it may', async () => {
    let asked = 0;
    const fails = async () => ++asked > 0;
    await shrink('a\n'.repeat(500), async () => !(await fails()), { left: 20 });
    expect(asked).toBe(20);
  });
});
