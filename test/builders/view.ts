import { dayOfHour, type Hour, hourOf, isoInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import { periodHours, periodOf, shiftPeriod } from '../../shared/domain/base/period.ts';
import type { LedgerCell, LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { costOfEntry } from '../../shared/domain/ledger/reconcile.ts';
import type { LedgerView, Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { type Stream, WORLD_FROM } from './series.ts';
import { aPointer } from './snapshot.ts';

export interface WorldOptions {
  /** First hour of data. */
  readonly from?: Hour;
  /** Hours between the end of the data and a delivery. */
  readonly lagHours?: number;
  /** Part of an hour that has arrived, by its age in hours before the end of the data (0 = the newest hour). */
  readonly arrived?: (age: number) => number;
  readonly grain?: 'hourly' | 'daily';
}

/** The newest hour is half there and the one before it nearly, as in observed exports. */
const ARRIVED = (age: number): number => (age === 0 ? 0.5 : age === 1 ? 0.9 : 1);

/** The ledger views that a delivery executed at `asOf` makes visible, up to three periods: never a look ahead. */
export function createWorld(streams: readonly Stream[], options: WorldOptions = {}) {
  const { from = WORLD_FROM, lagHours = 6, arrived = ARRIVED, grain = 'hourly' } = options;
  const whole = new Map<string, LedgerEntry>();
  const scopes = new Map<string, Stream[]>();
  for (const stream of streams) {
    const key = `${stream.team}\n${stream.principal}`;
    scopes.set(key, [...(scopes.get(key) ?? []), stream]);
  }

  const entryOf = (key: string, day: number, end: Hour): LedgerEntry => {
    const ripe = day * 24 + 24 <= end - 24;
    const known = whole.get(`${key}\n${day}`);
    if (ripe && known !== undefined) return known;
    const own = scopes.get(key)!;
    const entry: LedgerEntry = {
      scope: { dimension: 'principal', team: own[0]!.team, value: own[0]!.principal },
      day,
      cells: own.flatMap((stream) => cellsOf(stream, day, from, end, arrived, grain)).sort(byCell),
      sessions: { count: 2, sample: ['a', 'b'] },
    };
    if (ripe) whole.set(`${key}\n${day}`, entry);
    return entry;
  };

  const viewOf = (period: string, asOf: number, end: Hour): LedgerView => {
    const hours = periodHours(period);
    const first = Math.max(hours.from, from);
    const last = Math.min(hours.to, end);
    const entries: LedgerEntry[] = [];
    for (let day = dayOfHour(first); day * 24 < last; day += 1) {
      for (const key of scopes.keys()) {
        const entry = entryOf(key, day, end);
        if (entry.cells.length > 0) entries.push(entry);
      }
    }
    const pointer: Partial<Pointer> = {
      billingPeriod: period,
      executedAt: asOf,
      executionId: 'x',
      order: `${isoInstant(asOf)}~x`,
      grain,
      dataThrough: Math.max(hours.from, last),
    };
    const head = aPointer(pointer);
    return { pointer: { ...head, totals: { ...head.totals, teams: teamsOf(entries) } }, entries };
  };

  return {
    viewsAt(asOf: number): readonly LedgerView[] {
      const end = hourOf(asOf) - lagHours + 1;
      const newest = periodOf(startOfHour(end - 1));
      return [-2, -1, 0]
        .map((months) => shiftPeriod(newest, months))
        .filter((period) => periodHours(period).to > from)
        .map((period) => viewOf(period, asOf, end));
    },
  };
}

function cellsOf(
  { model, kinds, cost }: Stream,
  day: number,
  from: Hour,
  end: Hour,
  arrived: (age: number) => number,
  grain: 'hourly' | 'daily',
): LedgerCell[] {
  const costs = Array.from({ length: 24 }, (_, hourOfDay) => {
    const hour = day * 24 + hourOfDay;
    return hour < from || hour >= end ? 0 : cost(hour) * arrived(end - 1 - hour);
  });
  const shown = grain === 'daily' ? [costs.reduce((sum, each) => sum + each, 0)] : costs;
  return shown.flatMap((dollars, hourOfDay) =>
    Object.entries(kinds).flatMap(([kind, share]) => {
      const pico = BigInt(Math.round(dollars * share * 1e6)) * 1_000_000n;
      if (pico === 0n) return [];
      const tokenKind = kind as LedgerCell['tokenKind'];
      // Five dollars a million tokens of every kind, so that cost and tokens tell one story.
      const tokens = Number(pico / 5_000_000n);
      return [{ model, tokenKind, hourOfDay, cost: pico, tokens, rows: 1 }];
    }),
  );
}

const costs = new WeakMap<LedgerEntry, bigint>();

/** Ripe entries are shared between deliveries, so their sums are too. */
function costOf(entry: LedgerEntry): bigint {
  const known = costs.get(entry);
  if (known !== undefined) return known;
  const sum = costOfEntry(entry);
  costs.set(entry, sum);
  return sum;
}

function teamsOf(entries: readonly LedgerEntry[]): Pointer['totals']['teams'] {
  const teams = new Map<string, bigint>();
  for (const entry of entries)
    teams.set(entry.scope.team, (teams.get(entry.scope.team) ?? 0n) + costOf(entry));
  return Object.fromEntries([...teams].map(([team, sum]) => [team, { USD: picoText(sum) }]));
}

const byCell = (a: LedgerCell, b: LedgerCell): number =>
  a.model === b.model ? a.hourOfDay - b.hourOfDay : a.model < b.model ? -1 : 1;
