import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byText } from '../../../shared/domain/base/order.ts';
import { applyDiff, diffEntries } from '../../../shared/domain/ledger/diff.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { entryKey, sortByKey } from '../../../shared/domain/ledger/entry-key.ts';
import { type EntryVersion, visibleEntries } from '../../../shared/domain/ledger/visible.ts';
import { aCell, anEntry } from '../../builders/entry.ts';

const part = fc.oneof(
  fc.constantFrom('', 'a', 'a#b', '#', '%', '%23', '\ud800', '\ufffd', '\n'),
  fc.string({ unit: 'binary' }),
);
const scope = fc.record({ dimension: part, team: part, value: part });
const entry: fc.Arbitrary<LedgerEntry> = fc
  .record({
    value: fc.constantFrom('role/a@1', 'role/b@1', 'role/a#b@1'),
    day: fc.integer({ min: 20760, max: 20763 }),
    cost: fc.bigInt({ min: 0n, max: 3n }),
    sessions: fc.constantFrom({ count: 0, sample: [] }, { count: 1, sample: ['s'] }),
  })
  .map(({ cost, ...rest }) => anEntry({ ...rest, cells: [aCell({ cost })] }));
const ledger = fc.uniqueArray(entry, { selector: entryKey, maxLength: 12 }).map(sortByKey);

describe('entry keys', () => {
  it('differ whenever scope or day differ, whatever the names hold, in UTF-8 too', () => {
    const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
    fc.assert(
      fc.property(scope, scope, fc.boolean(), (a, b, later) => {
        const day = 20760;
        const same = JSON.stringify(a) === JSON.stringify(b) && !later;
        const [keyA, keyB] = [
          entryKey({ scope: a, day }),
          entryKey({ scope: b, day: later ? day + 1 : day }),
        ];
        expect(bytes(keyA) === bytes(keyB)).toBe(same);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('differences between ledgers', () => {
  it('applied to the old one give the new one', () => {
    fc.assert(
      fc.property(ledger, ledger, (base, next) => {
        expect(applyDiff(base, diffEntries(base, next))).toEqual(next);
      }),
    );
  });

  it('of a ledger with itself are none, and never more than the entries of both', () => {
    fc.assert(
      fc.property(ledger, ledger, (base, next) => {
        expect(diffEntries(base, base)).toEqual([]);
        const keys = new Set([...base, ...next].map(entryKey));
        expect(diffEntries(base, next).length).toBeLessThanOrEqual(keys.size);
      }),
    );
  });
});

describe('what a reader sees', () => {
  it('is the newest published ledger, however many unpublished versions lie between and in any order', () => {
    const history = fc.array(fc.record({ ledger, published: fc.boolean() }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (deliveries, shuffle) => {
        const chain: string[] = [];
        const versions: EntryVersion[] = [];
        let visible: readonly LedgerEntry[] = [];
        for (const [number, delivery] of deliveries.entries()) {
          const order = `2026-11-${String(10 + number)}T00:00:00.000Z~e`;
          for (const changed of diffEntries(visible, delivery.ledger))
            versions.push({ version: order, entry: changed });
          if (!delivery.published) continue;
          chain.push(order);
          visible = delivery.ledger;
        }
        const mixed = versions
          .map((version) => ({ version, place: String(shuffle.next().value) }))
          .sort((a, b) => byText(a.place, b.place))
          .map(({ version }) => version);
        expect(visibleEntries(mixed, chain)).toEqual(visible);
      }),
    );
  });
});
