import { expect, test } from 'vitest';
import { SLACK_BYTES } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { bothEngines, put, taken } from './both-engines.ts';

test.each(bothEngines().map((engine) => [engine.kind, engine] as const))(
  'the heap of %s keeps its content when it grows, and uses freed blocks again',
  (_, engine) => {
    const { heap } = engine;
    const kept = put(engine, Uint8Array.of(1, 2, 3));
    const large = heap.alloc(32 * 1024 * 1024);
    heap.views.u8[large + 32 * 1024 * 1024 - 1] = 9;
    expect([...taken(engine, kept, 3)]).toEqual([1, 2, 3]);
    const size = heap.size();
    heap.free(large);
    expect(heap.alloc(20 * 1024 * 1024)).toBe(large);
    expect(heap.size()).toBe(size);
    expect(() => heap.alloc(3 * 2 ** 30)).toThrow(RangeError);
    // As 32 bits these would be few bytes, or less than none.
    expect(() => heap.alloc(2 ** 32 + 8)).toThrow(RangeError);
    expect(() => heap.alloc(2 ** 30 - 8)).toThrow(RangeError);
    const moved = heap.regrow(kept, 1000, 3);
    expect(moved).not.toBe(kept);
    expect([...taken(engine, moved, 3)]).toEqual([1, 2, 3]);
  },
);

test.each(bothEngines().map((engine) => [engine.kind, engine] as const))(
  'what is trimmed off a block of %s is given out again, and its slack stays',
  (_, engine) => {
    const { heap } = engine;
    const block = heap.alloc(10_000);
    heap.views.u8.fill(7, block, block + 1_000);
    heap.trim(block, 1_000);
    const next = heap.alloc(8_000);
    expect(next).toBeGreaterThanOrEqual(block + 1_000 + SLACK_BYTES);
    expect(next).toBeLessThan(block + 10_000);
    heap.views.u8.fill(9, next, next + 8_000);
    expect(new Set(taken(engine, block, 1_000))).toEqual(new Set([7]));
    // Nothing is made larger.
    heap.trim(next, 20_000);
    expect(heap.alloc(100)).toBeGreaterThanOrEqual(next + 8_000);
    heap.free(block);
    expect(heap.alloc(500)).toBe(block);
  },
);
