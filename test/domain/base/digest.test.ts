import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedName } from '../../../shared/domain/base/bounded-name.ts';
import { digestText } from '../../../shared/domain/base/digest.ts';
import { byText, sortedEntries } from '../../../shared/domain/base/order.ts';

/** FNV-1a as it is written down, over UTF-8. */
function reference(text: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * 0x1000000000000000000013bn);
  }
  return hash.toString(16).padStart(32, '0');
}

describe('digestText', () => {
  it.each([
    ['', '6c62272e07bb014262b821756295c58d'],
    ['a', 'd228cb696f1a8caf78912b704e4a8964'],
    ['foobar', '343e1662793c64bf6f0d3597ba446f18'],
  ])('of "%s" is the published value', (text, digest) => expect(digestText(text)).toBe(digest));

  it('is FNV-1a of the UTF-8 bytes of any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(digestText(text)).toBe(reference(text));
      }),
    );
  });

  it.each(['é', '€', '😀', 'a\u{10ffff}', '\u007f\u0080', '\u07ff\u0800', '\uffff\u{10000}'])(
    'takes "%s" by its bytes',
    (text) => {
      expect(digestText(text)).toBe(reference(text));
    },
  );

  it('tells lone surrogates apart, which UTF-8 encoders make one', () => {
    expect(new Set(['\ud800', '\ud801', '\udc00', '\ufffd'].map(digestText)).size).toBe(4);
  });

  it('does not collide on 100,000 similar texts, nor in either half', () => {
    const digests = Array.from({ length: 100_000 }, (_, index) => digestText(`team=${index}`));
    expect(new Set(digests).size).toBe(100_000);
    expect(new Set(digests.map((digest) => digest.slice(16))).size).toBe(100_000);
    expect(new Set(digests.map((digest) => digest.slice(0, 16))).size).toBe(100_000);
  });
});

describe('boundedName', () => {
  it('leaves names alone up to the limit', () => {
    expect(boundedName('x'.repeat(256))).toBe('x'.repeat(256));
    expect(boundedName('x'.repeat(257))).toHaveLength(256);
    expect(boundedName('abc', 3)).toBe('abc');
  });

  it('never cuts a character in half', () => {
    expect(boundedName(`${'x'.repeat(237)}${'😀'.repeat(20)}`)).toMatch(/^x{237}…~[0-9a-f]{16}$/);
    expect(boundedName('😀'.repeat(200))).toMatch(/^(😀){119}…~[0-9a-f]{16}$/);
  });
});

describe('byText', () => {
  it('orders by code units, and entries by key', () => {
    expect(['b', 'a', 'B', 'ä', ''].sort(byText)).toEqual(['', 'B', 'a', 'b', 'ä']);
    expect([byText('a', 'b'), byText('a', 'a'), byText('b', 'a')]).toEqual([-1, 0, 1]);
    expect(
      sortedEntries(
        new Map([
          ['b', 1],
          ['a', 2],
        ]),
      ),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});
