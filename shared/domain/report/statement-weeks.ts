import { type Day, isoDay, startOfDay } from '../base/instant.ts';
import { type Pico, picoText } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { type BillingPeriod, periodDays } from '../base/period.ts';
import { UTC } from '../base/time-zone.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { weekOf } from './local-week.ts';
import { partOf, sumOf } from './spenders.ts';
import type { TextTable } from './text-table.ts';

/** A week of a month, Monday to Sunday in UTC and cut where the month begins and ends. Amounts are exact texts. */
export interface StatementWeek {
  /** ISO 8601: `2026-W47`. */
  readonly name: string;
  /** UTC days, half-open. */
  readonly from: Day;
  readonly to: Day;
  /** All usage of its days, to the picodollar. */
  readonly total: string;
  /** Dearest first; who works for two teams stands there once for each. */
  readonly top: readonly WeekPrincipal[];
  /** Behind those: with them it is `total`. */
  readonly others: { readonly count: number; readonly cost: string };
}

export interface WeekPrincipal {
  readonly team: string;
  readonly principal: string;
  /** That most of it went to. */
  readonly model: string;
  readonly cost: string;
  /** 0–1 of the week. */
  readonly share: number;
}

const TOP = 10;

interface Sum {
  readonly team: string;
  readonly principal: string;
  cost: Pico;
  readonly models: Map<string, Pico>;
}

/** The dearest principals of each week, of the teams that the entries are of. */
export function statementWeeks(
  entries: readonly LedgerEntry[],
  period: BillingPeriod,
): readonly StatementWeek[] {
  const month = periodDays(period);
  const weeks = new Map<string, { from: Day; to: Day; readonly sums: Map<string, Sum> }>();
  for (let day = month.from; day < month.to; day += 1) {
    const { name } = weekOf(startOfDay(day), UTC);
    weeks.set(name, { from: weeks.get(name)?.from ?? day, to: day + 1, sums: new Map() });
  }
  for (const { scope, day, cells } of entries) {
    if (scope.dimension !== PRINCIPAL_DIMENSION) continue;
    // A late charge of a day outside the month is the month's: it counts to the week beside it.
    const shelf = Math.min(Math.max(day, month.from), month.to - 1);
    const { sums } = weeks.get(weekOf(startOfDay(shelf), UTC).name)!;
    const { team, value: principal } = scope;
    const key = JSON.stringify([team, principal]);
    const sum = sums.get(key) ?? { team, principal, cost: 0n, models: new Map() };
    sums.set(key, sum);
    for (const { model, cost } of cells) {
      sum.cost += cost;
      sum.models.set(model, (sum.models.get(model) ?? 0n) + cost);
    }
  }
  return [...weeks].map(([name, { from, to, sums }]) => ({ name, from, to, ...ranked([...sums.values()]) }));
}

function ranked(sums: readonly Sum[]): Pick<StatementWeek, 'total' | 'top' | 'others'> {
  const byCost = sums.toSorted(
    (a, b) => dearer(a.cost, b.cost) || byText(a.principal, b.principal) || byText(a.team, b.team),
  );
  const total = sumOf(sums.map(({ cost }) => cost));
  const rest = byCost.slice(TOP);
  return {
    total: picoText(total),
    top: byCost.slice(0, TOP).map(({ team, principal, cost, models }) => {
      const [dearest] = [...models].sort((a, b) => dearer(a[1], b[1]) || byText(a[0], b[0]));
      const share = partOf(cost, total);
      return { team, principal, model: dearest?.[0] ?? '', cost: picoText(cost), share };
    }),
    others: { count: rest.length, cost: picoText(sumOf(rest.map(({ cost }) => cost))) },
  };
}

const dearer = (a: Pico, b: Pico): number => (a < b ? 1 : a > b ? -1 : 0);

/** A line a principal and one for the others of its week: `cost` sums to the month's usage. */
export const weeksTable = (weeks: readonly StatementWeek[], currency: string): TextTable => ({
  columns: ['week', 'from', 'until', 'rank', 'principal', 'team', 'model', 'cost', 'currency'],
  rows: weeks.flatMap(({ name, from, to, top, others }) => {
    const days = [name, isoDay(from), isoDay(to - 1)];
    return [
      ...top.map(({ principal, team, model, cost }, index) => [
        ...[...days, String(index + 1), principal, team, model, cost, currency],
      ]),
      ...(others.count === 0 ? [] : [[...days, '', `${others.count} others`, '', '', others.cost, currency]]),
    ];
  }),
});
