import type { Day } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { Snapshot } from './snapshot.ts';

/** What one delivery came to, without what it is made of. */
export interface DeliveryDigest extends Omit<Snapshot, 'entries'> {
  /** Bedrock usage by UTC day, in picodollars: added up from the cells that were kept. */
  readonly days: ReadonlyMap<Day, Pico>;
}
