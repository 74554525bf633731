import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bug } from '../../domain/base/failure.ts';

export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
/** Numbers travel as text, so that no digit passes through a float on the way. */
export const number = (value: number): AttributeValue => {
  if (!Number.isFinite(value)) throw bug('not a storable number', { found: String(value) });
  return { N: String(value) };
};
export const list = (values: readonly AttributeValue[]): AttributeValue => ({ L: [...values] });

/** Throws Failure `bug` where the item was not written by this program or by a newer one. */
export function readText(item: Item, name: string): string {
  const value = item[name]?.S;
  return value === undefined ? unreadable(item, name, 'text') : value;
}

export function readNumber(item: Item, name: string): number {
  const value = Number(item[name]?.N ?? Number.NaN);
  return Number.isFinite(value) ? value : unreadable(item, name, 'a number');
}

export function readTexts(item: Item, name: string): readonly string[] {
  const values = item[name]?.L;
  if (values === undefined) return unreadable(item, name, 'a list of texts');
  return values.map((value) => value.S ?? unreadable(item, name, 'a list of texts'));
}

export const optionalText = (item: Item, name: string): string | undefined => item[name]?.S;
export const optionalNumber = (item: Item, name: string): number | undefined =>
  item[name] === undefined ? undefined : readNumber(item, name);

function unreadable(item: Item, name: string, expected: string): never {
  throw bug('a stored item is not readable', {
    file: `${item.pk?.S ?? '?'} / ${item.sk?.S ?? '?'}`,
    column: name,
    expected,
    found: item[name] === undefined ? 'nothing' : Object.keys(item[name]).join(),
  });
}
