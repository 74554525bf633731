import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import { type Backtest, type BacktestPorts, backtestExport } from '../backtest.ts';

export interface TriedBudget {
  readonly team: string;
  readonly days: number;
  /** In the place of what is agreed; the agreed one where absent. */
  readonly budget?: Budget;
  readonly defaults: EvaluationDefaults;
  readonly onProgress?: (done: number, of: number) => void;
}

/** What a budget would have told its team, on what was known at the time, and how sensitive it could be. */
export async function tryBudget(
  ports: BacktestPorts,
  exportName: string,
  { team, budget, ...query }: TriedBudget,
): Promise<Backtest> {
  const book = await ports.budgets.read();
  const others = book.budgets.filter((each) => each.team !== team);
  const budgets = budget === undefined ? book : { ...book, budgets: [...others, budget] };
  return backtestExport(ports, exportName, { ...query, budgets, tried: { team }, quietFloors: true });
}
