import type { Person } from '../../../shared/domain/access/person.ts';
import { type Instant, isoInstant } from '../../../shared/domain/base/instant.ts';
import type { Me } from '../../../shared/flow/read/me.ts';

export const personDocument = ({ id, name, role, teams }: Person) => ({ id, name, role, teams });

/** `people`: who one can be, which only the run on one machine tells. */
export const meDocument = (me: Me, person: Person, now: Instant, people: readonly Person[]) => ({
  ...me,
  person: personDocument(person),
  now: isoInstant(now),
  people: people.map(personDocument),
});
