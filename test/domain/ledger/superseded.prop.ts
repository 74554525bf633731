import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, type Instant, isoInstant } from '../../../shared/domain/base/instant.ts';
import { byText } from '../../../shared/domain/base/order.ts';
import { madeAt } from '../../../shared/domain/delivery/order.ts';
import type { LedgerVersion } from '../../../shared/domain/ledger/snapshot.ts';
import {
  mayHoldSuperseded,
  SUPERSEDED_KEPT_DAYS,
  superseded,
} from '../../../shared/domain/ledger/superseded.ts';
import { orderOfVersion } from '../../../shared/domain/ledger/version.ts';

const START = Date.UTC(2026, 0, 1);
const madeAtOf = (version: LedgerVersion): Instant => madeAt(orderOfVersion(version));

/** Deliveries of a month some days apart, at times two at the same time; some never came to be seen, or in other code. */
const history = fc
  .record({
    steps: fc.array(
      fc.record({
        days: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 30, max: 200 })),
        isPublished: fc.boolean(),
        digests: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
      }),
      { minLength: 1, maxLength: 20 },
    ),
    age: fc.integer({ min: 0, max: 600 }),
  })
  .map(({ steps, age }) => {
    let at = START;
    const stored: LedgerVersion[] = [];
    const chain: LedgerVersion[] = [];
    for (const [index, { days, isPublished, digests }] of steps.entries()) {
      at += days * DAY_MS;
      const versions = digests.map((digest) => `${isoInstant(at)}~e${100 + index}~${digest.repeat(16)}`);
      stored.push(...versions);
      if (isPublished) chain.push(versions[0]!);
    }
    return { stored, chain, now: START + age * DAY_MS };
  })
  .filter(({ chain }) => chain.length > 0);

it('what was known at any time of the last months can be read, and the last of a month for good', () => {
  fc.assert(
    fc.property(history, ({ stored, chain, now }) => {
      const gone = superseded(stored, { chain }, now);
      const since = now - SUPERSEDED_KEPT_DAYS * DAY_MS;
      for (const time of [since, ...chain.map(madeAtOf).filter((made) => made > since)]) {
        const shown = chain.findLast((version) => madeAtOf(version) <= time);
        expect(gone).not.toContain(shown);
      }
      expect(gone).not.toContain(chain.at(-1));
      // Whatever became of the chain: what is shown stays.
      expect(superseded(stored, { chain: chain.toReversed() }, now)).not.toContain(chain[0]);
      expect(gone.filter((version) => madeAtOf(version) >= since)).toEqual([]);
      if (gone.length > 0) expect(mayHoldSuperseded({ chain }, now)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it('in the end only the last of the month is left, and what may yet be published', () => {
  fc.assert(
    fc.property(history, ({ stored, chain }) => {
      const end = madeAtOf(stored.at(-1)!) + (SUPERSEDED_KEPT_DAYS + 1) * DAY_MS;
      const gone = new Set(superseded(stored, { chain }, end));
      const last = chain.at(-1)!;
      const newer = stored.filter((each) => byText(orderOfVersion(each), orderOfVersion(last)) > 0);
      expect(stored.filter((version) => !gone.has(version)).toSorted(byText)).toEqual(
        [last, ...newer].toSorted(byText),
      );
    }),
    { numRuns: 1_000 },
  );
});
