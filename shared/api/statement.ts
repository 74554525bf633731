import * as v from 'valibot';
import { Currency, Freshness, Money, Period } from './words.ts';

/** Every line of every team and the unattributed sum to `total`, which is the delivery's control total. */
export const StatementLine = v.object({
  category: v.picklist(['usage', 'credit', 'discount', 'refund', 'tax', 'fee', 'adjustment', 'other']),
  words: v.string(),
  /** Of adjustments: the month that was restated. */
  period: v.nullable(Period),
  cost: Money,
});
export const Statements = v.object({
  period: Period,
  currency: Currency,
  freshness: Freshness,
  isClosed: v.boolean(),
  teams: v.array(
    v.object({
      team: v.string(),
      lines: v.array(StatementLine),
      /** Of this month's lines; with what changed about earlier ones it is what is due. */
      total: Money,
      adjustments: Money,
      due: Money,
      untaggedShare: v.number(),
      plans: v.array(v.object({ note: v.string(), cap: Money, spent: Money })),
      alerts: v.array(v.object({ id: v.string(), headline: v.string(), outcome: v.string(), cost: Money })),
    }),
  ),
  /** What Bedrock did not cost: the rest of the bill, so that the whole closes. */
  rest: v.array(StatementLine),
  /** Null for who sees some teams only. */
  total: v.nullable(Money),
  delivered: v.nullable(Money),
  difference: v.nullable(Money),
  files: v.array(v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })),
});
