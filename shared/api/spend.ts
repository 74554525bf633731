import * as v from 'valibot';
import {
  Currency,
  Freshness,
  Money,
  Name,
  Period,
  Range,
  Severity,
  Share,
  Time,
  TokenKind,
} from './words.ts';

export const SpendQuery = v.object({
  /** `tag` needs `tagKey`. */
  by: v.picklist(['team', 'tag', 'principal', 'model', 'token-kind', 'region']),
  grain: v.picklist(['hour', 'day', 'month']),
  from: Time,
  /** Exclusive; at most 45 days of hours, 400 days of days. */
  to: Time,
  team: v.optional(Name),
  principal: v.optional(Name),
  model: v.optional(Name),
  tagKey: v.optional(Name),
  /** Dearest series that are named; the rest is one series `others`. 12 where nothing is said. */
  top: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/))),
});

/** By token kind; kinds without any are left out. */
const Tokens = v.record(v.string(), v.number());

export const Spend = v.object({
  currency: Currency,
  freshness: Freshness,
  total: Money,
  /** Starts of the hours, days or months of all `cost` lists. */
  times: v.array(Time),
  series: v.array(
    v.object({
      key: v.string(),
      total: Money,
      share: Share,
      tokens: Tokens,
      /** One for each of `times`; dollars as numbers, for drawing only. */
      cost: v.array(v.number()),
    }),
  ),
});

/** A row of a table of who or what costs how much. */
const SpendRow = v.object({
  key: v.string(),
  cost: Money,
  share: Share,
  previous: v.nullable(Money),
  /** Undefined growth (from nothing) is null. */
  changePercent: v.nullable(v.number()),
  tokens: Tokens,
  isNew: v.boolean(),
});

const BudgetUse = v.object({
  amount: Money,
  spent: Money,
  percent: v.number(),
  forecast: Range,
  /** Past forecasts of this point of a month erred by so many percent, newest first. */
  pastErrors: v.array(v.number()),
  burnPerDay: Money,
  allowedPerDay: Money,
  endsAt: v.nullable(Time),
  /** Until when the forecast counts an announced plan that goes on. */
  planUntil: v.nullable(Time),
});

export const AlertRow = v.object({
  id: Name,
  kind: v.string(),
  standing: v.string(),
  severity: Severity,
  team: v.string(),
  principal: v.nullable(v.string()),
  model: v.nullable(v.string()),
  headline: v.string(),
  startedAt: Time,
  endedAt: v.nullable(Time),
  costPerHour: Money,
  usualPerHour: Money,
  soFar: Money,
});

export const OverviewQuery = v.object({ period: v.optional(Period) });
export const Overview = v.object({
  period: Period,
  periods: v.array(Period),
  currency: Currency,
  freshness: Freshness,
  spent: Money,
  /** The same days of the month before. */
  previous: v.nullable(Money),
  forecast: v.nullable(Range),
  /** Null for whoever sees some teams only. */
  untagged: v.nullable(v.object({ cost: Money, share: Share, previousShare: v.nullable(Share) })),
  teams: v.array(
    v.object({
      team: v.string(),
      spent: Money,
      previous: v.nullable(Money),
      changePercent: v.nullable(v.number()),
      budget: v.nullable(BudgetUse),
      openAlerts: v.number(),
      /** Dollars a day, oldest first, for a small line. */
      days: v.array(v.number()),
    }),
  ),
  open: v.array(AlertRow),
  /** Month over month, newest last. */
  months: v.array(v.object({ period: Period, spent: Money, changePercent: v.nullable(v.number()) })),
});

export const TeamQuery = v.object({ from: v.optional(Time), to: v.optional(Time) });
export const Team = v.object({
  team: v.string(),
  owner: v.nullable(v.string()),
  channel: v.nullable(v.string()),
  currency: Currency,
  freshness: Freshness,
  budget: v.nullable(BudgetUse),
  /** Hours where the export is hourly and the range at most 14 days, else days. */
  grain: v.picklist(['hour', 'day']),
  times: v.array(Time),
  cost: v.array(v.number()),
  /** The expected band; null where there is not enough history. */
  expected: v.array(v.nullable(v.object({ low: v.number(), mid: v.number(), high: v.number() }))),
  total: Money,
  principals: v.array(SpendRow),
  models: v.array(SpendRow),
  tokenKinds: v.array(SpendRow),
  plans: v.array(v.object({ id: Name, note: v.string(), from: Time, to: Time, cap: Money, spent: Money })),
  alerts: v.array(AlertRow),
});

export const BridgeQuery = v.object({
  from: Time,
  to: Time,
  againstFrom: Time,
  againstTo: Time,
});
/** before + every part = after, to the picodollar. */
export const Bridge = v.object({
  currency: Currency,
  before: Money,
  after: Money,
  parts: v.array(
    v.object({
      part: v.picklist(['price', 'volume', 'mix', 'cache', 'new', 'gone', 'other']),
      cost: Money,
      words: v.string(),
    }),
  ),
  principals: v.array(
    v.object({ principal: v.string(), model: v.string(), tokenKind: TokenKind, change: Money }),
  ),
});

export const PrincipalQuery = v.object({ id: Name, from: v.optional(Time), to: v.optional(Time) });
export const Principal = v.object({
  principal: v.string(),
  kind: v.string(),
  account: v.nullable(v.string()),
  teams: v.array(v.string()),
  firstSeen: v.nullable(Time),
  currency: Currency,
  freshness: Freshness,
  grain: v.picklist(['hour', 'day']),
  times: v.array(Time),
  cost: v.array(v.number()),
  total: Money,
  models: v.array(SpendRow),
  tokenKinds: v.array(SpendRow),
  /** Names as the privacy of the reader's role allows. */
  sessions: v.object({ count: v.number(), sample: v.array(v.string()) }),
  alerts: v.array(AlertRow),
});

export const UntaggedQuery = v.object({ period: v.optional(Period) });
export const Untagged = v.object({
  period: Period,
  currency: Currency,
  freshness: Freshness,
  cost: Money,
  share: Share,
  trend: v.array(v.object({ period: Period, cost: Money, share: Share })),
  /** Dearest first. */
  principals: v.array(
    v.object({
      principal: v.string(),
      cost: Money,
      share: Share,
      likelyTeam: v.nullable(v.string()),
      evidence: v.string(),
      /** The exact call that tags it, escaped for a shell. */
      command: v.nullable(v.string()),
    }),
  ),
  neverTaggable: v.array(v.object({ what: v.string(), cost: Money })),
  hygiene: v.array(
    v.object({
      key: v.string(),
      problem: v.picklist(['spelling', 'many-values']),
      values: v.array(v.string()),
      cost: Money,
    }),
  ),
  gateways: v.array(
    v.object({
      principal: v.string(),
      cost: Money,
      sessions: v.number(),
      shareOfTeam: Share,
      split: v.array(v.object({ by: v.string(), key: v.string(), cost: Money, share: Share })),
      unsplit: Money,
    }),
  ),
});

export const Deliveries = v.object({
  exportName: v.string(),
  deliveries: v.array(
    v.object({
      executionId: v.string(),
      period: Period,
      deliveredAt: Time,
      /** Null, as all amounts, for what was refused. */
      rows: v.nullable(v.number()),
      currency: Currency,
      /** Of everything in it, and of Bedrock's usage. */
      cost: v.nullable(Money),
      bedrockUsage: v.nullable(Money),
      /** Against the one before of the same month. */
      change: v.nullable(Money),
      changedDays: v.nullable(v.number()),
      /** Ledger less control total: 0 or it is not shown as published. */
      difference: v.nullable(Money),
      state: v.picklist(['published', 'superseded', 'quarantined']),
      /** Of what was refused, or of a change that nobody can tell any more. */
      why: v.nullable(v.string()),
    }),
  ),
  /** How many of the newest are not listed: what is superseded is deleted after so many days, the last of a month never. */
  dropped: v.object({ count: v.number(), afterDays: v.number() }),
  /** Share of the final amount that has arrived by age of an hour, per family of usage. */
  ripeness: v.array(v.object({ family: v.string(), hours: v.array(v.number()), share: v.array(v.number()) })),
});
