import {
  FLOORS_TRIED,
  finerFloors,
  type QuietFloor,
  quietFloor,
} from '../domain/alert/backtest/quiet-floor.ts';
import type { Tried } from '../domain/alert/backtest/tried.ts';
import type { WouldHave } from '../domain/alert/backtest/would-have.ts';
import { picoOfNumber } from '../domain/base/money.ts';
import { ALERTS_PER } from '../domain/evaluation/sensitivity.ts';
import { type LanesQuery, replayLanes } from './backtest-lanes.ts';

/** What is replayed beside the settings in question to find how sensitive a team could be. */
export const quietTries = (tried: Tried): readonly Tried[] => [
  ...FLOORS_TRIED.map((dollars) => floorOf(tried, dollars)),
  ...MOST_SENSITIVE_FIRST.map((alertsPer) => ({ ...tried, alertsPer, risesOnly: true })),
];

const MOST_SENSITIVE_FIRST = ALERTS_PER.toReversed();

const floorOf = (tried: Tried, dollars: number): Tried => ({
  ...tried,
  minDollars: picoOfNumber(dollars),
  risesOnly: true,
});

/** What those tries told, as it concerns each team. */
export function quietFloors(told: readonly WouldHave[], teams: readonly string[]): readonly QuietFloor[] {
  const floors = FLOORS_TRIED.map((dollars, index) => ({ dollars, told: told[index]! }));
  const settings = MOST_SENSITIVE_FIRST.map((alertsPer, index) => ({
    alertsPer,
    told: told[FLOORS_TRIED.length + index]!,
  }));
  return teams.map((team) => quietFloor(team, floors, settings));
}

/** The same to the dollar or to an eighth of the step, by a second replay of what lies between. */
export async function finerQuietFloor(
  query: LanesQuery,
  tried: Tried,
  coarse: QuietFloor,
): Promise<QuietFloor> {
  const finer = finerFloors(coarse);
  if (finer.length === 0) return coarse;
  const ends = [coarse.loudAt, coarse.dollars].filter((each) => each !== undefined);
  const floors = [...finer, ...ends].toSorted((a, b) => a - b);
  const { told } = await replayLanes(
    query,
    floors.map((dollars) => floorOf(tried, dollars)),
  );
  const fine = quietFloor(
    coarse.team,
    floors.map((dollars, index) => ({ dollars, told: told[index]! })),
    [],
  );
  return { ...fine, ...(coarse.alertsPer === undefined ? {} : { alertsPer: coarse.alertsPer }) };
}
