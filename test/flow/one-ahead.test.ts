import { expect, test } from 'vitest';
import { oneAhead } from '../../shared/flow/one-ahead.ts';

const told: string[] = [];

/** A sequence that tells when it is begun, and when it is over or was left. */
async function* sequence(name: string, items: readonly number[], fault?: Error): AsyncGenerator<number> {
  told.push(`${name} begins`);
  try {
    for (const item of items) yield item;
    if (fault !== undefined) throw fault;
  } finally {
    told.push(`${name} ends`);
  }
}

async function read(
  openers: readonly (() => AsyncIterable<number>)[],
  stopAt?: number,
): Promise<readonly number[]> {
  told.length = 0;
  const seen: number[] = [];
  for await (const items of oneAhead(openers)) {
    for await (const item of items) {
      told.push(String(item));
      seen.push(item);
    }
    if (seen.length === stopAt) break;
  }
  return seen;
}

const THREE = [() => sequence('a', [1, 2]), () => sequence('b', []), () => sequence('c', [3])];

test('all items come in order, each sequence begun while the one before is used, never two ahead', async () => {
  expect(await read(THREE)).toEqual([1, 2, 3]);
  const at = (line: string): number => told.indexOf(line);
  expect(at('b begins')).toBeLessThan(at('1'));
  expect(at('c begins')).toBeGreaterThan(at('a ends'));
  expect(at('c begins')).toBeLessThan(at('3'));
  expect(await read([])).toEqual([]);
});

test('a fault comes in its turn, and what was opened ahead is closed', async () => {
  const fault = new Error('the second is damaged');
  const openers = [() => sequence('a', [1]), () => sequence('b', [], fault), () => sequence('c', [2])];
  await expect(read(openers)).rejects.toBe(fault);
  expect(told).toContain('1');
  expect(told).toContain('c ends');
});

test('whoever stops early leaves nothing open', async () => {
  expect(await read(THREE, 2)).toEqual([1, 2]);
  expect(told.filter((line) => line.endsWith('begins')).length).toBe(
    told.filter((line) => line.endsWith('ends')).length,
  );
});

test('whoever stops inside of a sequence closes it, and the one that was begun ahead', async () => {
  told.length = 0;
  let closed = false;
  const endless: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ value: 1, done: false }),
      return: async () => {
        closed = true;
        return { value: undefined, done: true };
      },
    }),
  };
  const reading = async () => {
    for await (const items of oneAhead([() => endless, () => sequence('b', [2])])) {
      for await (const _ of items) return;
    }
  };
  await reading();
  expect([closed, told]).toEqual([true, ['b begins', 'b ends']]);
});
