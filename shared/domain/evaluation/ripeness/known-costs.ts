import type { Hour, Instant } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import { type BillingPeriod, periodHours } from '../../base/period.ts';
import type { DeliveryOrder } from '../../delivery/order.ts';
import { PRINCIPAL_DIMENSION } from '../../ledger/entry.ts';
import { hourOfCell } from '../../ledger/series.ts';
import type { LedgerView } from '../../ledger/snapshot.ts';
import { type Family, familyOf } from './family.ts';

/** What one delivery of one period says that its hours cost, by family. */
export interface KnownCosts {
  readonly billingPeriod: BillingPeriod;
  readonly order: DeliveryOrder;
  readonly executedAt: Instant;
  /** End (exclusive) of the data. */
  readonly dataThrough: Hour;
  /** 24 where the export is daily: an "hour" is then the first of its day. */
  readonly slotHours: 1 | 24;
  /** Whole millionths of a currency unit; hours without cost are absent. */
  readonly costs: ReadonlyMap<Family, ReadonlyMap<Hour, number>>;
}

/** Hours that are compared between deliveries, back from the end of the data: three weeks. */
export const COMPARED_HOURS = 21 * 24;

/** Charges whose hour lies outside their period are left out: another period's deliveries tell of that hour. */
export function knownCostsOf({ pointer, entries }: LedgerView): KnownCosts {
  const { billingPeriod, order, executedAt, dataThrough } = pointer;
  const slotHours = pointer.grain === 'daily' ? 24 : 1;
  const { from, to } = periodHours(billingPeriod);
  const first = Math.max(from, dataThrough - COMPARED_HOURS);
  const exact = new Map<Family, Map<Hour, Pico>>();
  const families = new Map<string, Family>();
  for (const entry of entries) {
    if (entry.scope.dimension !== PRINCIPAL_DIMENSION || entry.day * 24 + 24 <= first) continue;
    for (const cell of entry.cells) {
      const hour = hourOfCell(entry, cell);
      if (hour < first || hour >= to) continue;
      const family = families.get(cell.model) ?? familyOf(cell.model);
      families.set(cell.model, family);
      const hours = exact.get(family) ?? new Map<Hour, Pico>();
      exact.set(family, hours.set(hour, (hours.get(hour) ?? 0n) + cell.cost));
    }
  }
  const costs = new Map(
    [...exact].map(([family, hours]) => [family, new Map([...hours].map(([h, pico]) => [h, microOf(pico)]))]),
  );
  return { billingPeriod, order, executedAt, dataThrough, slotHours, costs };
}

const microOf = (pico: Pico): number => Number(pico / 1_000_000n);
