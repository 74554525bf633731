import type { Hour, Instant } from '../../../shared/domain/base/instant.ts';

/** One organisation's deliveries with what is true about them: made from a seed, never looked at while tuning others. */
export interface Pack {
  readonly seed: number;
  /** First usage hour and end (exclusive); UTC. */
  readonly from: Hour;
  readonly to: Hour;
  /** `team/principal/model`, sorted; deliveries name them by index. */
  readonly leaves: readonly string[];
  /** In the order of their arrival. */
  readonly deliveries: readonly PackDelivery[];
  readonly incidents: readonly PackIncident[];
  readonly lookAlikes: readonly LookAlike[];
}

/** Upserts: cost of these leaves' hours as known from `asOf` on. Parallel arrays, one row each. */
export interface PackDelivery {
  readonly asOf: Instant;
  readonly leaf: Uint16Array;
  readonly hour: Int32Array;
  /** USD; 0 takes an hour back. */
  readonly cost: Float64Array;
}

export type IncidentKind =
  | 'loop'
  | 'ramp'
  | 'step x2'
  | 'step x3'
  | 'step x10'
  | 'creep'
  | 'night loop'
  | 'fan-out'
  | 'model switch'
  | 'new principal';

export type LookAlikeKind =
  | 'month-end batch'
  | 'weekend batch'
  | 'weekly job'
  | 'launch growth'
  | 'holiday'
  | 'backfill'
  | 'restatement'
  | 'partial last day'
  | 'rename';

/** Money that left the road. */
export interface PackIncident {
  readonly kind: IncidentKind;
  /** Series ids it touches: leaves; an alert on one of them, above or below it may find it. */
  readonly leaves: readonly string[];
  readonly from: Hour;
  readonly to: Hour;
  /** Dollars above what would have been spent, by hour from `from`. */
  readonly excess: Float64Array;
}

/** What looks like one and must not alarm. */
export interface LookAlike {
  readonly kind: LookAlikeKind;
  readonly leaves: readonly string[];
  readonly from: Hour;
  readonly to: Hour;
}

/** One message that a detector sends. */
export interface DetectorMessage {
  /** `team`, `team/principal` or `team/principal/model`. */
  readonly series: string;
  readonly at: Instant;
  readonly score: number;
  readonly kind?: string;
  readonly startedAt?: Hour;
}

/** Sees the deliveries one after another and never one before its time. */
export type Detector = (pack: Pack) => readonly DetectorMessage[];
