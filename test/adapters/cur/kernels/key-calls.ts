import fc from 'fast-check';

/** Keys that differ in few bits, in either half or both; many or few of them again. */
const spread = fc
  .record({
    count: fc.nat(1_500),
    distinct: fc.integer({ min: 1, max: 2_000 }),
    step: fc.bigInt({ min: 1n, max: 2n ** 62n }),
    first: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  })
  .map(({ count, distinct, step, first }) =>
    Array.from({ length: count }, (_, i) =>
      BigInt.asUintN(64, first + step * BigInt((i * 7_919) % distinct)),
    ),
  );
const packed = fc.array(
  fc
    .tuple(fc.nat(3), fc.nat(3), fc.nat(3))
    .map(([low, middle, high]) => BigInt(low) | (BigInt(middle) << 31n) | (BigInt(high) << 62n)),
  { maxLength: 700 },
);

/**
 * The keys of a few calls, beyond a block each and beyond the room of a new table, and how many bits were said of them:
 * few make a table that does not hash.
 */
export const keyCalls = fc
  .tuple(fc.array(fc.oneof(spread, packed), { maxLength: 3 }), fc.constantFrom(64, 64, 20, 9))
  .map(([calls, keyBits]) => ({
    keyBits,
    calls: calls.map((keys) => keys.map((key) => BigInt.asUintN(keyBits, key))),
  }));
