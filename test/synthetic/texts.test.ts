import { expect, test } from 'vitest';
import { lineItemId, uuid } from '../../shared/synthetic/identity.ts';
import { javaDouble } from '../../shared/synthetic/java-double.ts';
import { csvField } from '../../shared/synthetic/write-csv.ts';

test.each([
  [0, '0.0'],
  [-0, '-0.0'],
  [30, '30.0'],
  [0.001, '0.001'],
  [0.00099, '9.9E-4'],
  [1.2e-5, '1.2E-5'],
  [-7e-10, '-7.0E-10'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [12_345_678.5, '1.23456785E7'],
  [1.1315535, '1.1315535'],
])('the double %d is written as Java writes it: %s', (value, text) => {
  expect(javaDouble(value)).toBe(text);
  expect(Number(text)).toBe(value);
});

test.each([
  [null, ''],
  ['', '""'],
  ['plain text', 'plain text'],
  ['Amazon Web Services, Inc.', '"Amazon Web Services, Inc."'],
  ['{"a":"b"}', '"{""a"":""b""}"'],
])('the CSV field %j is %s', (value, text) => expect(csvField(value)).toBe(text));

test('ids have the forms of real ones and depend on nothing but their text', () => {
  expect(lineItemId('a')).toMatch(/^[a-z2-7]{52}$/);
  expect(lineItemId('a')).toBe(lineItemId('a'));
  expect(lineItemId('a')).not.toBe(lineItemId('b'));
  expect(uuid('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
