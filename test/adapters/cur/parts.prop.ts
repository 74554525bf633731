import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodePart, encodePart } from '../../../shared/adapters/cur/rollup/part-file.ts';
import { encodeRollup } from '../../../shared/adapters/cur/rollup/rollup-file.ts';
import { decimalText } from '../../../shared/domain/base/decimal.ts';
import type { ChargeFacts } from '../../../shared/domain/charge/charge.ts';
import type { Delivery } from '../../../shared/domain/delivery/delivery.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { createMerge } from '../../../shared/domain/ledger/merge-parts.ts';
import { AN_HOUR, aBatch, type RowSpec } from '../../builders/batch.ts';
import { aFacts, aForeignFacts, aMarketplaceFacts } from '../../builders/facts.ts';

const attribution = {
  rules: [{ by: 'principal-tag', key: 'team' }],
  tagDimensions: ['project'],
} as const;
const session = (name: string) => `arn:aws:sts::123456789012:assumed-role/search-api/${name}`;
const team = (name: string) => new Map([['iamPrincipal/team', name]]);

const POOL: readonly ChargeFacts[] = [
  ...Array.from({ length: 8 }, (_, index) => aFacts({ iamPrincipal: session(`run-${index}`) })),
  aFacts({ usageType: 'USE1-NovaLite-output-tokens', tags: team('constructor') }),
  aFacts({ regionCode: 'eu-central-1', usageType: 'EUC1-Claude4.6Sonnet-input-tokens' }),
  aFacts({ tags: new Map([['iamPrincipal/project', '__proto__']]), iamPrincipal: '' }),
  aFacts({ usageType: 'USE1-Nobody-knows', pricingUnit: 'things' }),
  aFacts({ usageType: '__proto__', pricingUnit: 'things' }),
  aFacts({ lineItemType: 'Credit' }),
  aFacts({ lineItemType: 'Tax', billingCurrency: 'EUR' }),
  aMarketplaceFacts(),
  aForeignFacts(),
  aForeignFacts({ productCode: 'toString' }),
];
const cost = fc.oneof(
  fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }).map((units) => decimalText({ units, scale: 12 })),
  fc.bigInt({ min: 0n, max: 10n ** 9n }).map((units) => decimalText({ units, scale: 17 })),
);
const row: fc.Arbitrary<RowSpec> = fc.record({
  facts: fc.constantFrom(...POOL),
  hour: fc.integer({ min: AN_HOUR - 40, max: AN_HOUR + 40 }),
  span: fc.constantFrom(1, 1, 1, 6, 720),
  cost,
  usage: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const files = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 6 });

const nameOf = (index: number): string => `charges-${index}.csv`;
const aDelivery = (of: readonly (readonly [index: number, rows: unknown])[]): Delivery => ({
  exportName: 'company-cur',
  billingPeriod: '2026-11',
  executionId: 'e-1',
  executedAt: Date.UTC(2026, 10, 18, 20),
  dataFiles: of.map(([index]) => ({
    pin: { bucket: 'b', key: nameOf(index), etag: '', bytes: 1, lastModified: 0 },
    format: 'csv',
  })),
});

function folded(of: readonly (readonly [index: number, rows: readonly RowSpec[]])[]) {
  const fold = createFold({ attribution });
  for (const [index, rows] of of) fold.add(aBatch(rows, { file: nameOf(index) }));
  return fold;
}

it('any sharing out of the files over parts, in any order, gives the bytes of one reading of all', () => {
  const shared = files.chain((all) =>
    fc.record({
      all: fc.constant(all.map((rows, index) => [index, rows] as const)),
      groups: fc.array(fc.nat({ max: 3 }), { minLength: all.length, maxLength: all.length }),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
    }),
  );
  fc.assert(
    fc.property(shared, ({ all, groups, order }) => {
      const delivery = aDelivery(all);
      const merge = createMerge(attribution);
      for (const group of order) {
        const own = all.filter((_, index) => groups[index] === group);
        decodePart(encodePart(folded(own).finishPart(aDelivery(own))), merge.add);
      }
      const merged = encodeRollup(merge.finishTable(delivery));
      const whole = encodeRollup(folded(all).finishTable(delivery));
      expect(Buffer.from(merged).equals(Buffer.from(whole))).toBe(true);
    }),
    { numRuns: 80 },
  );
});
