import { formatMoney, picoOfNumber } from '../../base/money.ts';
import type { Alert } from '../alert.ts';
import { isRise } from '../backtest/incident.ts';
import type { TriedFloor } from '../backtest/quiet-floor.ts';
import { isCalled } from './precision.ts';

/** What a higher floor would have spared a team, by a replay of all that was delivered. */
export interface FloorHint {
  readonly team: string;
  /** Dollars above the usual from which a rise would count. */
  readonly dollars: number;
  /** Alerts called noise that it leaves out … */
  readonly drops: number;
  /** … and how many were called real; a hint loses none. */
  readonly loses: number;
  /** Alerts that nobody judged and that it leaves out, too. */
  readonly unjudged: number;
}

/**
 * The lowest tried floor that leaves out the most noise and nothing that was called real; undefined where there is no
 * noise that one would leave out. `real` in each `told` are all alerts there really were.
 */
export function floorHint(team: string, tried: readonly TriedFloor[]): FloorHint | undefined {
  const hints = tried
    .map((floor) => hintOf(team, floor))
    .filter(({ drops, loses }) => drops > 0 && loses === 0)
    .sort((a, b) => b.drops - a.drops || a.dollars - b.dollars);
  return hints[0];
}

function hintOf(team: string, { dollars, told }: TriedFloor): FloorHint {
  const missed = told.onlyReal.filter(
    (alert) => isRise(alert) && alert.finding.scope.team === team && alert.untold !== true,
  );
  return {
    team,
    dollars,
    drops: missed.filter((alert) => isCalled(alert, 'noise')).length,
    loses: missed.filter((alert) => isCalled(alert, 'real')).length,
    unjudged: missed.filter(({ handling }: Alert) => handling?.verdict === undefined).length,
  };
}

/** `raise the floor of search to $700.00: drops 5 noise, loses 0 real`; the team's name is untrusted text. */
export function hintText({ team, dollars, drops, loses, unjudged }: FloorHint): string {
  const rest = unjudged === 0 ? '' : `, and ${unjudged} that nobody judged`;
  const floor = formatMoney(picoOfNumber(dollars)).replace(/\.00$/, '');
  return `raise the floor of ${team} to ${floor}: drops ${drops} noise, loses ${loses} real${rest}`;
}
