import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeap } from '../../../../shared/adapters/cur/kernels/heap.ts';
import { SLACK_BYTES } from '../../../../shared/adapters/cur/kernels/kernels.ts';

function newHeap() {
  let buffer = new ArrayBuffer(1024);
  return createHeap(
    {
      buffer: () => buffer,
      growTo: (bytes) => {
        buffer = buffer.transfer(bytes);
      },
    },
    64,
  );
}

/** A block to take, or one of those taken to give back. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ take: fc.integer({ min: 0, max: 5_000 }) }) },
  { weight: 2, arbitrary: fc.record({ give: fc.nat(1_000) }) },
);

test('blocks never overlap, their slack included, and all that is given back is one place again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = newHeap();
      const taken: { at: number; bytes: number }[] = [];
      for (const one of steps) {
        if ('take' in one) {
          const at = heap.alloc(one.take);
          const end = at + one.take + SLACK_BYTES;
          expect(at % 64).toBe(0);
          for (const other of taken)
            expect(end <= other.at || at >= other.at + other.bytes + SLACK_BYTES).toBe(true);
          taken.push({ at, bytes: one.take });
          expect(heap.views.u8.length).toBeGreaterThanOrEqual(end);
        } else if (taken.length > 0) {
          heap.free(taken.splice(one.give % taken.length, 1)[0]!.at);
        }
      }
      for (const { at } of taken) heap.free(at);
      const size = heap.size();
      if (size > 64 + SLACK_BYTES) expect(heap.alloc(size - 64 - SLACK_BYTES)).toBe(64);
      expect(heap.size()).toBe(size);
    }),
  );
});
