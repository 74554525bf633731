import { byText, sortedEntries } from '../../base/order.ts';
import { periodHours } from '../../base/period.ts';
import { principalAccount } from '../../charge/principal.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { CostNode, CostTree } from '../series/cost-tree.ts';
import { exactCost } from '../series/exact-cost.ts';
import { type CostSeries, costBetween, firstCost, seriesOf } from '../series/series.ts';

/** A part of the tree that belongs to a value which is spread over teams. */
export interface Part {
  readonly team: string;
  readonly principal: string;
  readonly node: CostNode;
}

export const principalParts = ({ teams }: CostTree): readonly Part[] =>
  teams.flatMap((team) => team.children.map((node) => ({ team: team.name, principal: node.name, node })));

/** The principals' use of each model, by model. */
export function modelParts({ teams }: CostTree): ReadonlyMap<string, readonly Part[]> {
  const parts = new Map<string, Part[]>();
  for (const team of teams) {
    for (const principal of team.children) {
      for (const node of principal.children) {
        addTo(parts, node.name, { team: team.name, principal: principal.name, node });
      }
    }
  }
  return parts;
}

/** Principals by the account in their name; those without one (no caller, text that is no ARN) are in none. */
export function accountParts(tree: CostTree): ReadonlyMap<string, readonly Part[]> {
  const parts = new Map<string, Part[]>();
  for (const part of principalParts(tree)) {
    const account = principalAccount(part.principal);
    if (account !== undefined) addTo(parts, account, part);
  }
  return parts;
}

function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

/** Several nodes as one. Sums are made when they are first asked for; entries and cells are those of the parts. */
export function mergedNode(name: string, parts: readonly CostNode[]): CostNode {
  let sums: CostSeries | undefined;
  return {
    name,
    get series() {
      sums ??= sumOf(parts.map((part) => part.series));
      return sums;
    },
    get firstHour() {
      return Math.min(...parts.map((part) => part.firstHour));
    },
    costSince: (hour) => parts.reduce((sum, part) => sum + part.costSince(hour), 0),
    children: [],
    get entries() {
      return parts.flatMap((part) => part.entries);
    },
  };
}

/** Parts of one tree begin and end with the same hours. */
function sumOf(all: readonly CostSeries[]): CostSeries {
  const [first] = all;
  const prefix = new Float64Array(first?.prefix.length ?? 1);
  for (const one of all) for (let i = 0; i < prefix.length; i += 1) prefix[i]! += one.prefix[i]!;
  return { from: first?.from ?? 0, prefix };
}

/** The entries of every dimension but the principals', by dimension and value. */
export function dimensionEntries({
  others = [],
}: Pick<CostTree, 'others'>): ReadonlyMap<string, ReadonlyMap<string, readonly LedgerEntry[]>> {
  const dimensions = new Map<string, Map<string, LedgerEntry[]>>();
  for (const entry of others) {
    const { dimension, value } = entry.scope;
    const values = dimensions.get(dimension) ?? new Map<string, LedgerEntry[]>();
    dimensions.set(dimension, values);
    addTo(values, value, entry);
  }
  return new Map(sortedEntries(dimensions));
}

/** One value of a region or tag dimension, summed by the hour when it is first asked for. */
export function entriesNode(tree: CostTree, name: string, entries: readonly LedgerEntry[]): CostNode {
  const from = Math.min(tree.firstHour, ...entries.map((entry) => entry.day * 24));
  const { to } = periodHours(tree.newest.billingPeriod);
  let sums: CostSeries | undefined;
  const series = (): CostSeries => {
    sums ??= hourlySeries(entries, from, to);
    return sums;
  };
  return {
    name,
    get series() {
      return series();
    },
    get firstHour() {
      return firstCost(series()) ?? to;
    },
    costSince: (hour) => costBetween(series(), hour, to),
    children: [],
    entries,
  };
}

function hourlySeries(entries: readonly LedgerEntry[], from: number, to: number): CostSeries {
  const buckets = new Float64Array(to - from + 1);
  for (const entry of entries) {
    for (const cell of entry.cells) {
      const slot = entry.day * 24 + cell.hourOfDay - from + 1;
      if (slot > 0 && slot < buckets.length) buckets[slot]! += Number(cell.cost) / 1e12;
    }
  }
  return seriesOf(from, buckets);
}

/** The dearest users of a window first, ties by name. */
export const usersOf = (
  parts: readonly Part[],
  window: { readonly from: number; readonly to: number },
  model: string | undefined,
) =>
  parts
    .map(({ team, principal, node }) => ({
      team,
      principal,
      cost: exactCost(node.entries, window, model === undefined ? {} : { model }),
    }))
    .filter(({ cost }) => cost > 0n)
    .sort((a, b) =>
      a.cost === b.cost
        ? byText(a.team, b.team) || byText(a.principal, b.principal)
        : a.cost > b.cost
          ? -1
          : 1,
    );
