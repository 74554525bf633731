import type { Actor } from '../../shared/domain/access/person.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import { type Hour, hourOf, parseInstant } from '../../shared/domain/base/instant.ts';
import type { Asked } from './answer.ts';

/** Hour that a time of the query lies in; throws Failure `misconfigured` naming the field. */
export function hourAsked({ query }: Pick<Asked, 'query'>, field: string): Hour | undefined {
  const text = query[field];
  if (text === undefined) return undefined;
  try {
    return hourOf(parseInstant(text));
  } catch {
    throw misconfigured('There is no such time.', {
      column: field,
      expected: 'a UTC time such as 2026-11-17T02:00Z',
      found: text,
    });
  }
}

/** The fields that are there, under the same names. */
export function fieldsAsked<K extends string>(
  { query }: Pick<Asked, 'query'>,
  ...fields: readonly K[]
): { readonly [F in K]?: string } {
  const found: { [F in K]?: string } = {};
  for (const field of fields) if (query[field] !== undefined) found[field] = query[field];
  return found;
}

/** `from` and `to`, where they are asked. */
export function rangeAsked(asked: Pick<Asked, 'query'>): { readonly from?: Hour; readonly to?: Hour } {
  const [from, to] = [hourAsked(asked, 'from'), hourAsked(asked, 'to')];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Who is written into history and audit. */
export const actorOf = ({ person }: Pick<Asked, 'person'>): Actor => ({
  id: `api:${person.id}`,
  name: person.name,
});
