import type { Hour, Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { TimeZone } from '../base/time-zone.ts';
import type { TokenKind } from '../charge/charge.ts';
import type { Cause } from './cause/facts.ts';
import type { Drop } from './drop/facts.ts';
import type { Cohort, FirstSeen, Learning } from './first-seen/facts.ts';
import type { Completeness } from './impact/excess.ts';

export type Rule =
  | 'budget-threshold'
  | 'budget-forecast'
  | 'budget-burn'
  | 'spike'
  | 'newcomer'
  | 'first-seen'
  | 'drop';

/** By dollars, never by percent. */
export type Severity = 'critical' | 'warning' | 'info';

/**
 * The narrowest thing that explains the finding; absent parts mean "several". Amounts are those of the team, principal
 * and model; the token kind names what drives them.
 */
export interface FindingScope {
  readonly team: string;
  readonly principal?: string;
  readonly model?: string;
  readonly tokenKind?: TokenKind;
}

/** A range where the future or the data's ripeness leaves one. */
export interface PicoRange {
  readonly low: Pico;
  readonly mid: Pico;
  readonly high: Pico;
}

/** Extra cost above the usual, in money, if the present rate goes on. */
export interface Impact {
  /** Already spent above the usual since the start. */
  readonly soFar: Pico;
  /** From the end of the data until the next delivery is expected. */
  readonly untilNextDelivery: Pico;
  /** Until the team's first working day after that begins. */
  readonly untilMorning: Pico;
  readonly untilMonthEnd: Pico;
  /** The same three where the hours behind the rate are not whole yet; the amounts above are the middle. */
  readonly ranges?: Readonly<Record<'untilNextDelivery' | 'untilMorning' | 'untilMonthEnd', PicoRange>>;
  /** When the first two are. Alerts of earlier versions do not say it. */
  readonly horizons?: {
    readonly nextDelivery: Instant;
    readonly morning: Instant;
    /** Of the morning. */
    readonly timeZone: TimeZone;
  };
  /** Hour in which the team's budget ends at the present rate, where it does before the month is over. */
  readonly budgetEnds?: BudgetEnd;
}

/** The first hour is that of the highest rate; without a last one the budget may also last the month. */
export interface BudgetEnd {
  readonly first: Hour;
  readonly at: Hour;
  readonly last?: Hour;
}

export interface BudgetFacts {
  readonly amount: Pico;
  readonly spent: Pico;
  /** 0–∞, one decimal. */
  readonly percent: number;
  /** Highest threshold crossed (or, for a forecast, to be crossed), in percent. */
  readonly threshold: number;
  readonly forecast: PicoRange;
  /** The forecast ends over the amount by more than its doubt; told here where another budget rule speaks already. */
  readonly headsOver?: boolean;
  /** How the forecasts made at this point of earlier months erred, newest month first. */
  readonly pastErrors?: readonly PastError[];
  /** Hour at which the amount is used up at the present rate; absent where it lasts or is already gone. */
  readonly exhaustedAt?: Hour;
  /** Where the month ends if every hour goes on like the last day; only where that is far beyond the forecast's range. */
  readonly ifRateLasts?: Pico;
  /** End (exclusive) of a plan that goes on: the forecast counts it until then, and a burn leaves it out. */
  readonly planUntil?: Hour;
}

export interface PastError {
  readonly billingPeriod: BillingPeriod;
  /** Forecast less what the month came to, as percent of that: -6 is six percent low. */
  readonly percent: number;
}

/** Two windows of usage that both spend faster than an even month would. */
export interface BurnFacts {
  /** Hours of the window that says how much, and of the newest part of it that says it goes on; both end at `to`. */
  readonly hours: number;
  readonly shortHours: number;
  readonly to: Hour;
  /** Percent of the month's amount, on top of the plan, from which this pair of windows counts. */
  readonly sharePercent: number;
  /** In the long window, and as percent of the month's amount, one decimal. */
  readonly spent: Pico;
  readonly percent: number;
  /** Mean of the long window, and the rate that spends the amount evenly over the month. */
  readonly costPerHour: Pico;
  readonly planPerHour: Pico;
}

/** How the expected cost was found: shown in the message and in `explain`. */
export interface BaselineFacts {
  /** Judged window, half-open, UTC hours. */
  readonly from: Hour;
  readonly to: Hour;
  readonly actual: Pico;
  readonly expected: Pico;
  readonly band: { readonly low: Pico; readonly high: Pico };
  /** Number of earlier windows the expectation rests on. */
  readonly history: number;
  /** -log10 of how rarely a window of this series is as high. */
  readonly score: number;
}

/** Hourly cost around the start for the scope of the finding, oldest first. */
export interface SeriesPoint {
  readonly hour: Hour;
  readonly cost: Pico;
}

/**
 * A part of the rise; parts of one finding sum to the whole rise (actual less expected of the judged window; for
 * budgets, what is spent). The principal `others` stands for the many small ones.
 */
export interface Contribution {
  readonly principal: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
  readonly rise: Pico;
}

/** A guess with its evidence: the team's name stands in the caller's, or `known` of `of` other callers of its account are its. */
export interface OwnerGuess {
  readonly team: string;
  readonly by: 'name' | 'account';
  readonly account?: string;
  readonly known: number;
  readonly of: number;
}

/** A fact about one ledger state. Pure: the same inputs give the same findings in the same order. */
export interface Finding {
  readonly rule: Rule;
  readonly scope: FindingScope;
  readonly severity: Severity;
  readonly billingPeriod: BillingPeriod;
  readonly currency: string;
  /** First hour above the usual; for budgets the hour in which the threshold was crossed. */
  readonly startedAt: Hour;
  /** Of a rise that is over: end (exclusive) of its last hour above the usual, where the bill shows it. */
  readonly endedAt?: Hour;
  /** Over the last hours of data, per hour; of a rise whose end is known, while it ran. */
  readonly costPerHour: Pico;
  readonly usualPerHour: Pico;
  /** Share of the team's rise in the same window, 0–1; 1 for whole-team findings. */
  readonly shareOfRise: number;
  readonly impact: Impact;
  readonly budget?: BudgetFacts;
  readonly baseline?: BaselineFacts;
  /** The team's budget burns faster than planned: told with a budget, or with the rise that explains it. */
  readonly burn?: BurnFacts;
  readonly contributions: readonly Contribution[];
  readonly series: readonly SeriesPoint[];
  readonly sessions: number;
  /** Why a spike or newcomer costs what it does; absent where only costs are known, as in a replay of plain series. */
  readonly cause?: Cause;
  /** Of rule `first-seen`: what is new. Its scope names the team that uses it most. */
  readonly firstSeen?: FirstSeen;
  /** Of rule `drop`: what is missing. */
  readonly drop?: Drop;
  /** Of newcomers: others of their kind at the same age, and how well this one is known yet. */
  readonly cohort?: Cohort;
  readonly learning?: Learning;
  /** Of a newcomer that no rule gives to a team: whose it may be. */
  readonly ownerGuess?: OwnerGuess;
  /**
   * How much of what its hours will cost in the end has come in, 0–1, with the range it lies in; absent where all has,
   * or where nothing is known of it.
   */
  readonly completeness?: Completeness;
  /** For budgets: spikes and newcomers of the team that were found in the same judgement, dearest first. */
  readonly causes?: readonly FindingScope[];
}
