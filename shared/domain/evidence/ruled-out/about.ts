import type { Alert } from '../../alert/alert.ts';
import { formatMoney, type Pico } from '../../base/money.ts';
import type { Judging } from '../../evaluation/judging.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { LedgerView } from '../../ledger/snapshot.ts';
import type { ExplainedAmount } from '../amount.ts';
import type { RuledOut } from '../pack.ts';
import type { EvidenceScope } from '../scope-entries.ts';

/** What a check may look at. */
export interface About {
  readonly alert: Alert;
  /** As it was stored before this delivery. */
  readonly before: Alert | undefined;
  readonly judging: Judging;
  /** Periods that were judged, oldest first. */
  readonly views: readonly LedgerView[];
  readonly amount: ExplainedAmount;
  readonly entries: readonly LedgerEntry[];
  readonly filter: EvidenceScope['filter'];
}

export const moneyIn = ({ alert }: About, pico: Pico): string => formatMoney(pico, alert.finding.currency);

export const result = (
  what: RuledOut['what'],
  verdict: RuledOut['verdict'],
  value: string,
  text: string,
): RuledOut => ({ what, verdict, value, text });

/** Half of the amount: what is smaller may add to it, but is not the reason. */
export const isSmall = (part: Pico, whole: Pico): boolean => {
  const size = part < 0n ? -part : part;
  return size * 2n < (whole < 0n ? -whole : whole);
};
