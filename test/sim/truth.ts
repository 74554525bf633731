import { dayOfHour, hourOfDay } from '../../shared/domain/base/instant.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { SERIES } from './company.ts';
import type { SimDelivery } from './month.ts';

/** Which of the two versions of the attribution rules made a ledger. */
export type RulesVersion = 0 | 1;

/** What the ledger of one delivery must be, added up from its rows in the plainest way. */
export interface Truth {
  /** Picodollars by dimension, team, value, model, day and hour. */
  readonly cells: ReadonlyMap<string, bigint>;
  readonly teams: ReadonlyMap<string, bigint>;
}

/** The company is at work in one region. */
const REGION = 'us-east-1';

export function truthOf(delivery: SimDelivery, rules: RulesVersion): Truth {
  const cells = new Map<string, bigint>();
  const teams = new Map<string, bigint>();
  for (const { series, hour, pico } of delivery.chunks.flat()) {
    const { principal, model, teams: byRules, project } = SERIES[series]!;
    const team = byRules[rules];
    const cost = BigInt(pico);
    add(teams, team, cost);
    add(cells, cellKey('principal', team, principal, model, dayOfHour(hour), hourOfDay(hour)), cost);
    add(cells, cellKey('region', '', REGION, model, dayOfHour(hour), hourOfDay(hour)), cost);
    if (rules === 1)
      add(cells, cellKey('project', '', project, model, dayOfHour(hour), hourOfDay(hour)), cost);
  }
  return { cells, teams };
}

/** The first thing in which a ledger differs from the truth; undefined where it is true to the picodollar. */
export function difference(entries: readonly LedgerEntry[], truth: Truth): string | undefined {
  let seen = 0;
  for (const { scope, day, cells } of entries) {
    for (const { model, hourOfDay: hour, cost } of cells) {
      const key = cellKey(scope.dimension, scope.team, scope.value, model, day, hour);
      const expected = truth.cells.get(key);
      if (expected !== cost) return `${key}: ${cost} picodollars instead of ${expected ?? 'none'}`;
      seen += 1;
    }
  }
  return seen === truth.cells.size ? undefined : `${seen} cells instead of ${truth.cells.size}`;
}

const add = (sums: Map<string, bigint>, key: string, cost: bigint): void =>
  void sums.set(key, (sums.get(key) ?? 0n) + cost);

const cellKey = (
  dimension: string,
  team: string,
  value: string,
  model: string,
  day: number,
  hour: number,
): string => `${dimension} ${team} ${value} ${model} day ${day} hour ${hour}`;
