import type { Alert } from '../../shared/domain/alert/alert.ts';
import { amountOf, firstToldAt } from '../../shared/domain/alert/backtest/incident.ts';
import type { WouldHave } from '../../shared/domain/alert/backtest/would-have.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import type { Pico } from '../../shared/domain/base/money.ts';
import { byText } from '../../shared/domain/base/order.ts';

/** One incident as it would have been told, as it really was, or both. */
export interface IncidentRow {
  /** The replayed alert where there is one, else the real one. */
  readonly alert: Alert;
  readonly would: 'told' | 'missed';
  readonly toldAt?: Instant;
  /** What was really sent about it. */
  readonly real?: { readonly id: string; readonly toldAt?: Instant };
  /** Negative where the real alert came first. */
  readonly hoursEarlier?: number;
  readonly amount: Pico;
}

/** By team, and in the order in which people heard, or would have heard. */
export function incidentRows({ same, onlyReplayed, onlyReal }: WouldHave): readonly IncidentRow[] {
  const rows: IncidentRow[] = [
    ...same.map(({ replayed, real, hoursEarlier }) => ({
      ...told(replayed),
      real: realOf(real),
      ...(hoursEarlier === undefined ? {} : { hoursEarlier }),
    })),
    ...onlyReplayed.map(told),
    ...onlyReal.map(
      (alert): IncidentRow => ({ alert, would: 'missed', real: realOf(alert), amount: amountOf(alert) }),
    ),
  ];
  return rows.toSorted(
    (a, b) =>
      byText(a.alert.finding.scope.team, b.alert.finding.scope.team) ||
      heardAt(a) - heardAt(b) ||
      byText(a.alert.id, b.alert.id),
  );
}

function told(alert: Alert): IncidentRow {
  const toldAt = firstToldAt(alert);
  return { alert, would: 'told', amount: amountOf(alert), ...(toldAt === undefined ? {} : { toldAt }) };
}

function realOf(alert: Alert): NonNullable<IncidentRow['real']> {
  const toldAt = firstToldAt(alert);
  return { id: alert.id, ...(toldAt === undefined ? {} : { toldAt }) };
}

const heardAt = ({ alert, toldAt, real }: IncidentRow): Instant => toldAt ?? real?.toldAt ?? alert.startsAt;
