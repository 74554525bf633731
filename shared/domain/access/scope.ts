import type { Person } from './person.ts';

/** Teams whose figures somebody may see. Every read of figures takes one: without it nothing is read. */
export interface ReadScope {
  readonly teams: readonly string[] | '*';
}

/** Finance sees every team. */
export const scopeOf = (person: Person): ReadScope => ({
  teams: person.role === 'finance' ? '*' : person.teams,
});

export const isInScope = ({ teams }: ReadScope, team: string): boolean =>
  teams === '*' || (team !== '' && teams.includes(team));

/** What concerns all teams: totals of the bill, tags, regions. */
export const seesAll = ({ teams }: ReadScope): boolean => teams === '*';
