import { type Pico, parsePico } from '../base/money.ts';

/** What judgement rests on. Every number has a unit and a reason; replays and tests override single ones. */
export interface EvaluationDefaults {
  /** A rise counts only from this excess over the usual in the judged window (budgets may say otherwise). */
  readonly minDollars: Pico;
  /** … and only from this many percent above the usual. */
  readonly minPercent: number;
  /** Percent of a monthly budget at which a team is told, for budgets that name none. */
  readonly thresholds: readonly number[];
  /** Hours before a delivery's execution that are still filling up; judged only for what is already certain. */
  readonly ripeHours: number;
  /** Newest hours of usage in a delivery, however old, that later deliveries still raise. */
  readonly tailHours: number;
  /** Without usage for longer than this before a delivery, the silence is real and not a late export. */
  readonly lateHours: number;
  /** Days of the past that a window is compared with. */
  readonly historyDays: number;
  /** Weight of a past day halves with this many days. */
  readonly halfLifeDays: number;
  /** Earlier windows below which there is no verdict. */
  readonly historyMin: number;
  /** -log10 of the chance that a quiet series shows such a window; a rise counts from here. */
  readonly scoreLimit: number;
  /** Share of the team's usual day that an excess must reach, where the team's budget sets no floor of its own. */
  readonly teamShareMin: number;
  /** An open incident is kept out of the reference for this many days; then it is the new normal. */
  readonly freezeDays: number;
  readonly newcomer: {
    /** Known for fewer days than this. */
    readonly days: number;
    /** Days of data before the first sight, so that a fresh install calls nobody new. */
    readonly tenantDays: number;
    /** Least cost in 24 h … */
    readonly minDollars: Pico;
    /** … and least share of the team's usual day. */
    readonly teamShareMin: number;
  };
  readonly forecast: {
    /** Days of the period that must be known before a forecast may speak. */
    readonly daysMin: number;
    /** Part of the forecast rest of the month that may stay away and the budget still ends too small. */
    readonly margin: number;
  };
  /** Projected extra cost from which a finding is critical or a warning: until the next morning, or the month's end. */
  readonly severity: {
    readonly critical: { readonly untilMorning: number; readonly untilMonthEnd: number };
    readonly warning: { readonly untilMorning: number; readonly untilMonthEnd: number };
  };
}

/**
 * Six weeks of history let a creep be seen against a past it has not reached yet; floors in dollars AND percent keep
 * small change quiet. The score limit was chosen on
 * packs of deliveries with known incidents, seeds below 100 (test/bench/detection); what others gave is in
 * docs/detection.md. How exports fill up, and so how ripe an hour is:
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
export const EVALUATION_DEFAULTS: EvaluationDefaults = {
  minDollars: parsePico('100'),
  minPercent: 30,
  thresholds: [50, 80, 100],
  ripeHours: 6,
  tailHours: 2,
  lateHours: 48,
  historyDays: 42,
  halfLifeDays: 21,
  historyMin: 8,
  scoreLimit: 3.5,
  teamShareMin: 0.05,
  freezeDays: 10,
  newcomer: { days: 10, tenantDays: 14, minDollars: parsePico('100'), teamShareMin: 0.05 },
  forecast: { daysMin: 3, margin: 0.1 },
  severity: {
    critical: { untilMorning: 500, untilMonthEnd: 5_000 },
    warning: { untilMorning: 50, untilMonthEnd: 500 },
  },
};
