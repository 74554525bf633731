import { type Hour, hourOf } from '../../../../shared/domain/base/instant.ts';
import { type Leaf, leafId } from '../company/company.ts';
import { createDice, type Dice } from '../dice.ts';
import type { Stage, Withholding } from '../happenings/stage.ts';
import type { PackDelivery } from '../pack.ts';
import { refreshes, type Told } from './restate.ts';
import { type Arrival, arrivals } from './schedule.ts';

/** Share of an hour that is there while it is the newest, second newest … of a delivery. */
const PART = [0.3, 0.6, 0.85, 0.95];
const LATE_SHARE = 0.012;

/** What the world has been told about a leaf so far. */
interface Page {
  readonly place: number;
  readonly leaf: Leaf;
  readonly dice: Dice;
  readonly known: Float64Array;
  /** Hours from the start that are complete; only later ones can still rise. */
  settled: number;
  readonly withheld: readonly Withholding[];
  /** By index of the hour: until then, some rows of it are missing. */
  readonly late: ReadonlyMap<number, { readonly until: Hour; readonly share: number }>;
  readonly factor: Float64Array;
}

/** All deliveries of a pack, each with the rows that it changes. */
export function deliver(stage: Stage): readonly PackDelivery[] {
  const { company, dice } = stage;
  const schedule = arrivals(dice.fork(1), company.from, stage.end);
  const told = [...stage.restated, ...refreshes(dice.fork(2), company, schedule)];
  const pages = [...company.leaves]
    .sort((a, b) => (leafId(a) < leafId(b) ? -1 : 1))
    .map((leaf, place) => newPage(stage, leaf, place));
  const places = new Map(pages.map((page) => [page.leaf, page] as const));
  let heard = Number.NEGATIVE_INFINITY;
  return schedule.map((arrival) => {
    const rows: Row[] = [];
    const now = hourOf(arrival.asOf);
    for (const news of told)
      if (news.at > heard && news.at <= now) retell(places.get(news.leaf)!, news, company.from, rows);
    heard = now;
    for (const page of pages) grow(page, arrival, company.from, rows);
    return asDelivery(arrival, rows, company.from);
  });
}

type Row = readonly [place: number, index: number, cost: number];

function newPage(stage: Stage, leaf: Leaf, place: number): Page {
  const dice = createDice(stage.dice.fork(3).whole(0, 2 ** 31), place);
  const hours = leaf.cost.length;
  const late = new Map<number, { until: Hour; share: number }>();
  for (let index = 0; index < hours; index += 1) {
    if (!dice.chance(LATE_SHARE)) continue;
    late.set(index, { until: stage.company.from + index + dice.whole(14, 48), share: dice.between(0, 0.8) });
  }
  return {
    ...{ place, leaf, dice, late, settled: 0, known: new Float64Array(hours) },
    withheld: stage.withheld.filter((entry) => entry.leaf === leaf),
    factor: new Float64Array(hours).fill(1),
  };
}

/** Tells hours again that are already known. */
function retell(page: Page, news: Told, from: Hour, rows: Row[]): void {
  for (
    let index = Math.max(0, news.from - from);
    index < Math.min(page.known.length, news.to - from);
    index += 1
  ) {
    page.factor[index] = news.factor;
    if (index < page.settled) tell(page, index, full(page, index), rows);
  }
}

/** Tells what has arrived of the hours that are not complete yet. */
function grow(page: Page, arrival: Arrival, from: Hour, rows: Row[]): void {
  const end = page.leaf.model.slow ? arrival.slowEnd : arrival.end;
  const now = hourOf(arrival.asOf);
  let settling = true;
  for (let index = page.settled; index < Math.min(page.known.length, end - from); index += 1) {
    const share = shareThere(page, from + index, end, now, index);
    // A later delivery never holds less of an hour.
    if (share > 0) tell(page, index, Math.max(page.known[index]!, share * full(page, index)), rows);
    settling &&= share === 1;
    if (settling) page.settled = index + 1;
  }
}

function shareThere(page: Page, hour: Hour, end: Hour, now: Hour, index: number): number {
  const age = end - 1 - hour;
  const part = age < PART.length ? Math.min(0.99, PART[age]! * page.dice.between(0.6, 1.2)) : 1;
  const late = page.late.get(index);
  const missing = late !== undefined && now < late.until ? late.share : 1;
  const held = page.withheld.find((entry) => hour >= entry.from && hour < entry.to && now < entry.until);
  return Math.min(part, missing, held?.share ?? 1);
}

const full = (page: Page, index: number): number => page.leaf.cost[index]! * page.factor[index]!;

function tell(page: Page, index: number, amount: number, rows: Row[]): void {
  // Millionths of a dollar, so that a CSV of them is the same data.
  const cost = Math.round(amount * 1e6) / 1e6;
  if (cost === page.known[index]) return;
  page.known[index] = cost;
  rows.push([page.place, index, cost]);
}

function asDelivery({ asOf }: Arrival, rows: readonly Row[], from: Hour): PackDelivery {
  return {
    asOf,
    leaf: Uint16Array.from(rows, ([place]) => place),
    hour: Int32Array.from(rows, ([, index]) => from + index),
    cost: Float64Array.from(rows, ([, , cost]) => cost),
  };
}
