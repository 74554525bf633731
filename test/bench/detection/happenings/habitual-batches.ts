import { dayOfHour, type Hour, weekdayOf } from '../../../../shared/domain/base/instant.ts';
import { type Leaf, leafId } from '../company/company.ts';
import { lastDayOfMonth } from '../company/shapes.ts';
import type { LookAlikeKind } from '../pack.ts';
import { attempt, bookFor, dailyBefore, freeFor, type Stage, teamLeaves } from './stage.ts';

const DAY = 24;
/** Occurrences noted for a habit that comes every week; judging all of them would drown the other kinds. */
const NOTED = 3;

/** Work that is large but was there before: at month ends, at weekends, once a week. None is ever an incident's. */
export function habitualBatches(stage: Stage): void {
  for (const _ of [1, 2]) batch(stage, 'month-end batch', monthEnds(stage));
  batch(stage, 'weekend batch', weekends(stage));
  for (const _ of [1, 2]) batch(stage, 'weekly job', weeks(stage));
}

/** Starts of an occurrence, from the first day on. */
type Starts = readonly Hour[];

function monthEnds({ company, dice, end }: Stage): Starts {
  const hour = dice.whole(0, 20);
  const starts: Hour[] = [];
  for (let at = lastDayOfMonth(company.from); at < end; at = lastDayOfMonth(at + 2 * DAY)) {
    starts.push(at + hour + dice.whole(-2, 2));
  }
  return starts;
}

const eachWeek = (company: { readonly from: Hour; readonly days: number }, weekday: number): Hour[] =>
  Array.from({ length: company.days }, (_, day) => company.from + day * DAY).filter(
    (at) => weekdayOf(dayOfHour(at)) === weekday,
  );

/** Now and then one is left out. */
const weekends = ({ company, dice }: Stage): Starts =>
  eachWeek(company, dice.pick([5, 6]))
    .filter(() => dice.chance(0.85))
    .map((at) => at + dice.whole(4, 9));

function weeks({ company, dice }: Stage): Starts {
  const hour = dice.whole(0, 20);
  return eachWeek(company, dice.whole(0, 4)).map((at) => at + hour);
}

function batch(stage: Stage, kind: LookAlikeKind, starts: Starts): void {
  const { dice, company, end } = stage;
  const leaf = attempt(200, () => {
    const one = dice.pick(company.leaves);
    return freeFor(stage, [one], company.from, end) ? one : undefined;
  });
  if (leaf === undefined) return;
  const team = dailyBefore(stage, teamLeaves(stage, leaf.team), company.from + 14 * DAY);
  const lasts = dice.whole(5, 14);
  const size = Math.max(150, 0.08 * team) * dice.between(1, 3);
  for (const start of starts) run(stage, leaf, start, lasts, size * dice.logNormal(0.12));
  bookFor(stage, [leaf], company.from - 1, end + 1);
  const heard = starts.filter((start) => start >= stage.open && start < end - 2 * DAY);
  const stride = Math.max(1, heard.length / NOTED);
  for (let place = 0; place < heard.length; place += stride) {
    const from = heard[Math.floor(place)]!;
    stage.lookAlikes.push({ kind, leaves: [leafId(leaf)], from, to: from + lasts });
  }
}

function run({ company, dice }: Stage, leaf: Leaf, start: Hour, lasts: number, size: number): void {
  for (let at = start; at < start + lasts; at += 1) {
    const index = at - company.from;
    if (index >= 0 && index < leaf.cost.length) leaf.cost[index]! += (size / lasts) * dice.logNormal(0.15);
  }
}
