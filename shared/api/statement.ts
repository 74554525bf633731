import * as v from 'valibot';
import { Currency, Freshness, Money, Period, Share } from './words.ts';

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
  /** Usage that no rule gives to a team, and its part of all usage; null for who sees some teams only. */
  untagged: v.nullable(v.object({ cost: Money, share: Share })),
  /** The ten dearest principals of each week, of the teams that one sees. */
  weeks: v.array(
    v.object({
      name: v.string(),
      /** UTC days, the last one too, cut to the month. */
      from: v.string(),
      until: v.string(),
      total: Money,
      top: v.array(
        v.object({
          principal: v.string(),
          team: v.string(),
          model: v.string(),
          cost: Money,
          share: Share,
        }),
      ),
      others: v.object({ count: v.number(), cost: Money }),
    }),
  ),
  files: v.array(v.object({ name: v.string(), bytes: v.number(), sha256: v.string() })),
});
