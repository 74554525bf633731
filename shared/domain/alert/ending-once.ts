import { DAY_MS, startOfHour } from '../base/instant.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Alert } from './alert.ts';
import type { Ending } from './step.ts';

/** What is new is known after a week. */
const LEARNED_MS = 7 * DAY_MS;
/** A silence of ten days is the new usual. */
const STAYED_MS = 10 * DAY_MS;

export const LEARNED = 'known for a week';
export const STAYED_AWAY = 'it stayed away: that is the usual now';
export const TEAM_SILENT = 'the whole team is silent, which is told by itself';

/**
 * How alerts end that are told once. What was new stays so until it is known, whatever it costs meanwhile, and ends
 * without a word; so does a silence that became usual, or that of a team. `undefined`: as other alerts end.
 */
export function onceEnding(
  alert: Pick<Alert, 'finding'>,
  findings: readonly Finding[],
  asOf: number,
): Ending | 'not yet' | undefined {
  const { rule, startedAt, scope } = alert.finding;
  const age = asOf - startOfHour(startedAt);
  if (rule === 'first-seen') return age >= LEARNED_MS ? silent(LEARNED) : 'not yet';
  if (rule !== 'drop') return undefined;
  const isTeams = findings.some(
    (other) =>
      other.rule === 'drop' && other.scope.team === scope.team && other.scope.principal === undefined,
  );
  if (isTeams && scope.principal !== undefined) return silent(TEAM_SILENT);
  return age >= STAYED_MS ? silent(STAYED_AWAY) : undefined;
}

const silent = (note: string): Ending => ({ reason: 'resolved', note, tell: false });
