import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { applyDecision } from '../../shared/domain/alert/apply-decision.ts';
import type { Decided, Decision } from '../../shared/domain/alert/decision.ts';
import { decideTransitions, type TransitionInput } from '../../shared/domain/alert/transition.ts';
import { HOUR_MS, type Instant, isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { aPointer } from './snapshot.ts';
import { aBudgetFinding, aFinding } from './transition.ts';

export const ANNA = { id: 'slack:U0ANNA', name: 'Anna' };

/** Alerts of one export, fed with the findings of one delivery after another. */
export function createLife(from = '2026-11-18T05:00:00Z') {
  const alerts = new Map<string, Alert>();
  let asOf = parseInstant(from);
  const judge = (findings: readonly Finding[], more: Partial<TransitionInput> & { spent?: string } = {}) => {
    const { spent, ...input } = more;
    const pointer = aPointer({ executedAt: asOf, executionId: 'x', order: `${isoInstant(asOf)}~x` });
    const teams = spent === undefined ? {} : { claims: { USD: spent } };
    const transitions = decideTransitions({
      findings,
      alerts: [...alerts.values()],
      pointer: { ...pointer, totals: { ...pointer.totals, teams } },
      asOf,
      ...input,
    });
    for (const { after } of transitions) alerts.set(after.id, after);
    return transitions;
  };
  return {
    /** Judges the next delivery, `hours` after the one before. */
    next(findings: readonly Finding[], more: Parameters<typeof judge>[1] & { hours?: number } = {}) {
      const { hours = 8, ...input } = more;
      asOf += hours * HOUR_MS;
      return judge(findings, input);
    },
    /** Judges the same delivery again. */
    again: judge,
    /** Somebody decides about the alert, or about the one with this id, `hours` after the last delivery. */
    decide(decision: Decision, { id, hours = 0 }: { id?: string; hours?: number } = {}): Decided {
      const alert = id === undefined ? [...alerts.values()][0]! : alerts.get(id)!;
      const decided = applyDecision(alert, decision, { by: ANNA, at: asOf + hours * HOUR_MS });
      if (decided.outcome === 'changed') alerts.set(alert.id, decided.transition.after);
      return decided;
    },
    now: (): Instant => asOf,
    alerts: (): readonly Alert[] => [...alerts.values()],
  };
}

/** Somebody's phone may ring: not for what is only stored, nor for numbers that are kept true without a sound. */
export const isLoud = ({ reason, tell }: Transition): boolean =>
  tell && reason !== 'updated' && reason !== 'muted';

/** `first!` for a transition that is loud, `revised` or `updated` for one that is not. */
export const reasons = (transitions: readonly Transition[]): readonly string[] =>
  transitions.map((transition) => (isLoud(transition) ? `${transition.reason}!` : transition.reason));

export const aSpikeOf = (perHour: number, soFar: number, overrides: Partial<Finding> = {}): Finding => {
  const finding = aFinding(overrides);
  return {
    ...finding,
    costPerHour: parsePico(String(perHour)),
    impact: { ...finding.impact, soFar: parsePico(String(soFar)) },
  };
};

/** $10,000 a month, thresholds 50, 80 and 100; undefined below half of it. Spent money lies in no shown hour. */
export function aBudgetAt(spent: number, overrides: Partial<Finding> = {}): Finding | undefined {
  const threshold = [100, 80, 50].find((each) => spent >= each * 100);
  if (threshold === undefined) return undefined;
  const finding = aBudgetFinding({ series: [], ...overrides });
  return {
    ...finding,
    budget: { ...finding.budget!, amount: parsePico('10000'), spent: parsePico(spent.toFixed(6)), threshold },
  };
}
