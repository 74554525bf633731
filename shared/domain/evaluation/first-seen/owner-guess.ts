import { byText } from '../../base/order.ts';
import { UNATTRIBUTED } from '../../charge/principal.ts';
import type { OwnerGuess } from '../finding.ts';

/** Teams and their callers by name, as a cost tree has them. */
interface KnownTeam {
  readonly name: string;
  readonly children: readonly { readonly name: string }[];
}

/** Fewer neighbours than this prove nothing, and a smaller part of them leaves it open. */
const NEIGHBOURS_MIN = 3;
const MOST = 0.6;
/** Short names stand in others by chance. */
const NAME_MIN = 3;

/**
 * Whose a caller may be that no tag and no rule gives to a team: the team whose name is a word of the caller's, else the
 * team of most other callers of its account. A guess for people to confirm, nothing is booked by it.
 */
export function ownerGuessOf(
  { teams }: { readonly teams: readonly KnownTeam[] },
  principal: string,
): OwnerGuess | undefined {
  const named = teams
    .map(({ name }) => name)
    .filter((name) => name !== UNATTRIBUTED && isIn(name, principal));
  if (named.length === 1) return { team: named[0]!, by: 'name', known: 1, of: 1 };
  const account = accountOf(principal);
  return account === undefined ? undefined : neighboursTeam(teams, principal, account);
}

function neighboursTeam(
  teams: readonly KnownTeam[],
  principal: string,
  account: string,
): OwnerGuess | undefined {
  const counts = teams
    .filter(({ name }) => name !== UNATTRIBUTED)
    .map(({ name, children }) => ({
      team: name,
      known: children.filter((child) => child.name !== principal && accountOf(child.name) === account).length,
    }))
    .sort((a, b) => b.known - a.known || byText(a.team, b.team));
  const of = counts.reduce((sum, { known }) => sum + known, 0);
  const [most] = counts;
  if (most === undefined || of < NEIGHBOURS_MIN || most.known < MOST * of) return undefined;
  return { ...most, by: 'account', account, of };
}

const accountOf = (principal: string): string | undefined => /@(\d{12})$/.exec(principal)?.[1];

/** As a word of its own: `claims` in `role/claims-agent`, not in `role/reclaims`. */
const isIn = (team: string, principal: string): boolean =>
  team.length >= NAME_MIN &&
  `-${wordsOf(principal.replace(/@\d{12}$/, ''))}-`.includes(`-${wordsOf(team)}-`) &&
  wordsOf(team) !== '';

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join('-');
