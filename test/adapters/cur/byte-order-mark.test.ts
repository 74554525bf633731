import { expect, test } from 'vitest';
import { decodeRollup, encodeRollup } from '../../../shared/adapters/cur/rollup/rollup-file.ts';
import { aCurRow, readCharges, toCsv, toParquet, utf8 } from '../../builders/cur-file.ts';
import { anEntry } from '../../builders/entry.ts';
import { aSnapshot } from '../../builders/snapshot.ts';

const MARKED = '\uFEFFteam';

test.each(['parquet', 'csv'] as const)(
  'a name that begins with the byte-order mark is another name than without it (%s)',
  async (format) => {
    const rows = [MARKED, 'team'].map((name) =>
      aCurRow({ regionCode: name, product: { product_name: name }, tags: { 'iamPrincipal/team': name } }),
    );
    const bytes = format === 'csv' ? utf8(toCsv(rows)) : toParquet(rows);
    const { charges } = await readCharges(format, bytes);
    for (const [index, name] of [MARKED, 'team'].entries()) {
      const { regionCode, productName, tags } = charges[index]!;
      expect([regionCode, productName, tags['iamPrincipal/team']]).toEqual([name, name, name]);
    }
  },
);

test('the rollup gives it back', () => {
  const snapshot = aSnapshot({ entries: [anEntry({ team: MARKED }), anEntry({ team: 'team' })] });
  expect(decodeRollup(encodeRollup(snapshot))).toEqual(snapshot);
});
