import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { principalAccount, UNATTRIBUTED } from '../charge/principal.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { costOfEntry } from '../ledger/reconcile.ts';

/** A guess, with what it rests on: strongest first. */
export type LikelyOwner = { readonly team: string } & (
  | { readonly by: 'team-in-name' }
  | { readonly by: 'shared-sessions'; readonly sessions: number; readonly with: string }
  | { readonly by: 'alike-name'; readonly with: string }
  /** Part of the account's attributed cost that is the team's, 0–1. */
  | { readonly by: 'account'; readonly account: string; readonly share: number }
);

export type OwnerFinder = (principal: string) => LikelyOwner | undefined;

const ACCOUNT_SHARE_MIN = 0.8;
/** Words that many names begin with say nothing of a team. */
const WORD_CHARS_MIN = 3;

interface Known {
  readonly principal: string;
  readonly team: string;
  readonly words: readonly string[];
}

/** Looks through what is known of all principals once; then each question costs a walk over their names. */
export function ownerFinder(entries: readonly LedgerEntry[]): OwnerFinder {
  const own = entries.filter(({ scope }) => scope.dimension === PRINCIPAL_DIMENSION);
  const known = knownPrincipals(own);
  const sessions = sessionsOf(own);
  const accounts = accountsOf(own);
  const teams = [...new Set(known.map(({ team }) => team))].sort(byText);
  return (principal) =>
    teamInName(principal, teams) ??
    sharedSessions(principal, sessions, known) ??
    alikeName(principal, known) ??
    ofAccount(principal, accounts);
}

function knownPrincipals(entries: readonly LedgerEntry[]): readonly Known[] {
  const teamOf = new Map<string, string>();
  for (const { scope } of entries) if (scope.team !== UNATTRIBUTED) teamOf.set(scope.value, scope.team);
  return [...teamOf]
    .map(([principal, team]) => ({ principal, team, words: wordsOf(principal) }))
    .sort((a, b) => byText(a.principal, b.principal));
}

/** `role/Claims-agent@123456789012` -> claims, agent. */
const wordsOf = (principal: string): readonly string[] =>
  principal
    .replace(/^[\w-]+\//, '')
    .replace(/@\d{12}$/, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

function teamInName(principal: string, teams: readonly string[]): LikelyOwner | undefined {
  const words = ` ${wordsOf(principal).join(' ')} `;
  const team = teams.find((name) => {
    const wanted = wordsOf(name).join(' ');
    return wanted.length >= WORD_CHARS_MIN && words.includes(` ${wanted} `);
  });
  return team === undefined ? undefined : { team, by: 'team-in-name' };
}

function sessionsOf(entries: readonly LedgerEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sessions = new Map<string, Set<string>>();
  for (const { scope, sessions: seen } of entries) {
    const names = sessions.get(scope.value) ?? new Set<string>();
    for (const name of seen.sample) names.add(name);
    sessions.set(scope.value, names);
  }
  return sessions;
}

/** The same session name under both: the same person or program calls through either. */
function sharedSessions(
  principal: string,
  sessions: ReadonlyMap<string, ReadonlySet<string>>,
  known: readonly Known[],
): LikelyOwner | undefined {
  const own = sessions.get(principal);
  if (own === undefined || own.size === 0) return undefined;
  const best = known
    .map(({ principal: other, team }) => ({
      other,
      team,
      count: [...own].filter((name) => sessions.get(other)?.has(name)).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)[0];
  return best === undefined
    ? undefined
    : { team: best.team, by: 'shared-sessions', sessions: best.count, with: best.other };
}

/** The same first word, where all who have it are of one team. */
function alikeName(principal: string, known: readonly Known[]): LikelyOwner | undefined {
  const [first] = wordsOf(principal);
  if (first === undefined || first.length < WORD_CHARS_MIN) return undefined;
  const alike = known.filter(({ words, principal: other }) => words[0] === first && other !== principal);
  const teams = new Set(alike.map(({ team }) => team));
  return teams.size === 1 ? { team: alike[0]!.team, by: 'alike-name', with: alike[0]!.principal } : undefined;
}

function accountsOf(entries: readonly LedgerEntry[]): ReadonlyMap<string, ReadonlyMap<string, Pico>> {
  const accounts = new Map<string, Map<string, Pico>>();
  for (const entry of entries) {
    const account = principalAccount(entry.scope.value);
    if (account === undefined || entry.scope.team === UNATTRIBUTED) continue;
    const teams = accounts.get(account) ?? new Map<string, Pico>();
    accounts.set(
      account,
      teams.set(entry.scope.team, (teams.get(entry.scope.team) ?? 0n) + costOfEntry(entry)),
    );
  }
  return accounts;
}

function ofAccount(
  principal: string,
  accounts: ReadonlyMap<string, ReadonlyMap<string, Pico>>,
): LikelyOwner | undefined {
  const account = principalAccount(principal);
  const teams = account === undefined ? undefined : accounts.get(account);
  if (account === undefined || teams === undefined) return undefined;
  const all = [...teams.values()].reduce((sum, cost) => sum + cost, 0n);
  const best = [...teams].sort((a, b) => (b[1] > a[1] ? 1 : b[1] < a[1] ? -1 : byText(a[0], b[0])))[0];
  if (best === undefined || all <= 0n) return undefined;
  const share = Number((best[1] * 1000n) / all) / 1000;
  return share < ACCOUNT_SHARE_MIN ? undefined : { team: best[0], by: 'account', account, share };
}
