import { expect, test } from 'vitest';
import { observeAll } from '../../shared/domain/evaluation/ripeness/observe.ts';
import { NOTHING_LEARNED, type RipenessState } from '../../shared/domain/evaluation/ripeness/state.ts';
import { arrivals, LAWS } from '../builders/arrival.ts';
import { at } from '../builders/series.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

const KNOWN = [...arrivals(LAWS.bursty, 9, at('2026-11-01'), 21)];
/** What the first so many deliveries taught. */
const after = (deliveries: number): RipenessState => observeAll(NOTHING_LEARNED, KNOWN.slice(0, deliveries));

export function ripenessStoreContract(fresh: FreshStores): void {
  test('nothing learned is undefined', async () => {
    const { ripeness } = await fresh();
    expect(await ripeness.read('bedrock-hourly')).toBeUndefined();
  });

  test('three weeks of deliveries are read back as they were written, each export for itself', async () => {
    const { ripeness } = await fresh();
    const state = after(KNOWN.length);
    expect(state.deliveries.length).toBeGreaterThan(40);
    for (const name of HOSTILE_NAMES) expect(await ripeness.write(name, state, undefined)).toBe(true);
    for (const name of HOSTILE_NAMES) expect(await ripeness.read(name)).toEqual(state);
    expect(await ripeness.read('another')).toBeUndefined();
  });

  test('what was learned meanwhile stays, and the later worker hears of it', async () => {
    const { ripeness } = await fresh();
    const [one, two, three] = [after(1), after(2), after(3)];
    expect(await ripeness.write('e', one, undefined)).toBe(true);
    expect(await ripeness.write('e', two, undefined)).toBe(false);
    expect(await ripeness.write('e', two, one)).toBe(true);
    expect(await ripeness.write('e', three, one)).toBe(false);
    expect(await ripeness.read('e')).toEqual(two);
  });

  test('a repeat after a lost answer is told that it was done', async () => {
    const { ripeness } = await fresh();
    const [one, two] = [after(1), after(2)];
    expect(await ripeness.write('e', one, undefined)).toBe(true);
    expect(await ripeness.write('e', one, undefined)).toBe(true);
    expect(await ripeness.write('e', two, one)).toBe(true);
    expect(await ripeness.write('e', two, one)).toBe(true);
    expect(await ripeness.read('e')).toEqual(two);
  });

  test('of two workers that learn at once one is first', async () => {
    const { ripeness } = await fresh();
    await ripeness.write('e', after(1), undefined);
    const other = observeAll(after(1), [KNOWN[4]!]);
    const written = await Promise.all([after(2), other].map((state) => ripeness.write('e', state, after(1))));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect((await ripeness.read('e'))!.taught).toBe(2);
  });
}
