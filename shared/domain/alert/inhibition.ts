import type { Finding } from '../evaluation/finding.ts';
import type { Alert } from './alert.ts';
import type { Mute } from './handling.ts';

/** Percent of a team's rise from which the alerts about its principals tell all that matters of it. */
const EXPLAINS = 80n;
/** Once they do, they do until this little is left: an alert must not fall silent and speak again by turns. */
const STILL_EXPLAINS = 60n;

/** An alert about a principal that people hear of, with what was found of it. */
export interface Speaking {
  readonly alert: Alert;
  readonly finding: Finding;
}

export const isRiseRule = ({ rule }: Pick<Finding, 'rule'>): boolean =>
  rule === 'spike' || rule === 'newcomer';

/** A rise of a whole team: several principals, or none that was known when it began. */
export const isTeamRise = (finding: Finding): boolean =>
  isRiseRule(finding) && finding.scope.principal === undefined;

/** One that speaks of a principal's rise: told, and nothing mutes it. Who snoozed it has heard of the rise. */
export const speaks = ({ state, mute, untold, finding }: Alert): boolean =>
  state === 'firing' &&
  mute === undefined &&
  untold !== true &&
  isRiseRule(finding) &&
  finding.scope.principal !== undefined;

/**
 * The alert that speaks for a team's rise, where alerts about its principals (or one model of each) explain 80 % of it;
 * `known` is the one that does already, which it keeps as long as it may.
 */
export function speaksFor(
  team: Finding,
  others: readonly Speaking[],
  known: string | undefined,
): Pick<Mute, 'by' | 'id'> | undefined {
  const whole = team.contributions.reduce((sum, { rise }) => sum + rise, 0n);
  const parts = others
    .filter(({ finding }) => finding.scope.team === team.scope.team)
    .map(({ alert, finding }) => ({ id: alert.id, part: partOf(team, finding) }))
    .filter(({ part }) => part > 0n)
    .sort((a, b) => (a.part === b.part ? 0 : a.part > b.part ? -1 : 1));
  const [largest] = parts;
  const explained = parts.reduce((sum, { part }) => sum + part, 0n);
  const wanted = known === undefined ? EXPLAINS : STILL_EXPLAINS;
  if (whole <= 0n || largest === undefined || explained * 100n < whole * wanted) return undefined;
  return { by: 'alert', id: parts.some(({ id }) => id === known) ? known! : largest.id };
}

/** What of a team's rise is a principal's, or that of the model its finding names. */
const partOf = (team: Finding, { scope }: Finding): bigint =>
  team.contributions
    .filter(
      ({ principal, model }) =>
        principal === scope.principal && (scope.model === undefined || scope.model === model),
    )
    .reduce((sum, { rise }) => sum + rise, 0n);
