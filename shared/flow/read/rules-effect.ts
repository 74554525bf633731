import type { Instant } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import { type BillingPeriod, periodHours } from '../../domain/base/period.ts';
import type { AttributionRule } from '../../domain/charge/attribution-settings.ts';
import { UNATTRIBUTED } from '../../domain/charge/principal.ts';
import { type RulesEffect, rulesEffect } from '../../domain/charge/rules-effect.ts';
import { askSpend } from '../../domain/view/spend-query.ts';
import { type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';

export interface MonthEffect extends RulesEffect {
  readonly period: BillingPeriod;
  readonly currency: string;
  /** What no team has of that month as it is now. */
  readonly untagged: Pico;
}

/** Of the newest month; undefined before the first delivery. */
export async function effectOfRules(
  ports: ReadPorts,
  settings: ReadSettings,
  {
    before,
    after,
    now,
  }: {
    readonly before: readonly AttributionRule[];
    readonly after: readonly AttributionRule[];
    readonly now: Instant;
  },
): Promise<MonthEffect | undefined> {
  const basis = await readBasis(ports, settings, now);
  if (basis === undefined) return undefined;
  const { billingPeriod: period, currency } = basis.newest;
  const { days } = await ports.book.view(basis.newest);
  const month = { ...periodHours(period), grain: 'month' as const };
  const { groups, total } = askSpend(
    [days],
    { teams: '*' },
    {
      ...month,
      where: ({ team }) => team === UNATTRIBUTED,
      key: ({ value }) => value,
    },
  );
  const untagged = new Map(groups.map(({ key, cost }) => [key, cost]));
  return { period, currency, untagged: total, ...rulesEffect(before, after, untagged) };
}
