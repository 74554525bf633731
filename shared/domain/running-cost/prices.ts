import type { Pico } from '../base/money.ts';

/** Everything that is paid for, in the unit in which AWS counts it. */
export type Unit =
  | 'lambdaGbSecond'
  | 'lambdaRequest'
  | 'writeUnit'
  | 'readUnit'
  | 'tableGbMonth'
  | 'backupGbMonth'
  | 's3Put'
  | 's3Get'
  | 's3GbMonth'
  | 's3RareGbMonth'
  | 'sqsRequest'
  | 'snsPublish'
  | 'stateTransition'
  | 'scheduledCall'
  | 'httpRequest'
  | 'logGb'
  | 'logGbMonth'
  | 'metricMonth'
  | 'alarmMonth'
  | 'dashboardMonth';

/** USD a unit. */
export type RunningPrices = Readonly<Record<Unit, Pico>>;

/** How many units; an estimate, so a double. */
export type Quantities = Readonly<Record<Unit, number>>;

export interface PriceSource {
  readonly service: string;
  readonly page: string;
  /** UTC day. */
  readonly asOf: string;
}
