import { hourOfDay } from '../../base/instant.ts';
import type { Pattern } from '../cause/facts.ts';
import { median } from '../cause/median.ts';
import { doubtsOf } from './against.ts';
import type { Evidence } from './evidence.ts';
import { excessByHour, HAS_NIGHT, isWeekend, quietAndBusy, usualDayOf, weekendIsQuiet } from './rhythm.ts';

/** A night and the morning after it: shorter runs are shifts or batches. */
const HOURS_MIN = 16;
const HOURS_LIKELY = 30;
/** Quiet and busy hours that must both have been seen. */
const EACH_MIN = 4;
/**
 * Deviation (1.48 × median absolute deviation) of the quiet hours as a part of their level: there the usual does not
 * blur what a machine does. People's hours vary by 0.3 and more.
 */
const SPREAD = { possible: 0.22, likely: 0.15 };
/** Night's part of the day's: one means neither night nor day. */
const NIGHT = { min: 0.75, max: 1.33 };
/** Of the usual hour: a smaller extra is lost in the usual's own noise. */
const LEVEL_MIN = 0.7;

/** A machine that calls without pause: the extra cost is level through night and weekend where the usual is not. */
export function flatLine(evidence: Evidence): Pattern | undefined {
  // The first hour may be half of one.
  const from = evidence.from + 1;
  if (evidence.step !== 1 || evidence.to - from < HOURS_MIN) return undefined;
  const whole = { ...evidence, from };
  const day = usualDayOf(whole);
  if (day === undefined || day.night > HAS_NIGHT) return undefined;
  const { quiet, busy } = quietAndBusy(whole, day);
  if (Math.min(quiet.length, busy.length) < EACH_MIN) return undefined;
  const level = median(quiet);
  const night = level / median(busy);
  if (level <= 0 || level < LEVEL_MIN * median(day.working)) return undefined;
  const spread = (1.48 * median(quiet.map((cost) => Math.abs(cost - level)))) / level;
  if (spread > SPREAD.possible || night < NIGHT.min || night > NIGHT.max) return undefined;
  const excess = excessByHour(whole, day);
  const weekend = excess.filter((_, index) => isWeekend(from + index)).length;
  const throughWeekend = weekend >= 12 && weekendIsQuiet(day);
  const likely = spread <= SPREAD.likely && (excess.length >= HOURS_LIKELY || throughWeekend);
  return {
    name: 'flat line',
    confidence: likely ? 'likely' : 'possible',
    facts: [
      {
        label: 'night’s cost as a part of day’s',
        was: day.night,
        now: nightOf(whole, day.quiet),
        unit: 'share',
      },
      { label: 'extra cost an hour', was: 0, now: level, unit: 'money/h' },
      { label: 'spread of the hours around that', was: 0, now: spread, unit: 'share' },
      { label: 'hours without a pause', was: 0, now: excess.length, unit: 'hours' },
    ],
    against: [
      ...doubtsOf(whole),
      ...(weekend === 0 && weekendIsQuiet(day) ? ['no weekend has been seen yet'] : []),
      'a long batch or backfill looks the same',
    ],
  };
}

/** Whole cost of the quiet hours as a part of the others, as a reader of the chart sees it. */
function nightOf({ use, from, to }: Evidence, quiet: ReadonlySet<number>): number {
  const [nights, days]: [number[], number[]] = [[], []];
  for (let hour = from; hour < to; hour += 1) {
    (quiet.has(hourOfDay(hour)) ? nights : days).push(use.cost[hour - use.from]!);
  }
  return median(nights) / median(days);
}
