import * as v from 'valibot';
import { AlertRow } from './spend.ts';
import { Actor, Currency, Money, Name, Time } from './words.ts';

export const AlertsQuery = v.object({
  state: v.optional(v.picklist(['open', 'all'])),
  team: v.optional(Name),
});
export const Alerts = v.object({ alerts: v.array(AlertRow) });

const Facts = v.array(v.object({ label: v.string(), value: v.string() }));

/** The alert, and its evidence pack as it was frozen: `shared/domain/evidence` says what it holds. */
export const AlertDetail = v.object({
  alert: AlertRow,
  version: v.number(),
  currency: Currency,
  /** What this person may do now: names of decisions, each with its price or the reason why not. */
  actions: v.array(
    v.object({
      decision: v.string(),
      /** Of a snooze, which is offered once for each length. */
      hours: v.optional(v.number()),
      allowed: v.boolean(),
      words: v.string(),
    }),
  ),
  /** What it looks like and what it is made of, as its message says it; none where only costs are known. */
  why: Facts,
  /** What it would cost on top if nobody acts, or where a budget's month ends; none once it is over. */
  outlook: Facts,
  history: v.array(v.object({ at: Time, reason: v.string(), note: v.string(), by: v.nullable(Actor) })),
  messages: v.array(
    v.object({
      channel: v.string(),
      state: v.string(),
      sentAt: v.nullable(Time),
      headline: v.string(),
      why: v.nullable(v.string()),
    }),
  ),
  /** Null until it was written; it can be asked for again. */
  evidence: v.nullable(v.record(v.string(), v.unknown())),
  stopCard: v.nullable(v.record(v.string(), v.unknown())),
});

const Note = v.pipe(v.string(), v.maxLength(500));
export const DecisionBody = v.variant('decision', [
  v.strictObject({ decision: v.literal('acknowledge') }),
  v.strictObject({ decision: v.literal('snooze'), until: Time }),
  v.strictObject({ decision: v.literal('unacknowledge') }),
  v.strictObject({ decision: v.literal('unsnooze') }),
  v.strictObject({
    decision: v.literal('verdict'),
    verdict: v.picklist(['real', 'planned', 'noise']),
    note: Note,
  }),
  v.strictObject({ decision: v.literal('not-mine'), note: Note }),
]);

export const PlanBody = v.strictObject({
  team: Name,
  principal: v.optional(Name),
  model: v.optional(Name),
  cap: Money,
  from: v.optional(Time),
  until: Time,
  note: Note,
});
export const Plan = v.object({
  id: Name,
  team: v.string(),
  principal: v.nullable(v.string()),
  model: v.nullable(v.string()),
  cap: Money,
  spent: Money,
  currency: Currency,
  from: Time,
  until: Time,
  note: v.string(),
  by: Actor,
  left: v.nullable(v.object({ at: Time, why: v.picklist(['amount', 'scope', 'time']) })),
});
export const Plans = v.object({ plans: v.array(Plan) });
