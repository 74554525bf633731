import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUR, type CurWord } from '../../../shared/adapters/cur/columns.ts';
import { PRINCIPAL_DIMENSION } from '../../../shared/domain/ledger/entry.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { costOfEntry } from '../../../shared/domain/ledger/reconcile.ts';
import { aBatch } from '../../builders/batch.ts';
import { aCurRow, type CurRow, readCharges, toCsv, toParquet, utf8 } from '../../builders/cur-file.ts';
import { aFacts } from '../../builders/facts.ts';

const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    'hasOwnProperty',
    'iamPrincipal/team',
    'a"b',
    'a\nb',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const value = fc.oneof(
  fc.constantFrom('', '__proto__', '{}', 'null', '"', "'; DROP", 'x'.repeat(256), '🪝'.repeat(128), '1,5'),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
/** Up to AWS's fifty tags of a resource, as own properties whatever their keys are. */
const tags = fc
  .uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 50, size: 'max' })
  .map((entries): Readonly<Record<string, string>> => Object.fromEntries(entries))
  .filter((map) => Object.keys(map).every((name) => name.isWellFormed()));

const ROW_WORDS = Object.keys(aCurRow({ tags: {} })) as CurWord[];

describe('a column of tags', () => {
  it('keeps up to fifty keys of any name and values of 256 characters, and harms nothing', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    await fc.assert(
      fc.asyncProperty(fc.array(tags, { minLength: 1, maxLength: 4 }), async (maps) => {
        const rows = maps.map((map) => aCurRow({ tags: map }));
        // A blank value is no tag.
        const expected = maps.map((map) =>
          Object.entries(map)
            .filter(([, text]) => text !== '')
            .sort(),
        );
        for (const { charges } of [
          await readCharges('csv', utf8(toCsv(rows))),
          await readCharges('parquet', toParquet(rows)),
        ]) {
          expect(charges.map((charge) => Object.entries(charge.tags).sort())).toEqual(expected);
        }
      }),
      // Shrinking fifty tags of thirty characters takes longer than reading them.
      { numRuns: 40, endOnFailure: true },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    expect(({} as Record<string, unknown>)['iamPrincipal/team']).toBeUndefined();
  });
});

describe('a CSV', () => {
  const rows = [
    aCurRow({ tags: { team: 'search' }, unblendedCost: '0.1' }),
    aCurRow({ tags: { team: 'a,"b"\n' }, unblendedCost: '-7.0E-10', usageAmount: 3 }),
  ];
  const extra = fc.uniqueArray(
    fc.tuple(fc.stringMatching(/^x_[a-z_]{1,12}$/), fc.constantFrom('', '1', '"', 'a,b', '{"a":"b"}')),
    { selector: ([name]) => name, maxLength: 4 },
  );

  it('of any column order, with columns nobody knows in between, gives the same charges', async () => {
    const { charges } = await readCharges('csv', utf8(toCsv(rows)));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(ROW_WORDS, { minLength: ROW_WORDS.length }),
        extra,
        async (words, more) => {
          const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const added = more.map(([name]) => name).join();
          const filled = more.map(([, text]) => cell(text)).join();
          // The rows hold line ends of their own, so each is made alone.
          const lines = rows.map((row) =>
            toCsv([row], words).slice(words.map((word) => CUR[word].name).join().length + 1),
          );
          const header = words.map((word) => CUR[word].name).join();
          const text =
            more.length === 0
              ? toCsv(rows, words)
              : `${added},${header}\n${lines.map((line) => `${filled},${line}`).join('')}`;
          expect((await readCharges('csv', utf8(text))).charges).toEqual(charges);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a caller that is not told', () => {
  const caller = fc.constantFrom<CurRow['iamPrincipal']>(
    undefined,
    '',
    ' ',
    'arn:aws:sts::123456789012:assumed-role/search-api/session-1',
  );
  const spending = fc.array(
    fc.record({ iamPrincipal: caller, cents: fc.integer({ min: -100, max: 10_000 }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );

  it('never costs a row: null or blank, its cost is in the ledger, unattributed', async () => {
    await fc.assert(
      fc.asyncProperty(spending, async (all) => {
        const rows = all.map(({ iamPrincipal, cents }) =>
          aCurRow({ unblendedCost: cents / 100, ...(iamPrincipal === undefined ? {} : { iamPrincipal }) }),
        );
        const words = [...ROW_WORDS.filter((word) => word !== 'tags'), 'iamPrincipal'] as CurWord[];
        for (const { charges } of [
          await readCharges('csv', utf8(toCsv(rows, words))),
          await readCharges('parquet', toParquet(rows, { words })),
        ]) {
          const fold = createFold({
            attribution: {
              rules: [{ by: 'principal', pattern: 'role/search-*', team: 'search' }],
              tagDimensions: [],
            },
            billingPeriod: '2026-11',
          });
          fold.add(
            aBatch(
              charges.map(({ iamPrincipal, cost }) => ({
                facts: aFacts({ iamPrincipal, tags: new Map() }),
                cost,
              })),
            ),
          );
          const { entries, totals } = fold.finish({ exportName: 'x', executionId: 'e', executedAt: 0 });
          const spent = new Map<string, bigint>();
          for (const entry of entries.filter(({ scope }) => scope.dimension === PRINCIPAL_DIMENSION))
            spent.set(entry.scope.team, (spent.get(entry.scope.team) ?? 0n) + costOfEntry(entry));
          const expected = new Map<string, bigint>();
          for (const { iamPrincipal, cents } of all) {
            const team = String(iamPrincipal ?? '').trim() === '' ? 'unattributed' : 'search';
            expected.set(team, (expected.get(team) ?? 0n) + BigInt(cents) * 10n ** 10n);
          }
          expect(spent).toEqual(expected);
          expect(totals.rows).toBe(all.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
