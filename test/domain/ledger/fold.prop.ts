import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimal, DECIMAL_ZERO, decimalText, parseDecimal } from '../../../shared/domain/base/decimal.ts';
import type { ChargeFacts } from '../../../shared/domain/charge/charge.ts';
import { sortByKey } from '../../../shared/domain/ledger/entry-key.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { costOfEntry, reconcile } from '../../../shared/domain/ledger/reconcile.ts';
import type { Snapshot } from '../../../shared/domain/ledger/snapshot.ts';
import { AN_HOUR, aBatch, type RowSpec } from '../../builders/batch.ts';
import { aFacts, aForeignFacts, aMarketplaceFacts } from '../../builders/facts.ts';

const ATTRIBUTION = {
  rules: [{ by: 'principal-tag', key: 'team' }],
  tagDimensions: ['project', 'env'],
} as const;
const DELIVERY = { exportName: 'company-cur', executionId: 'e-1', executedAt: Date.UTC(2026, 10, 18, 20) };

const POOL: readonly ChargeFacts[] = [
  aFacts(),
  aFacts({ iamPrincipal: 'arn:aws:sts::123456789012:assumed-role/search-api/other' }),
  aFacts({ tags: new Map([['iamPrincipal/team', 'fraud']]), usageType: 'USE1-NovaLite-output-tokens' }),
  aFacts({ tags: new Map([['iamPrincipal/project', '__proto__']]), iamPrincipal: '' }),
  // One name is the beginning of another, and goes on with characters before and after the key's separator.
  aFacts({ tags: new Map([['iamPrincipal/project', 'inbox']]) }),
  aFacts({ tags: new Map([['iamPrincipal/project', 'inbox!']]) }),
  aFacts({ tags: new Map([['iamPrincipal/project', 'inbox#2']]) }),
  aFacts({ usageType: 'USE1-Nobody-knows', pricingUnit: 'things' }),
  aFacts({ lineItemType: 'Credit' }),
  aFacts({ lineItemType: 'Tax', billingCurrency: 'EUR' }),
  aMarketplaceFacts(),
  aForeignFacts(),
];

const cost = fc.oneof(
  fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }).map((pico) => decimalText({ units: pico, scale: 12 })),
  fc.bigInt({ min: 0n, max: 10n ** 9n }).map((units) => decimalText({ units, scale: 17 })),
  fc.constantFrom('0', '999.999999999999', '1000', '0.0165'),
);
const row: fc.Arbitrary<RowSpec> = fc.record({
  facts: fc.constantFrom(...POOL),
  hour: fc.integer({ min: AN_HOUR - 40, max: AN_HOUR + 40 }),
  span: fc.constantFrom(1, 1, 1, 6),
  cost,
  usage: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const rows = fc.array(row, { maxLength: 60 });

const snapshotOf = (batches: readonly (readonly RowSpec[])[]): Snapshot => {
  const fold = createFold({ attribution: ATTRIBUTION, billingPeriod: '2026-11' });
  batches.forEach((batch, index) => {
    fold.add(aBatch(batch, { file: `charges-${index}.csv` }));
  });
  return fold.finish({ ...DELIVERY, dataFiles: [] });
};

const isUsage = ({ facts }: RowSpec): boolean =>
  facts?.lineItemType === 'Usage' && facts.productCode !== 'AmazonEC2';

describe('a folded delivery', () => {
  it('is the same for every order of its rows and every cutting into batches and files', () => {
    fc.assert(
      fc.property(
        rows.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
            fc.array(fc.nat({ max: all.length }), { maxLength: 5 }),
          ),
        ),
        ([all, shuffled, cuts]) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), shuffled.length];
          const pieces = edges.slice(1).map((to, index) => shuffled.slice(edges[index], to));
          expect(snapshotOf(pieces)).toEqual(snapshotOf([all]));
        },
      ),
    );
  });

  it('holds the whole Bedrock usage in every dimension, to the picodollar', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { entries, totals } = snapshotOf([all]);
        expect(reconcile(entries, totals)).toEqual([]);
        expect(entries).toEqual(sortByKey(entries));
        for (const dimension of ['principal', 'project', 'env']) {
          const own = entries.filter(({ scope }) => scope.dimension === dimension);
          expect(own.reduce((sum, entry) => sum + costOfEntry(entry), 0n).toString()).toBe(totals.ledgerPico);
        }
      }),
    );
  });

  it('gives teams exactly the usage cost, and the whole exactly the sum of the rows', () => {
    const sum = (texts: readonly string[]): string =>
      decimalText(texts.map(parseDecimal).reduce(addDecimal, DECIMAL_ZERO));
    fc.assert(
      fc.property(rows, (all) => {
        const { totals } = snapshotOf([all]);
        const usage = all.filter(isUsage).map((one) => one.cost ?? '');
        expect(sum(Object.values(totals.teams).map(({ USD }) => USD ?? '0'))).toBe(sum(usage));
        expect(totals.bedrock.usageCost.USD ?? '0').toBe(sum(usage));
        for (const currency of ['USD', 'EUR']) {
          const own = all.filter(({ facts }) => facts?.billingCurrency === currency);
          expect(totals.cost[currency] ?? '0').toBe(sum(own.map((one) => one.cost ?? '')));
        }
        expect(totals.rows).toBe(all.length);
      }),
    );
  });

  it('does not depend on which way a cost was handed over, as a double or as a decimal', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const fast = aBatch(all);
        const slow = {
          ...fast,
          costPico: fast.costPico.map(() => Number.NaN),
          exactCost: new Map(all.map((one, index) => [index, parseDecimal(one.cost ?? '')])),
        };
        const [a, b] = [fast, slow].map((batch) => {
          const fold = createFold({ attribution: ATTRIBUTION, billingPeriod: '2026-11' });
          fold.add(batch);
          return fold.finish(DELIVERY);
        });
        expect(a).toEqual(b);
      }),
    );
  });
});
