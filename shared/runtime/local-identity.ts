import { type Person, personOf } from '../domain/access/person.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { Environment } from './config.ts';

/**
 * Set by the run on one machine only, where nobody signs in: the id of the person that a request is of unless it says
 * otherwise. In the cloud it is never set, and the gateway has verified who asks.
 */
export const LOCAL_IDENTITY = 'BILLHOOK_LOCAL_IDENTITY';

/** Undefined in the cloud. Somebody who is not listed sees and does everything on their own machine. */
export function localPerson(people: readonly Person[], environment: Environment): Person | undefined {
  const id = environment[LOCAL_IDENTITY] ?? '';
  if (id === '') return undefined;
  return personOf(people, id) ?? { id, name: id, role: 'finance', teams: '*' };
}

/** How long after a delivery somebody looks at it on one machine. */
const LOOKED_AT_MS = 2 * 60_000;

/**
 * A story that is told on one machine has a time of its own, that of its newest delivery, which then goes on with the
 * clock: its data is never months old because somebody looks at it months later.
 */
export function createStoryTime(wall: () => Instant): (newest: Instant | undefined) => Instant {
  let told: { readonly newest: Instant; readonly seenAt: Instant } | undefined;
  return (newest) => {
    const now = wall();
    if (newest === undefined) return now;
    if (told?.newest !== newest) told = { newest, seenAt: now };
    return newest + LOOKED_AT_MS + now - told.seenAt;
  };
}
