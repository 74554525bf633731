import * as v from 'valibot';
import { Currency, Money, Name, Period } from './words.ts';

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** The first that fits a charge gives its team. */
export const AttributionRule = v.variant('by', [
  v.strictObject({ by: v.literal('principal-tag'), key: Text }),
  v.strictObject({ by: v.literal('resource-tag'), key: Text }),
  /** `role/search-*@*`: `*` stands for any signs. */
  v.strictObject({ by: v.literal('principal'), pattern: Text, team: Text }),
  v.strictObject({
    by: v.literal('account'),
    accountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'expected an account of 12 digits')),
    team: Text,
  }),
]);

export const AttributionRules = v.object({
  /** Of all of `billhook.yml`, and the ETag. */
  version: v.number(),
  rules: v.array(v.object({ rule: AttributionRule, words: v.string() })),
  /** Of rules that are proposed, on the newest month's untagged usage; null where nothing is delivered or proposed. */
  effect: v.nullable(
    v.object({
      period: Period,
      currency: Currency,
      untagged: Money,
      given: v.array(v.object({ team: Name, cost: Money, principals: v.number() })),
      left: Money,
      words: v.string(),
    }),
  ),
});

export const AttributionRulesBody = v.strictObject({
  rules: v.pipe(v.array(AttributionRule), v.maxLength(500)),
  /** Only say what they would give to teams. */
  dryRun: v.optional(v.boolean()),
  reason: v.optional(v.pipe(v.string(), v.maxLength(500))),
});
