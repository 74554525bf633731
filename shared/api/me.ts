import * as v from 'valibot';
import { Currency, Period, Person, Time } from './words.ts';

export const Me = v.object({
  person: Person,
  exportName: v.string(),
  currency: Currency,
  now: Time,
  periods: v.array(Period),
  teams: v.array(v.string()),
  /** Only in the run on one machine: who one can be. */
  people: v.array(Person),
});

export const Settings = v.object({
  version: v.number(),
  /** `billhook.yml` as text. */
  yaml: v.string(),
  routes: v.array(v.object({ team: v.string(), severity: v.string(), channels: v.array(v.string()) })),
  rules: v.array(v.object({ by: v.string(), words: v.string() })),
  people: v.array(Person),
});
export const SettingsBody = v.strictObject({
  yaml: v.pipe(v.string(), v.maxLength(200_000)),
  reason: v.optional(v.string()),
});
