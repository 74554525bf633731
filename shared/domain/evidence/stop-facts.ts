import { parsePico } from '../base/money.ts';
import type { EvidencePack } from './pack.ts';
import type { StopFacts } from './stop-card.ts';

/** What a stop card needs, from the evidence of an alert. */
export const stopFactsOf = (
  { alertId, principal, currency, lastDay }: EvidencePack,
  only?: StopFacts['only'],
): StopFacts => ({
  alertId,
  ...(principal === undefined ? {} : { principal }),
  currency,
  lastDay: lastDay.map((use) => ({ ...use, cost: parsePico(use.cost) })),
  ...(only === undefined ? {} : { only }),
});
