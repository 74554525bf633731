import type { DaySessions } from './spend-cube.ts';

/** What a month shows of a caller's sessions in one team. */
export interface CallerSessions {
  /** Most distinct ones of one day. */
  readonly most: number;
  /** Names that the ledger kept of them, a few a day. */
  readonly sample: ReadonlySet<string>;
}

/** By team, then by principal. A month has one row a caller and day: added up once for each delivery. */
export type SessionsByCaller = ReadonlyMap<string, ReadonlyMap<string, CallerSessions>>;

export function sessionsByCaller(rows: readonly DaySessions[]): SessionsByCaller {
  const teams = new Map<string, Map<string, { most: number; readonly sample: Set<string> }>>();
  for (const { team, principal, count, sample } of rows) {
    const callers = teams.get(team) ?? new Map();
    teams.set(team, callers);
    const own = callers.get(principal) ?? { most: 0, sample: new Set<string>() };
    callers.set(principal, own);
    own.most = Math.max(own.most, count);
    for (const name of sample) own.sample.add(name);
  }
  return teams;
}
