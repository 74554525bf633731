import { type Instant, isoInstant, parseInstant } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { Delivery } from './delivery.ts';

/**
 * Total order of an export's deliveries of one period as sortable text: execution time, then execution id.
 * Never the arrival time of an event, so every worker agrees.
 */
export type DeliveryOrder = string;

export const orderOf = (delivery: Pick<Delivery, 'executedAt' | 'executionId'>): DeliveryOrder =>
  `${isoInstant(delivery.executedAt)}~${delivery.executionId}`;

export const isNewer = (a: DeliveryOrder, b: DeliveryOrder): boolean => byText(a, b) > 0;

/** When the delivery was made. */
export const madeAt = (order: DeliveryOrder): Instant => parseInstant(order.slice(0, order.indexOf('~')));
