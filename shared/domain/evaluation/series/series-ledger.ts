import { type Day, dayOfHour, type Hour } from '../../base/instant.ts';
import { picoOfNumber } from '../../base/money.ts';
import { byText, sortedEntries } from '../../base/order.ts';
import { type LedgerCell, type LedgerEntry, PRINCIPAL_DIMENSION } from '../../ledger/entry.ts';
import type { Grain } from '../../ledger/snapshot.ts';
import type { CostNode } from './cost-tree.ts';
import { firstCost, seriesOf } from './series.ts';

/** Costs of plain series by hour, corrected in place as deliveries bring them, and seen as a tree whenever asked. */
export interface SeriesLedger {
  /** Sets the cost (USD) of one hour of one leaf; a later call replaces an earlier one. */
  put(leaf: SeriesId, hour: Hour, cost: number): void;
  /** Team > principal > model with the hours [from, to). */
  teams(from: Hour, to: Hour): readonly CostNode[];
  /** End (exclusive) of the newest hour that was ever put; undefined before the first. */
  dataThrough(): Hour | undefined;
  /** Daily as long as nothing but midnights was put. */
  grain(): Grain;
}

/** Three names; a series without principals or models has empty ones. */
export interface SeriesId {
  readonly team: string;
  readonly principal: string;
  readonly model: string;
}

/** Hours are kept from the first one that was put; an earlier one makes room at the front. */
interface Leaf extends SeriesId {
  from: Hour;
  costs: Float64Array;
  readonly entries: Map<Day, LedgerEntry>;
}

const ROOM_HOURS = 24 * 64;

export function createSeriesLedger(): SeriesLedger {
  const leaves = new Map<string, Leaf>();
  const teams = new Map<string, Map<string, Leaf[]>>();
  let through: Hour | undefined;
  let hourly = false;

  function leafOf(id: SeriesId, hour: Hour): Leaf {
    const key = `${id.team}\n${id.principal}\n${id.model}`;
    const known = leaves.get(key);
    if (known !== undefined) return known;
    const made: Leaf = { ...id, from: hour, costs: new Float64Array(ROOM_HOURS), entries: new Map() };
    leaves.set(key, made);
    const principals = teams.get(id.team) ?? new Map<string, Leaf[]>();
    teams.set(id.team, principals);
    principals.set(id.principal, [...(principals.get(id.principal) ?? []), made].sort(byModel));
    return made;
  }

  return {
    put(id, hour, cost) {
      const leaf = leafOf(id, hour);
      makeRoom(leaf, hour);
      leaf.costs[hour - leaf.from] = cost;
      leaf.entries.delete(dayOfHour(hour));
      if (through === undefined || hour >= through) through = hour + 1;
      hourly ||= hour % 24 !== 0;
    },
    teams: (from, to) =>
      sortedEntries(teams).map(([team, principals]) => {
        const children = sortedEntries(principals).map(([principal, own]) =>
          principalNode(principal, own, from, to),
        );
        return parentNode(team, children, from, to);
      }),
    dataThrough: () => (through === undefined || hourly ? through : Math.ceil(through / 24) * 24),
    grain: () => (hourly ? 'hourly' : 'daily'),
  };
}

const byModel = (a: Leaf, b: Leaf): number => byText(a.model, b.model);

function makeRoom(leaf: Leaf, hour: Hour): void {
  const before = Math.max(0, leaf.from - hour);
  const after = Math.max(0, hour - leaf.from + 1 - leaf.costs.length);
  if (before + after === 0) return;
  const front = before === 0 ? 0 : before + ROOM_HOURS;
  const grown = new Float64Array(front + leaf.costs.length + (after === 0 ? 0 : after + leaf.costs.length));
  grown.set(leaf.costs, front);
  leaf.costs = grown;
  leaf.from -= front;
}

function principalNode(name: string, leaves: readonly Leaf[], from: Hour, to: Hour): CostNode {
  return parentNode(
    name,
    leaves.map((leaf) => leafNode(leaf, from, to)),
    from,
    to,
  );
}

function leafNode(leaf: Leaf, from: Hour, to: Hour): CostNode {
  const buckets = new Float64Array(to - from + 1);
  const first = Math.max(from, leaf.from);
  const last = Math.min(to, leaf.from + leaf.costs.length);
  if (first < last) buckets.set(leaf.costs.subarray(first - leaf.from, last - leaf.from), first - from + 1);
  const series = seriesOf(from, buckets);
  return {
    name: leaf.model,
    series,
    firstHour: firstCost(series) ?? to,
    children: [],
    // Made only where a finding is described: exact money comes from entries, rarity from the series.
    get entries() {
      return entriesOf(leaf, from, to);
    },
  };
}

function parentNode(name: string, children: readonly CostNode[], from: Hour, to: Hour): CostNode {
  const prefix = new Float64Array(to - from + 1);
  for (const { series } of children) {
    for (let slot = 0; slot < prefix.length; slot += 1) prefix[slot]! += series.prefix[slot]!;
  }
  return {
    name,
    series: { from, prefix },
    firstHour: Math.min(to, ...children.map((child) => child.firstHour)),
    children,
    get entries() {
      return children.flatMap((child) => child.entries);
    },
  };
}

function entriesOf(leaf: Leaf, from: Hour, to: Hour): readonly LedgerEntry[] {
  const found: LedgerEntry[] = [];
  const last = Math.min(to, leaf.from + leaf.costs.length);
  for (let day = dayOfHour(Math.max(from, leaf.from)); day * 24 < last; day += 1) {
    const entry = leaf.entries.get(day) ?? entryOf(leaf, day);
    leaf.entries.set(day, entry);
    if (entry.cells.length > 0) found.push(entry);
  }
  return found;
}

function entryOf(leaf: Leaf, day: Day): LedgerEntry {
  const cells: LedgerCell[] = [];
  for (let hourOfDay = 0; hourOfDay < 24; hourOfDay += 1) {
    const cost = leaf.costs[day * 24 + hourOfDay - leaf.from] ?? 0;
    if (cost === 0) continue;
    const pico = picoOfNumber(cost);
    cells.push({ model: leaf.model, tokenKind: 'other', hourOfDay, cost: pico, tokens: 0, rows: 1 });
  }
  return {
    scope: { dimension: PRINCIPAL_DIMENSION, team: leaf.team, value: leaf.principal },
    day,
    cells,
    sessions: { count: 0, sample: [] },
  };
}
