import * as v from 'valibot';
import { Actor, Currency, Money, Name, Period, Severity, Time } from './words.ts';

const TimeZone = v.pipe(v.string(), v.maxLength(64));

/** `09:00` on the team's clocks. */
const TimeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 09:00'));

/** A budget as finance edits it: what is left out takes the default. */
export const BudgetBody = v.strictObject({
  amount: Money,
  currency: Currency,
  months: v.optional(v.record(Period, Money)),
  thresholds: v.optional(
    v.pipe(v.array(v.pipe(v.number(), v.minValue(1), v.maxValue(1_000))), v.maxLength(10)),
  ),
  owner: v.optional(v.pipe(v.string(), v.maxLength(200))),
  channel: v.optional(v.pipe(v.string(), v.maxLength(200))),
  minDollars: v.optional(Money),
  minPercent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))),
  alertsPer: v.optional(v.picklist(['quarter', 'month', 'week'])),
  timeZone: v.optional(TimeZone),
  workingDays: v.optional(
    v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6))), v.maxLength(7)),
  ),
  dayStartsAt: v.optional(TimeOfDay),
  dayEndsAt: v.optional(TimeOfDay),
  /** Why it was changed; kept with the audit. */
  reason: v.optional(v.pipe(v.string(), v.maxLength(500))),
});

export const Budgets = v.object({
  /** Also the ETag: a change says which version it was made from. */
  version: v.number(),
  budgets: v.array(
    v.object({
      team: v.string(),
      ...BudgetBody.entries,
      /** This month. */
      spent: Money,
      percent: v.number(),
      hasSpend: v.boolean(),
    }),
  ),
  /** Spending teams without one. */
  without: v.array(v.object({ team: v.string(), spent: Money, proposed: Money, proposal: v.string() })),
  sum: Money,
  cap: v.nullable(Money),
  /** What applies to a budget that does not say it: percents, and the floor of a rise. */
  defaults: v.object({ thresholds: v.array(v.number()), minDollars: Money, minPercent: v.number() }),
});

export const CapBody = v.strictObject({ cap: v.nullable(Money), reason: v.optional(v.string()) });

/** More until a day; ends by itself. */
export const RaiseBody = v.strictObject({
  amount: Money,
  period: Period,
  reason: v.pipe(v.string(), v.maxLength(500)),
});

export const ImportBody = v.strictObject({
  format: v.picklist(['csv', 'yaml']),
  text: v.pipe(v.string(), v.maxLength(1_000_000)),
  /** Only say what would change. */
  dryRun: v.optional(v.boolean()),
  reason: v.optional(v.string()),
});
export const BudgetChanges = v.object({
  changes: v.array(
    v.object({
      at: Time,
      by: Actor,
      version: v.number(),
      team: v.string(),
      reason: v.string(),
      before: v.nullable(v.record(v.string(), v.unknown())),
      after: v.nullable(v.record(v.string(), v.unknown())),
    }),
  ),
});
export const ImportResult = v.object({ version: v.number(), ...BudgetChanges.entries });

export const BacktestBody = v.strictObject({
  team: Name,
  days: v.picklist([30, 60, 90]),
  budget: v.optional(v.omit(BudgetBody, ['reason'])),
});
export const Backtest = v.object({
  from: v.nullable(Time),
  to: v.nullable(Time),
  deliveries: v.number(),
  missing: v.number(),
  fired: v.number(),
  real: v.number(),
  planned: v.number(),
  noise: v.number(),
  unjudged: v.number(),
  incidents: v.array(
    v.object({
      alert: v.nullable(v.string()),
      kind: v.string(),
      severity: Severity,
      principal: v.nullable(v.string()),
      model: v.nullable(v.string()),
      /** Of a budget: its month, and the highest threshold that was crossed, in percent. */
      budget: v.nullable(v.object({ period: Period, threshold: v.number() })),
      toldAt: v.nullable(Time),
      amount: Money,
      verdict: v.nullable(v.string()),
      /** Negative: later than the live engine was. */
      hoursEarlier: v.nullable(v.number()),
      would: v.picklist(['told', 'silent']),
    }),
  ),
  /** Lowest floor that would not have told what was noise. */
  quietFloor: v.nullable(v.object({ dollars: v.number(), words: v.string() })),
  /** One sentence: would have fired 4 times: 1 real, 2 planned, 1 not judged. */
  words: v.string(),
});

/** A backtest takes as long as its deliveries do: it is asked for, and its answer fetched when it is there. */
export const BacktestJob = v.object({
  id: Name,
  team: v.string(),
  days: v.number(),
  state: v.picklist(['waiting', 'running', 'done', 'failed', 'dropped']),
  /** One sentence: how far it is, or why there is no answer. */
  words: v.string(),
  /** Deliveries that were judged, and how many there are; a second round begins again at none. */
  done: v.number(),
  of: v.number(),
  /** Of one that is done. */
  result: v.nullable(Backtest),
});
