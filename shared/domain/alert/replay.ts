import { byText } from '../base/order.ts';
import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../evaluation/defaults.ts';
import type { Alert } from './alert.ts';
import { type Judged, type JudgedCosts, judge } from './judge.ts';
import { recentAlerts } from './recent.ts';

/** What a judgement goes by, besides the costs. */
export interface ReplaySettings {
  readonly budgets: BudgetBook;
  readonly defaults: EvaluationDefaults;
}

/** Deliveries judged one after another: each knows what those before it left behind, as in the stores. */
export interface Replay {
  judge(costs: JudgedCosts): Judged;
  /** All there ever were, by id. */
  alerts(): readonly Alert[];
}

export function createReplay(settings: ReplaySettings): Replay {
  const all = new Map<string, Alert>();
  let recent: readonly Alert[] = [];
  return {
    judge(costs) {
      const judged = judge({ ...settings, ...costs, alerts: recent });
      const known = new Map(recent.map((alert) => [alert.id, alert]));
      for (const { after } of judged.transitions) {
        all.set(after.id, after);
        known.set(after.id, after);
      }
      recent = recentAlerts(byId(known));
      return judged;
    },
    alerts: () => byId(all),
  };
}

const byId = (alerts: ReadonlyMap<string, Alert>): readonly Alert[] =>
  [...alerts.values()].sort((a, b) => byText(a.id, b.id));
