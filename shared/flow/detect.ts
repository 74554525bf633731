import { type FailureDetail, misconfigured } from '../domain/base/failure.ts';
import { type Hour, type Instant, isoInstant, startOfHour } from '../domain/base/instant.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { Rule } from '../domain/evaluation/finding.ts';
import { FINAL } from '../domain/evaluation/ripeness/final.ts';
import type { Ripeness } from '../domain/evaluation/ripeness/ripeness.ts';
import { createSeriesLedger, type SeriesId } from '../domain/evaluation/series/series-ledger.ts';
import { createSeriesReplay, RISES, type SeriesMessage } from './replay-series.ts';

/** What one hour (or day) of one series costs, and since when that is known. */
export interface KnownCost {
  readonly asOf?: Instant;
  readonly series: SeriesId;
  readonly hour: Hour;
  /** USD. */
  readonly cost: number;
}

export interface DetectSettings {
  readonly defaults: EvaluationDefaults;
  /** Whether drops and first sights are wanted, too: they are told, but nothing left the road. */
  readonly notes?: boolean;
  /** Where the rows come from, for messages about them. */
  readonly file?: string;
  readonly onProgress?: (judged: number) => void;
}

const replayOf = ({ defaults, notes = false }: DetectSettings, ripeness?: Ripeness) => {
  const ledger = createSeriesLedger();
  const budgets = { version: 0, budgets: [] };
  const rules = new Set<Rule>(notes ? [...RISES, 'drop', 'first-seen'] : RISES);
  const settings = { defaults, budgets, currency: 'USD', rules, ...(ripeness && { ripeness }) };
  return { ledger, replay: createSeriesReplay(ledger, settings) };
};

/**
 * Deliveries one after another: at each `asOf` only what was delivered by then is known. Throws Failure `misconfigured`
 * where the rows are not in the order of their `asOf`.
 */
export async function detectInDeliveries(
  rows: AsyncIterable<KnownCost>,
  settings: DetectSettings,
): Promise<readonly SeriesMessage[]> {
  const { ledger, replay } = replayOf(settings);
  const messages: SeriesMessage[] = [];
  let asOf: Instant | undefined;
  let [row, judged] = [0, 0];
  const judge = (at: Instant): void => {
    messages.push(...replay.judgeAt(at));
    judged += 1;
    settings.onProgress?.(judged);
  };
  for await (const known of rows) {
    row += 1;
    if (asOf !== undefined && known.asOf !== asOf) {
      if (known.asOf === undefined || known.asOf < asOf)
        throw outOfOrder({ ...(settings.file && { file: settings.file }), row }, asOf, known.asOf);
      judge(asOf);
    }
    asOf = known.asOf;
    ledger.put(known.series, known.hour, known.cost);
  }
  if (asOf !== undefined) judge(asOf);
  return messages;
}

const outOfOrder = (place: FailureDetail, before: Instant, found: Instant | undefined) =>
  misconfigured('deliveries must be in the order of as_of', {
    ...place,
    column: 'as_of',
    expected: `${isoInstant(before)} or later`,
    found: found === undefined ? 'nothing' : isoInstant(found),
  });

/**
 * A plain series, one step after another: the message at a row's time knows the rows up to that time, all of them final.
 * Messages carry the time of the newest row they know.
 */
export async function detectInSeries(
  rows: AsyncIterable<KnownCost>,
  { defaults, notes = false, onProgress }: DetectSettings,
): Promise<readonly SeriesMessage[]> {
  const final = { ...defaults, ripeHours: 0, tailHours: 0 };
  const { ledger, replay } = replayOf({ defaults: final, notes }, FINAL);
  const all: KnownCost[] = [];
  for await (const row of rows) all.push(row);
  const hourly = all.some(({ hour }) => hour % 24 !== 0);
  const messages: SeriesMessage[] = [];
  let judged = 0;
  for (const [hour, known] of byHour(all)) {
    for (const { series, cost } of known) ledger.put(series, hour, cost);
    const asOf = startOfHour(hour + (hourly ? 1 : 24));
    messages.push(...replay.judgeAt(asOf).map((message) => ({ ...message, at: startOfHour(hour) })));
    judged += 1;
    onProgress?.(judged);
  }
  return messages;
}

/** Rows of one file need no order; of two rows of one hour and series the later one counts. */
function byHour(rows: readonly KnownCost[]): readonly (readonly [Hour, readonly KnownCost[]])[] {
  const hours = new Map<Hour, KnownCost[]>();
  for (const row of rows) {
    const known = hours.get(row.hour);
    if (known === undefined) hours.set(row.hour, [row]);
    else known.push(row);
  }
  return [...hours].sort(([a], [b]) => a - b);
}
