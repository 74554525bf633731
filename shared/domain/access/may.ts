import type { Person, Role } from './person.ts';

/** Something that one may be allowed to do for a team. */
export type Permission =
  | 'read'
  | 'decide' // about an alert: acknowledge, snooze, say what it was, say that it is somebody else's
  | 'plan'
  | 'silence'
  | 'ask-raise'
  | 'confirm' // a drill, a statement
  | 'accept-budget' // the first one of a team, as Billhook proposed it
  | 'set-budget' // change a budget, answer a request for more
  | 'assign'; // say whose a principal is

export type Allowance =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly because: 'unknown' | 'team' | 'role';
      /** For the person, with what to do about it. The team's name in it is untrusted text. */
      readonly reason: string;
    };

const ACTS: readonly Permission[] = ['read', 'decide', 'plan', 'silence', 'ask-raise', 'confirm', 'assign'];

/** An owner may take a limit that there was none of; how high it is, Billhook worked out from the bill. */
const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  finance: [...ACTS, 'accept-budget', 'set-budget'],
  owner: [...ACTS, 'accept-budget'],
  'on-call': ACTS,
  viewer: ['read'],
};

/**
 * Whether somebody may do something for a team; '' is what concerns all teams. Nobody unknown does anything, not even
 * read: whether a team exists is already news.
 */
export function mayDecide(person: Person | undefined, team: string, permission: Permission): Allowance {
  if (person === undefined) {
    return refused(
      'unknown',
      'Billhook does not know you. Ask its operator to list you under "people" in billhook.yml.',
    );
  }
  if (!sees(person, team)) {
    const what = team === '' ? 'what concerns every team' : `team ${team}`;
    return refused(
      'team',
      `You are not listed for ${what}. Ask one of its owners, or the operator to list you for it.`,
    );
  }
  if (!MAY[person.role].includes(permission)) return refused('role', roleReason(person.role, permission));
  return { allowed: true };
}

/** Finance sees every team whatever its list says: limits are set across teams. */
export const sees = ({ role, teams }: Person, team: string): boolean =>
  role === 'finance' || teams === '*' || (team !== '' && teams.includes(team));

const roleReason = (role: Role, permission: Permission): string =>
  permission === 'set-budget' || permission === 'accept-budget'
    ? `Your role is ${role}; budgets are changed by finance only. Ask for a raise instead.`
    : `Your role is ${role}, which reads only. Ask an owner of the team or its on-call to do it.`;

const refused = (because: 'unknown' | 'team' | 'role', reason: string): Allowance => ({
  allowed: false,
  because,
  reason,
});
