import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { text } from '../../../shared/adapters/aws/attributes.ts';
import { entryItems, readSlice } from '../../../shared/adapters/aws/entry-item.ts';
import { itemBytes } from '../../../shared/adapters/aws/item-size.ts';
import { aCell } from '../../builders/entry.ts';
import { aLedgerPointer, aPrincipalDay } from '../../builders/stored-ledger.ts';

/** A day of two models and three token kinds, of amounts that have nothing in common. */
const cells = ['claude-haiku-4.5', 'claude-opus-4.6'].flatMap((model) =>
  (['cache-read', 'input', 'output'] as const).flatMap((tokenKind, kind) =>
    Array.from({ length: 24 }, (_, hourOfDay) =>
      aCell({
        model,
        tokenKind,
        hourOfDay,
        cost: BigInt((hourOfDay + 7) ** (kind + 5)) * 16_500n,
        tokens: 91 ** kind,
      }),
    ),
  ),
);
const entry = aPrincipalDay('role/claims-agent@123456789012', { cells });
const [item] = entryItems(aLedgerPointer(1, [entry]), entry);

/** The same as items were until versions were packed. */
const listed = {
  ...item!,
  cells: {
    L: ['claude-haiku-4.5', 'claude-opus-4.6'].flatMap((model) =>
      ['cache-read', 'input', 'output'].map((kind) => {
        const run = cells.filter((cell) => cell.model === model && cell.tokenKind === kind);
        const column = (name: 'hourOfDay' | 'cost' | 'tokens' | 'rows') =>
          text(run.map((cell) => cell[name]).join(' '));
        return {
          M: {
            model: text(model),
            kind: text(kind),
            hours: column('hourOfDay'),
            cost: column('cost'),
            tokens: column('tokens'),
            rows: column('rows'),
          },
        };
      }),
    ),
  },
};

test('a packed entry holds no more memory than its bytes', () => {
  const { B: packed } = item!.cells!;
  expect(packed?.buffer.byteLength).toBe(packed?.byteLength);
  expect(packed?.byteLength).toBeGreaterThan(100);
});

test('an entry is the same after it was packed, in half of the bytes', () => {
  expect(readSlice(item!).entry).toEqual(entry);
  expect(itemBytes(item!) / itemBytes(listed)).toBeLessThan(0.55);
});

test('an entry that an earlier version stored is read as well', () => {
  expect(readSlice(listed).entry).toEqual(entry);
});

test.each([
  ['bytes that are no archive', new Uint8Array([255, 1, 2])],
  ['an archive that was cut off', item!.cells!.B!.slice(0, -9)],
  ['an archive of half a text', deflateRawSync('[[')],
  ['an archive of something else', deflateRawSync('[["m","input",7]]')],
  ['nothing', undefined],
])('%s is a bug that names the item, never an empty entry', (_what, B) => {
  const { cells: _, ...rest } = item!;
  expect(() => readSlice(B === undefined ? rest : { ...rest, cells: { B } })).toThrowError(
    expect.objectContaining({
      kind: 'bug',
      detail: { file: expect.stringContaining('claims-agent'), column: 'cells' },
    }),
  );
});

test('an hour without one of its numbers is a bug', () => {
  const B = deflateRawSync(JSON.stringify([['m', 'input', '0 1', '5 5', '1', '1 1']]));
  expect(() => readSlice({ ...item!, cells: { B } })).toThrowError(/hours without numbers/);
});
