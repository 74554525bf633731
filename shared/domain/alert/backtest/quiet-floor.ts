import { byText } from '../../base/order.ts';
import type { AlertsPer } from '../../evaluation/sensitivity.ts';
import type { Alert } from '../alert.ts';
import { amountOf, isRise } from './incident.ts';
import type { WouldHave } from './would-have.ts';

/** Dollars above the usual from which a rise counts; what lies between two of them is tried for one team alone. */
export const FLOORS_TRIED: readonly number[] = [10, 25, 50, 100, 200, 400, 800, 1600, 5000];

/** What a whole replay by one floor would have told. */
export interface TriedFloor {
  readonly dollars: number;
  readonly told: WouldHave;
}

/** How sensitive a team could be without hearing of anything but what it really was alerted to. */
export interface QuietFloor {
  readonly team: string;
  /** Lowest floor in dollars at which, as at all higher ones, no rise fires but the known ones; absent where none is. */
  readonly dollars?: number;
  /** The dearest rise that fires at the next lower floor that was tried or, where no floor is quiet, at the highest. */
  readonly loud?: Alert;
  /** The next lower floor; absent where the lowest that was tried is quiet. */
  readonly loudAt?: number;
  /** Most sensitive setting at which, with the other floors as they are, no rise fires but the known ones. */
  readonly alertsPer?: AlertsPer;
}

/** Every one of these was replayed: nothing here is estimated. */
export function quietFloor(
  team: string,
  tried: readonly TriedFloor[],
  settings: readonly { readonly alertsPer: AlertsPer; readonly told: WouldHave }[],
): QuietFloor {
  const falling = tried.toSorted((a, b) => b.dollars - a.dollars);
  const loudAt = falling.findIndex(({ told }) => falseRises(team, told).length > 0);
  const quiet = loudAt < 0 ? falling.at(-1) : falling[loudAt - 1];
  const loud = falling[loudAt];
  const alertsPer = settings.find(({ told }) => falseRises(team, told).length === 0)?.alertsPer;
  return {
    team,
    ...(quiet === undefined ? {} : { dollars: quiet.dollars }),
    ...(loud === undefined ? {} : { loudAt: loud.dollars, loud: falseRises(team, loud.told)[0]! }),
    ...(alertsPer === undefined ? {} : { alertsPer }),
  };
}

/** Rises of the team that nobody was really alerted to, dearest first. */
const falseRises = (team: string, { onlyReplayed }: WouldHave): readonly Alert[] =>
  onlyReplayed
    .filter((alert) => isRise(alert) && alert.finding.scope.team === team)
    .toSorted((a, b) => Number(amountOf(b) - amountOf(a)) || byText(a.id, b.id));

const FINER_STEPS = 8;

/** Whole dollars between the highest floor that is loud and the lowest that is quiet; none where both are neighbours. */
export function finerFloors({ dollars, loudAt = 0 }: QuietFloor): readonly number[] {
  if (dollars === undefined) return [];
  const step = (dollars - loudAt) / FINER_STEPS;
  const between = Array.from({ length: FINER_STEPS - 1 }, (_, index) =>
    Math.round(loudAt + step * (index + 1)),
  );
  return [...new Set(between)].filter((each) => each > loudAt && each < dollars);
}
