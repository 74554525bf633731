import { expect, test } from 'vitest';
import type { FreshStores } from './table-engines.ts';

export function seenRequestsContract(fresh: FreshStores): void {
  test('a request is new once, however many send it at the same time', async () => {
    const { seenRequests } = await fresh();
    const until = Date.UTC(2026, 10, 17, 21, 16);
    const told = await Promise.all(
      Array.from({ length: 6 }, () => seenRequests.remember('1763413560:aa', until)),
    );
    expect(told.filter((isNew) => isNew)).toHaveLength(1);
    expect(await seenRequests.remember('1763413560:aa', until)).toBe(false);
    expect(await seenRequests.remember('1763413560:ab', until)).toBe(true);
  });
}
