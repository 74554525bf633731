import type { Hour, Instant } from '../../base/instant.ts';
import type { BillingPeriod } from '../../base/period.ts';
import type { DeliveryOrder } from '../../delivery/order.ts';
import type { Family } from './family.ts';

/** A delivery that was learned from. */
export interface SeenDelivery {
  /** Counts up from 1 in the order of learning. */
  readonly no: number;
  readonly billingPeriod: BillingPeriod;
  readonly order: DeliveryOrder;
  readonly executedAt: Instant;
  /** The hour from which ages count back (`ageZeroOf`). */
  readonly ageZero: Hour;
  /** Hours from the end of the data to the delivery; absent where the period ended before its data did. */
  readonly lagHours?: number;
}

/** Cost of one hour as deliveries told it: the number of the delivery that changed it, and millionths of a unit. */
export interface HourHistory {
  readonly hour: Hour;
  readonly changes: readonly (readonly [no: number, micros: number])[];
}

export interface FamilyHistory {
  readonly family: Family;
  /** Oldest first; hours that never cost anything are absent. */
  readonly hours: readonly HourHistory[];
}

/**
 * What is remembered between deliveries: a run-off triangle of the last three weeks, an hour a row. It holds what was
 * seen and nothing that was concluded, so that a better method begins with all of it.
 */
export interface RipenessState {
  readonly schema: typeof RIPENESS_SCHEMA;
  /** Deliveries learned from so far, those forgotten again among them: a state with more of them is newer. */
  readonly taught: number;
  readonly slotHours: 1 | 24;
  /** Newest delivery of each period that was learned from, oldest period first, so that none is learned twice. */
  readonly newest: readonly { readonly billingPeriod: BillingPeriod; readonly order: DeliveryOrder }[];
  /** In the order of learning. */
  readonly deliveries: readonly SeenDelivery[];
  /** Sorted by family. */
  readonly families: readonly FamilyHistory[];
}

export const RIPENESS_SCHEMA = 1;

export const NOTHING_LEARNED: RipenessState = {
  schema: RIPENESS_SCHEMA,
  taught: 0,
  slotHours: 1,
  newest: [],
  deliveries: [],
  families: [],
};
