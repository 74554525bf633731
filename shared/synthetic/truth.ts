import { decimalText } from '../domain/base/decimal.ts';
import type { Hour, Instant } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import { COST_DECIMALS, type RowBlock, type Series } from './series.ts';

/** What was written, known from the integers it was made of. Costs are exact decimal texts in USD. */
export interface DeliveryTruth {
  readonly executionId: string;
  readonly period: BillingPeriod;
  readonly executedAt: Instant;
  /** End (exclusive) of the newest usage hour. */
  readonly dataThrough: Hour;
  readonly rows: number;
  readonly cost: string;
  readonly byLineItemType: Readonly<Record<string, { readonly rows: number; readonly cost: string }>>;
  /** Bedrock rows of all line item types, and the cost of its usage rows alone. */
  readonly bedrock: { readonly rows: number; readonly cost: string; readonly usageCost: string };
  /** Bedrock usage by owner under the default rules; both sum to `bedrock.usageCost`. */
  readonly teams: Readonly<Record<string, string>>;
  readonly principals: Readonly<Record<string, string>>;
}

type Identity = Pick<DeliveryTruth, 'executionId' | 'period' | 'executedAt' | 'dataThrough'>;

/** Rows and cost by series; the cost spills into a bigint before doubles lose units. */
export interface Tally {
  readonly add: (series: readonly Series[], block: RowBlock) => void;
  readonly truth: (facts: Identity) => DeliveryTruth;
}

interface Sum {
  rows: number;
  cost: bigint;
  loose: number;
}

const LOOSE_MAX = 2 ** 52;

export function createTally(): Tally {
  const sums = new Map<Series, Sum>();
  return {
    add(all, block) {
      for (let row = 0; row < block.rows; row += 1) {
        const series = all[block.series[row]!]!;
        let sum = sums.get(series);
        if (sum === undefined) sums.set(series, (sum = { rows: 0, cost: 0n, loose: 0 }));
        sum.rows += 1;
        const cost = block.cost[row]!;
        if (Math.abs(sum.loose) + Math.abs(cost) > LOOSE_MAX) {
          sum.cost += BigInt(sum.loose);
          sum.loose = 0;
        }
        sum.loose += cost;
      }
    },
    truth: (facts) => summarise(facts, [...sums]),
  };
}

function summarise(facts: Identity, sums: readonly (readonly [Series, Sum])[]): DeliveryTruth {
  const items = sums.map(([series, sum]) => ({ series, rows: sum.rows, cost: sum.cost + BigInt(sum.loose) }));
  const bedrock = items.filter((item) => item.series.bedrock);
  const usage = bedrock.filter((item) => item.series.item.lineItemType === 'Usage');
  const byLineItemType = grouped(items, (series) => series.item.lineItemType);
  return {
    executionId: facts.executionId,
    period: facts.period,
    executedAt: facts.executedAt,
    dataThrough: facts.dataThrough,
    rows: rowsOf(items),
    cost: costOf(items),
    byLineItemType: Object.fromEntries(
      byLineItemType.map(([type, list]) => [type, { rows: rowsOf(list), cost: costOf(list) }]),
    ),
    bedrock: { rows: rowsOf(bedrock), cost: costOf(bedrock), usageCost: costOf(usage) },
    teams: costs(grouped(usage, (series) => series.owner?.team ?? '')),
    principals: costs(grouped(usage, (series) => series.owner?.principal ?? '')),
  };
}

interface Item {
  readonly series: Series;
  readonly rows: number;
  readonly cost: bigint;
}

function grouped(items: readonly Item[], key: (series: Series) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item.series);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups].sort(([a], [b]) => byText(a, b));
}

const costs = (groups: readonly [string, Item[]][]): Record<string, string> =>
  Object.fromEntries(groups.map(([name, list]) => [name, costOf(list)]));

const rowsOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + item.rows, 0);

const costOf = (items: readonly Item[]): string =>
  decimalText({ units: items.reduce((sum, item) => sum + item.cost, 0n), scale: COST_DECIMALS });
