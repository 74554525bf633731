import type { Pattern, PatternFact } from '../cause/facts.ts';
import { median } from '../cause/median.ts';
import { doubtsOf } from './against.ts';
import type { Evidence } from './evidence.ts';
import { sumUse, type UseSum } from './hourly-use.ts';
import { hoursOfDay, usualAt } from './rhythm.ts';

/** With fewer hours a climb is chance: six rising in a row are one order of 720. */
const HOURS_MIN = 6;
/** Kendall's tau of the ratio over the hours: 1 rises every hour, 0 knows no direction. */
const TAU_MIN = 0.4;
/** The same in standard errors, so that few hours must rise nearly all; 2.4 is 8 in 1,000 by chance. */
const TREND = { possible: 2.4, likely: 3 };
/** Growth of the ratio from the first to the last third. */
const GROWTH = { possible: 1.6, likely: 2.5 };
/** Above the usual by this factor at the end: a ratio that only comes back to the usual is none. */
const ABOVE_USUAL = 1.5;

/**
 * A conversation that is sent again whole with every call: tokens given to the model rise for each token it answers,
 * hour by hour, cached or not. Each hour is held against the usual of its hour of the day, as nights ask differently.
 */
export function snowball(evidence: Evidence): Pattern | undefined {
  if (evidence.step !== 1) return undefined;
  const hours = answered(evidence);
  if (hours.length < HOURS_MIN) return undefined;
  const ratios = hours.map(({ sum, usual }) => perAnswer(sum) / (usual ?? 1));
  const third = Math.max(2, Math.floor(ratios.length / 3));
  const growth = median(ratios.slice(-third)) / median(ratios.slice(0, third));
  const { tau, errors } = trendOf(ratios);
  if (tau < TAU_MIN || errors < TREND.possible || growth < GROWTH.possible) return undefined;
  const [start, end] = [hours.slice(0, third), hours.slice(-third)];
  const usual = evidence.usual?.output ? perAnswer(evidence.usual) : undefined;
  const last = median(end.map(({ sum }) => perAnswer(sum)));
  if (usual !== undefined && last < ABOVE_USUAL * usual) return undefined;
  const likely = errors >= TREND.likely && growth >= GROWTH.likely && usual !== undefined;
  const was = usual ?? median(start.map(({ sum }) => perAnswer(sum)));
  const perHour = (of: 'given' | 'output'): Pick<PatternFact, 'was' | 'now' | 'unit'> => ({
    was: mean(start, of),
    now: mean(end, of),
    unit: 'tokens/h',
  });
  return {
    name: 'snowball',
    confidence: likely ? 'likely' : 'possible',
    facts: [
      { label: 'tokens given for each one answered', was, now: last, unit: 'ratio' },
      { label: 'tokens given an hour', ...perHour('given') },
      { label: 'tokens answered an hour', ...perHour('output') },
      { label: 'hours of climbing', was: 0, now: hours.length, unit: 'hours' },
    ],
    against: [...doubtsOf(evidence), 'longer conversations or growing documents look the same'],
  };
}

interface AnsweredHour {
  readonly sum: UseSum;
  /** Usual ratio at this hour of the day. */
  readonly usual: number | undefined;
}

const perAnswer = ({ given, output }: Pick<UseSum, 'given' | 'output'>): number => given / output;

/** Hours with an answer. */
function answered({ use, from, to }: Evidence): readonly AnsweredHour[] {
  const usually = (['input', 'cache-read', 'cache-write', 'output'] as const).map((kind) =>
    hoursOfDay(use, use.tokens[kind], from),
  );
  const hours: AnsweredHour[] = [];
  for (let hour = from; hour < to; hour += 1) {
    const sum = sumUse(use, hour, hour + 1);
    if (sum.output <= 0 || sum.given <= 0) continue;
    const [input, read, write, output] = usually.map((day) => (day === undefined ? 0 : usualAt(day, hour)));
    const usual = perAnswer({ given: input! + read! + write!, output: output! });
    hours.push({ sum, usual: usual > 0 && Number.isFinite(usual) ? usual : undefined });
  }
  return hours.every(({ usual }) => usual !== undefined)
    ? hours
    : hours.map(({ sum }) => ({ sum, usual: undefined }));
}

const mean = (hours: readonly AnsweredHour[], of: 'given' | 'output'): number =>
  hours.reduce((total, { sum }) => total + sum[of], 0) / hours.length;

/**
 * Rank correlation of values with their order (Kendall 1938), and how many standard errors that is (the trend test of
 * Mann 1945, variance without ties).
 */
function trendOf(values: readonly number[]): { readonly tau: number; readonly errors: number } {
  let balance = 0;
  for (let later = 1; later < values.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      balance += Math.sign(values[later]! - values[earlier]!);
    }
  }
  const n = values.length;
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  return { tau: balance / ((n * (n - 1)) / 2), errors: balance / deviation };
}
