import type { EvaluationInput } from '../evaluation/evaluate.ts';
import { evaluateTree } from '../evaluation/evaluate.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { CostTree } from '../evaluation/series/cost-tree.ts';
import type { Alert, Transition } from './alert.ts';
import { recountTold } from './recount.ts';
import type { JudgedPointer } from './step.ts';
import { decideTransitions } from './transition.ts';

export interface JudgeInput extends Omit<EvaluationInput, 'views' | 'alerts'> {
  readonly tree: CostTree;
  readonly alerts: readonly Alert[];
  /** Of the newest period that is judged. */
  readonly pointer: JudgedPointer;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly transitions: readonly Transition[];
}

/** One delivery's findings and what they change: the live engine, its backtest and the replay of plain series share it. */
export function judge(input: JudgeInput): Judged {
  const { tree, alerts, pointer, asOf } = input;
  const findings = evaluateTree(tree, input);
  const recounted = recountTold(tree, alerts);
  return { findings, transitions: decideTransitions({ findings, alerts, pointer, asOf, recounted }) };
}
