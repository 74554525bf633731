import type { Hour } from '../../base/instant.ts';
import { approximate } from '../../base/money.ts';
import { sortedEntries } from '../../base/order.ts';
import { periodHours } from '../../base/period.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../../ledger/entry.ts';
import type { Grain, LedgerView, Pointer } from '../../ledger/snapshot.ts';
import { type CostSeries, costBetween, firstCost, seriesOf } from './series.ts';

/** Cost of one team, principal or model by hour. */
export interface CostNode {
  /** Team, principal id or model. */
  readonly name: string;
  readonly series: CostSeries;
  /** First hour with a cost. */
  readonly firstHour: Hour;
  /** Cost from an hour on, known without summing up a series that nobody looked at yet. */
  readonly costSince: (hour: Hour) => number;
  /** Sorted by name; empty below models: token kinds are worked out from the entries when a rise is explained. */
  readonly children: readonly CostNode[];
  /** The ledger entries behind it, by day; exact sums are taken from them. */
  readonly entries: readonly LedgerEntry[];
}

/** Usage cost of the judged periods as team > principal > model, hour by hour. */
export interface CostTree {
  readonly teams: readonly CostNode[];
  /** Entries of all dimensions but the principals', which hold the same costs again; none in a replay of plain series. */
  readonly others?: readonly LedgerEntry[];
  /** Newest period that is judged, and its currency. */
  readonly newest: Pick<Pointer, 'billingPeriod' | 'currency'>;
  readonly grain: Grain;
  /** First hour of any cost; the start of the newest period where there is none. */
  readonly firstHour: Hour;
  /** End of the newest usage hour of all periods. */
  readonly dataThrough: Hour;
}

/**
 * One pass over the entries of the principal dimension. Periods in another currency than the newest are left out:
 * money is never compared across currencies.
 */
export function buildCostTree(views: readonly LedgerView[]): CostTree | undefined {
  const newest = views.at(-1)?.pointer;
  if (newest === undefined) return undefined;
  const judged = views.filter((view) => view.pointer.currency === newest.currency);
  const from = Math.min(...judged.map((view) => periodHours(view.pointer.billingPeriod).from));
  const { to } = periodHours(newest.billingPeriod);
  const root = branch('', to - from);
  for (const view of judged) for (const entry of view.entries) addEntry(root, entry, from);
  const teams = closed(root, from).children;
  return {
    teams,
    others: judged.flatMap(({ entries }) =>
      entries.filter(({ scope }) => scope.dimension !== PRINCIPAL_DIMENSION),
    ),
    newest,
    grain: judged.some((view) => view.pointer.grain === 'daily') ? 'daily' : 'hourly',
    firstHour: teams.length === 0 ? periodHours(newest.billingPeriod).from : least(teams),
    dataThrough: Math.max(...judged.map((view) => view.pointer.dataThrough)),
  };
}

interface Branch {
  readonly name: string;
  readonly buckets: Float64Array;
  readonly children: Map<string, Branch>;
  readonly entries: LedgerEntry[];
}

const branch = (name: string, hours: number): Branch => ({
  name,
  buckets: new Float64Array(hours + 1),
  children: new Map(),
  entries: [],
});

function child(parent: Branch, name: string): Branch {
  const known = parent.children.get(name);
  if (known !== undefined) return known;
  const made = branch(name, parent.buckets.length - 1);
  parent.children.set(name, made);
  return made;
}

function addEntry(root: Branch, entry: LedgerEntry, from: Hour): void {
  if (entry.scope.dimension !== PRINCIPAL_DIMENSION) return;
  const team = child(root, entry.scope.team);
  const principal = child(team, entry.scope.value);
  team.entries.push(entry);
  principal.entries.push(entry);
  const first = entry.day * 24 - from + 1;
  let model: Branch | undefined;
  for (const cell of entry.cells) {
    // Cells are sorted by model, so the look-up is once a model and not once a cell.
    // Stryker disable next-line ConditionalExpression: looking a model up again finds the same one, only slower.
    if (model?.name !== cell.model) {
      model = child(principal, cell.model);
      if (model.entries.at(-1) !== entry) model.entries.push(entry);
    }
    const slot = first + cell.hourOfDay;
    const cost = approximate(cell.cost);
    model.buckets[slot]! += cost;
    principal.buckets[slot]! += cost;
    team.buckets[slot]! += cost;
  }
}

function closed(open: Branch, from: Hour): CostNode {
  const series = seriesOf(from, open.buckets);
  return {
    name: open.name,
    series,
    firstHour: firstCost(series) ?? from + open.buckets.length - 1,
    costSince: (hour) => costBetween(series, hour, from + open.buckets.length - 1),
    children: sortedEntries(open.children).map(([, below]) => closed(below, from)),
    entries: open.entries,
  };
}

const least = (nodes: readonly CostNode[]): Hour => Math.min(...nodes.map((node) => node.firstHour));
