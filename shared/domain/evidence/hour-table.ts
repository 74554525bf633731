import { type Hour, isoHour } from '../base/instant.ts';
import { type Pico, picoOfNumber, picoText } from '../base/money.ts';
import type { TokenKind } from '../charge/charge.ts';
import { type CellFilter, eachCell } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { ExplainedAmount } from './amount.ts';
import { type HourlyCost, spreadOver, type UsualHour } from './expected-hours.ts';
import type { EvidenceHour } from './pack.ts';

/** Hours of history beside the amount's own. */
export const HISTORY_HOURS = 30 * 24;

export interface HourFacts {
  readonly cost: Pico;
  readonly tokens: Partial<Record<TokenKind, number>>;
}

/** Cost and tokens of every hour that the entries know. */
export function hourFacts(entries: readonly LedgerEntry[], filter: CellFilter): ReadonlyMap<Hour, HourFacts> {
  const hours = new Map<Hour, { cost: Pico; tokens: Partial<Record<TokenKind, number>> }>();
  const all = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  eachCell(entries, all, filter, ({ cost, tokens, tokenKind }, hour) => {
    const known = hours.get(hour) ?? { cost: 0n, tokens: {} };
    known.cost += cost;
    if (tokens !== 0) known.tokens[tokenKind] = (known.tokens[tokenKind] ?? 0) + tokens;
    hours.set(hour, known);
  });
  return hours;
}

export interface HourTableInput {
  readonly amount: ExplainedAmount;
  /** Of the whole amount. */
  readonly band?: { readonly low: Pico; readonly high: Pico };
  readonly hours: ReadonlyMap<Hour, HourFacts>;
  readonly usual: UsualHour;
  /** End (exclusive) of the data. */
  readonly through: Hour;
  readonly step: 1 | 24;
}

/** Oldest first; costs of the counted hours sum to the amount's cost, and their expectations to its expectation. */
export function hourTable(input: HourTableInput): readonly EvidenceHour[] {
  const { amount, band, hours, usual, step } = input;
  const last = Math.max(input.through, amount.to);
  const first = Math.min(amount.from, Math.floor((last - HISTORY_HOURS) / step) * step);
  const counted = steps(amount.from, amount.to, step);
  // A month's money has no expectation by the hour; what it is compared with is the budget.
  const spread = (sum: Pico | undefined): HourlyCost | undefined =>
    sum === undefined || amount.kind === 'spent' ? undefined : spreadOver(counted, sum, usual);
  const [expected, low, high] = [amount.expected, band?.low, band?.high].map(spread);
  return steps(first, last, step).flatMap((hour): readonly EvidenceHour[] => {
    const isCounted = hour >= amount.from && hour < amount.to;
    const facts = hours.get(hour);
    const mean = expected?.get(hour) ?? picoOf(usual(hour));
    const isBeyond = hour >= input.through && amount.kind === 'spent';
    if (facts === undefined && (isBeyond || (!isCounted && (mean ?? 0n) === 0n))) return [];
    return [
      {
        hour: isoHour(hour),
        cost: picoText(facts?.cost ?? 0n),
        ...(mean === undefined ? {} : { expected: picoText(mean) }),
        ...bandOf(low?.get(hour), high?.get(hour)),
        tokens: facts?.tokens ?? {},
        counted: isCounted,
      },
    ];
  });
}

const steps = (from: Hour, to: Hour, step: number): readonly Hour[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);

const picoOf = (units: number | undefined): Pico | undefined =>
  units === undefined ? undefined : picoOfNumber(units);

const bandOf = (low: Pico | undefined, high: Pico | undefined): Pick<EvidenceHour, 'low' | 'high'> =>
  low === undefined || high === undefined ? {} : { low: picoText(low), high: picoText(high) };
