import { bug } from '../base/failure.ts';
import { hourOf, parseInstant } from '../base/instant.ts';
import type { PointerFacts } from './body.ts';
import type { Notification } from './notification.ts';

/** The delivery that a message was written from: what a person decides later is told with the same facts. */
export function toldFacts({ alertId, data }: Pick<Notification, 'alertId' | 'data'>): PointerFacts {
  const { executedAt, dataThrough, executionId } = data;
  if (typeof executedAt !== 'string' || typeof dataThrough !== 'string' || typeof executionId !== 'string') {
    throw bug('a stored message does not say what delivery it rests on', { file: alertId });
  }
  return {
    executedAt: parseInstant(executedAt),
    dataThrough: hourOf(parseInstant(dataThrough)),
    executionId,
  };
}
