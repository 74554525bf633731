import { byText } from '../base/order.ts';
import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../evaluation/defaults.ts';
import type { Alert } from './alert.ts';
import { type Declared, type Judged, type JudgedCosts, judge } from './judge.ts';
import type { Plan } from './plan.ts';
import { plansAfter } from './plan-steps.ts';
import { recentAlerts } from './recent.ts';

/** What a judgement goes by, besides the costs. */
export interface ReplaySettings extends Declared {
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
  let plans: readonly Plan[] = (settings.plans ?? []).map(asDeclared);
  return {
    judge(costs) {
      const judged = judge({ ...settings, plans, ...costs, alerts: recent });
      plans = plansAfter(plans, judged.plans);
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

/** How it was left is found again. */
const asDeclared = ({ left: _, reportedAt: __, ...plan }: Plan): Plan => plan;
