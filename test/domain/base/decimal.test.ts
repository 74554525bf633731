import { describe, expect, it } from 'vitest';
import {
  addDecimal,
  decimalText,
  parseDecimal,
  subtractDecimal,
  unitsAtScale,
} from '../../../shared/domain/base/decimal.ts';

const round = (text: string): string => decimalText(parseDecimal(text));

describe('parseDecimal', () => {
  it.each([
    ['0.0', '0'],
    ['-0', '0'],
    ['0e99', '0'],
    ['30', '30'],
    ['30.0', '30'],
    ['1.2E-5', '0.000012'],
    ['-7.0E-10', '-0.0000000007'],
    ['1e-7', '0.0000001'],
    ['+5.', '5'],
    ['.5', '0.5'],
    ['1.5e3', '1500'],
    ['1e21', '1000000000000000000000'],
    ['-1234567.890', '-1234567.89'],
    ['0.30000000000000004', '0.30000000000000004'],
    [`${'0'.repeat(40)}1.5`, '1.5'],
    [`${'0'.repeat(199)}1`, '1'],
    ['100e-2', '1'],
    [`1.${'0'.repeat(80)}`, '1'],
    ['0.0000000001e12', '100'],
    ['999999999999999999999999999999', '999999999999999999999999999999'],
    [`0.${'0'.repeat(59)}1`, `0.${'0'.repeat(59)}1`],
  ])('%s is %s', (text, plain) => expect(round(text)).toBe(plain));

  it.each([
    '',
    ' ',
    ' 1 ',
    '.',
    '-',
    '1,5',
    '1.2.3',
    'NaN',
    'Infinity',
    '-inf',
    '0x10',
    '1e',
    '1e5.5',
    '1_000',
    '$1',
    'e5',
    '+.e5',
    'x'.repeat(60),
  ])('refuses "%s"', (text) => {
    expect(() => parseDecimal(text)).toThrow(
      expect.objectContaining({
        kind: 'poison',
        message: 'not a decimal number',
        detail: { expected: 'a decimal number such as 0.0165', found: JSON.stringify(text) },
      }),
    );
  });

  it.each(['1e30', '1000000000000000000000000000000', `0.${'0'.repeat(60)}1`, '1e9999', '1e-9999'])(
    'refuses %s as out of range for money',
    (text) =>
      expect(() => parseDecimal(text)).toThrow(
        expect.objectContaining({
          message: 'the number is out of range for money',
          detail: expect.objectContaining({ expected: 'at most 30 digits before and 60 after the point' }),
        }),
      ),
  );

  it.each([201, 1_000_000])('refuses a text of %d digits unread, and quotes only its head', (digits) => {
    expect(() => parseDecimal('0'.repeat(digits))).toThrow(
      expect.objectContaining({
        message: 'not a decimal number',
        detail: expect.objectContaining({ found: `"${'0'.repeat(57)}…"` }),
      }),
    );
  });
});

describe('decimals', () => {
  it('add and subtract without rounding', () => {
    const sum = (a: string, b: string) => decimalText(addDecimal(parseDecimal(a), parseDecimal(b)));
    expect(sum('0.1', '0.2')).toBe('0.3');
    expect(sum('1e20', '1e-20')).toBe('100000000000000000000.00000000000000000001');
    expect(decimalText(subtractDecimal(parseDecimal('1'), parseDecimal('1.000')))).toBe('0');
  });

  it.each([
    ['0.5', 0, 1n],
    ['-0.5', 0, -1n],
    ['0.49', 0, 0n],
    ['-0.49', 0, 0n],
    ['1.005', 2, 101n],
    ['-1.005', 2, -101n],
    ['3', 4, 30000n],
  ])('%s at %d decimals is %d', (text, scale, units) => {
    expect(unitsAtScale(parseDecimal(text), scale)).toBe(units);
  });
});
