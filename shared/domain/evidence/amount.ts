import { bug } from '../base/failure.ts';
import { type Hour, hourOf, type Instant, isoHour } from '../base/instant.ts';
import { type Pico, picoText } from '../base/money.ts';
import { periodHours } from '../base/period.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { EvidenceAmount } from './pack.ts';

/** The number that a message tells, over half-open UTC hours. */
export interface ExplainedAmount {
  readonly kind: EvidenceAmount['kind'];
  readonly from: Hour;
  readonly to: Hour;
  readonly cost: Pico;
  readonly expected: Pico;
}

/** What a finding's contributions sum to: the rise of the judged window, what is spent of a budget, or what is missing. */
export function amountOf(
  { budget, drop, baseline, billingPeriod, rule }: Finding,
  asOf: Instant,
): ExplainedAmount {
  if (budget !== undefined) {
    const { from, to } = periodHours(billingPeriod);
    return { kind: 'spent', from, to: Math.min(to, hourOf(asOf)), cost: budget.spent, expected: 0n };
  }
  if (drop !== undefined) {
    const { lastSeen, to, actual, expected } = drop;
    return { kind: 'missing', from: lastSeen, to, cost: actual, expected };
  }
  if (baseline === undefined) throw bug(`a finding of rule ${rule} has no baseline`);
  const { from, to, actual, expected } = baseline;
  return { kind: 'rise', from, to, cost: actual, expected };
}

export const amountText = ({ kind, from, to, cost, expected }: ExplainedAmount): EvidenceAmount => ({
  kind,
  from: isoHour(from),
  to: isoHour(to),
  cost: picoText(cost),
  expected: picoText(expected),
  amount: picoText(cost - expected),
});
