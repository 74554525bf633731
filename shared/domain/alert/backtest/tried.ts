import type { Pico } from '../../base/money.ts';
import { type AlertsPer, sensitivityOf } from '../../evaluation/sensitivity.ts';
import type { Declared } from '../judge.ts';
import type { ReplaySettings } from '../replay.ts';

/** How easily rises would alert; what is absent stays as it is. */
export interface Tried {
  /** Whose; every team's where absent. */
  readonly team?: string;
  /** A rise counts only from so many dollars above the usual … */
  readonly minDollars?: Pico;
  /** … and so many percent. */
  readonly minPercent?: number;
  readonly alertsPer?: AlertsPer;
  /** Nothing is said of budgets, whose forecasts take longer to judge than all rises. */
  readonly risesOnly?: boolean;
}

/**
 * The settings with these in them. A team without a budget goes by the defaults: then other such teams are judged by
 * the tried ones as well, which changes nothing for the team itself.
 */
export function settingsTrying(settings: ReplaySettings, tried: Tried): ReplaySettings {
  const { budgets, defaults } = settings;
  const { team, minDollars, minPercent, alertsPer, risesOnly = false } = tried;
  const own = {
    ...(minDollars === undefined ? {} : { minDollars }),
    ...(minPercent === undefined ? {} : { minPercent }),
  };
  const sensitivity = alertsPer === undefined ? {} : { alertsPer };
  return {
    ...declaredIn(settings),
    budgets: {
      ...budgets,
      budgets: budgets.budgets.map((budget) => ({
        ...budget,
        ...(team === undefined || budget.team === team ? { ...own, ...sensitivity } : {}),
        // A budget in no currency of the bill's is compared with nothing, and its floors count all the same.
        ...(risesOnly ? { currency: '' } : {}),
      })),
    },
    defaults: {
      ...defaults,
      ...(alertsPer === undefined ? {} : sensitivityOf(alertsPer)),
      // A floor that was asked for is the floor: no share of the team's day beside it.
      ...(minDollars === undefined ? {} : { teamShareMin: 0 }),
      ...own,
    },
  };
}

/** What was announced or hidden stays so: a backtest tries floors, not promises. */
const declaredIn = ({ plans = [], silences = [] }: ReplaySettings): Declared => ({ plans, silences });
