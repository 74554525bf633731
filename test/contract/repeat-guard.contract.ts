import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../shared/domain/base/instant.ts';
import type { FreshStores } from './table-engines.ts';

const NOW = Date.UTC(2026, 10, 17, 21);
const ANSWER = { status: 200, body: '{"version":8}' };

export function repeatGuardContract(fresh: FreshStores): void {
  test('of all who send one request at the same time one does it; its repeat gets the answer', async () => {
    const { repeats } = await fresh();
    const begun = await Promise.all(
      Array.from({ length: 5 }, () => repeats.begin('fenna', 'k1', 'put 1', NOW)),
    );
    expect(begun.map(({ outcome }) => outcome).toSorted()).toEqual([
      'first',
      ...Array.from({ length: 4 }, () => 'under-way'),
    ]);
    await repeats.finish('fenna', 'k1', ANSWER);
    expect(await repeats.begin('fenna', 'k1', 'put 1', NOW + MINUTE_MS)).toEqual({
      outcome: 'done',
      answer: ANSWER,
    });
  });

  test('a key stands for one request of one person', async () => {
    const { repeats } = await fresh();
    await repeats.begin('fenna', 'k1', 'put 1', NOW);
    await repeats.finish('fenna', 'k1', ANSWER);
    expect(await repeats.begin('fenna', 'k1', 'put 2', NOW)).toEqual({ outcome: 'other' });
    expect(await repeats.begin('robin', 'k1', 'put 1', NOW)).toEqual({ outcome: 'first' });
  });

  test('what died is done again after a minute, and after a day a key is free', async () => {
    const { repeats } = await fresh();
    await repeats.begin('fenna', 'k1', 'put 1', NOW);
    expect(await repeats.begin('fenna', 'k1', 'put 1', NOW + MINUTE_MS - 1)).toEqual({
      outcome: 'under-way',
    });
    expect(await repeats.begin('fenna', 'k1', 'put 2', NOW + MINUTE_MS)).toEqual({ outcome: 'other' });
    expect(await repeats.begin('fenna', 'k1', 'put 1', NOW + MINUTE_MS)).toEqual({ outcome: 'first' });
    await repeats.finish('fenna', 'k1', ANSWER);
    expect(await repeats.begin('fenna', 'k1', 'put 2', NOW + MINUTE_MS + DAY_MS)).toEqual({
      outcome: 'first',
    });
  });
}
