import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import { endOf } from '../../../shared/domain/notification/end.ts';
import { alertJson, periodJson } from '../run-json.ts';
import type { Played } from './play.ts';

interface DemoEnd {
  readonly played: readonly Played[];
  readonly pointers: readonly Pointer[];
  readonly alerts: readonly Alert[];
  readonly seconds: number;
  /** Deliveries that an earlier process of the same store had put. */
  readonly there: number;
}

/** The demo for a program: as `run --json`, and beside it each delivery's bill and what the ledger had of it. */
export const demoJson = ({ played, pointers, alerts, seconds, there }: DemoEnd) => ({
  periods: pointers.map(periodJson),
  alerts: alerts.map(alertJson),
  messages: {
    posted: played.reduce((sum, one) => sum + one.posted, 0),
    edited: played.reduce((sum, one) => sum + one.edited, 0),
    withdrawn: alerts.filter(isWithdrawn).length,
  },
  deliveriesThereBefore: there,
  deliveries: played.map(({ truth, pointer, seconds: took, posted, edited, refresh }) => ({
    period: truth.period,
    executionId: truth.executionId,
    executedAt: isoInstant(truth.executedAt),
    billed: { rows: truth.rows, cost: truth.cost },
    ledger: { rows: pointer.totals.rows, cost: pointer.totals.cost.USD ?? '0' },
    seconds: Math.round(took * 10) / 10,
    posted,
    edited,
    refresh: refresh ?? null,
  })),
  seconds: Math.round(seconds * 10) / 10,
});

function isWithdrawn(alert: Alert): boolean {
  const reason = alert.history.at(-1)?.reason;
  return reason !== undefined && endOf({ reason, after: alert, tell: true })?.kind === 'withdrawn';
}
