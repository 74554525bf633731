import type { ReadScope } from '../../domain/access/scope.ts';
import type { Hour } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import { partOf } from '../../domain/report/spenders.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import type { SpendGroup } from '../../domain/view/spend-query.ts';
import { askViews } from './ask-views.ts';
import type { PeriodView } from './view-book.ts';

/** A row of a table of who or what costs how much, against the time of the same length before it. */
export interface SpendRow extends Pick<SpendGroup, 'key' | 'cost' | 'tokens'> {
  /** 0–1 of the table. */
  readonly share: number;
  /** Absent where nothing is known of the time before. */
  readonly previous?: Pico;
  /** Not seen before, though something is known of the time before. */
  readonly isNew: boolean;
}

export interface RowsAsked {
  readonly from: Hour;
  readonly to: Hour;
  /** First hour of any data. */
  readonly firstHour: Hour;
  readonly where: (series: CubeSeries) => boolean;
  readonly key: (series: CubeSeries) => string;
}

/** Dearest first; `views` reach back to the data that `isNew` is judged by. */
export async function spendRows(
  views: readonly PeriodView[],
  scope: ReadScope,
  { from, to, firstHour, where, key }: RowsAsked,
): Promise<readonly SpendRow[]> {
  const ask = (first: Hour, end: Hour) =>
    askViews(views, scope, { where, key, from: first, to: end, grain: 'month' });
  const now = await ask(from, to);
  const length = to - from;
  const isKnown = from - length >= firstHour;
  const before = isKnown ? costs((await ask(from - length, from)).groups) : undefined;
  const seen = from > firstHour ? costs((await ask(firstHour, from)).groups) : undefined;
  return now.groups.map(({ key: name, cost, tokens }) => ({
    ...{ key: name, cost, tokens, share: partOf(cost, now.total) },
    ...(before === undefined ? {} : { previous: before.get(name) ?? 0n }),
    isNew: seen !== undefined && !seen.has(name),
  }));
}

const costs = (groups: readonly SpendGroup[]): ReadonlyMap<string, Pico> =>
  new Map(groups.map(({ key, cost }) => [key, cost]));
