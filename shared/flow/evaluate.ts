import type { AlertState, Transition } from '../domain/alert/alert.ts';
import { judge, judgedCosts } from '../domain/alert/judge.ts';
import { plansAfter } from '../domain/alert/plan-steps.ts';
import { retryable } from '../domain/base/failure.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { Finding } from '../domain/evaluation/finding.ts';
import type { EvidenceSettings } from '../domain/evidence/evidence-of.ts';
import { judgedAt, judgedPeriods } from '../domain/ledger/judged-periods.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import type { Routing } from '../domain/notification/route.ts';
import type { AlertStore, CommitOutcome } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';
import type { SilenceStore } from '../ports/silence-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { keepEvidence } from './build-evidence.ts';
import { learnRipeness } from './learn-ripeness.ts';
import { savePlans } from './save-plans.ts';
import { type TellPorts, tellTransition } from './tell-transition.ts';

export interface EvaluatePorts extends TellPorts {
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly alerts: AlertStore;
  readonly ripeness: RipenessStore;
  readonly plans: PlanStore;
  readonly silences: Pick<SilenceStore, 'recent'>;
  readonly telemetry: Telemetry;
  /** Where nothing is to be explained later, as in a replay, there is none. */
  readonly evidence?: EvidenceStore;
}

export interface EvaluateSettings {
  readonly defaults: EvaluationDefaults;
  readonly routing: Routing;
  /** Base address of the evidence pages, without a trailing slash. */
  readonly consoleUrl?: string;
  /** How evidence is written; without it none is kept. */
  readonly evidence?: EvidenceSettings;
  /** Judge as of then instead of the newest delivery's time. */
  readonly asOf?: Instant;
}

export type EvaluateResult =
  | {
      readonly outcome: 'judged';
      readonly findings: readonly Finding[];
      readonly transitions: readonly Transition[];
      /** Ids of outbox entries that were written. */
      readonly queued: readonly string[];
    }
  /** A newer ledger became visible meanwhile: its own judgement follows. */
  | { readonly outcome: 'superseded' }
  | { readonly outcome: 'nothing-published' };

/** People change alerts too; nobody loses this often unless something is wrong. */
const TRIES_MAX = 6;

/**
 * Judges what is visible now. "Now" is the newest delivery's execution time, so that judging a delivery again gives
 * the same verdict and changes nothing; only a snooze ends by the clock. Where somebody decides about an alert meanwhile
 * it is judged again with what they said. Throws Failure `retryable` where that does not end.
 */
export async function evaluateExport(
  ports: EvaluatePorts,
  exportName: string,
  settings: EvaluateSettings,
): Promise<EvaluateResult> {
  const done: { transitions: Transition[]; queued: string[] } = { transitions: [], queued: [] };
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const pointers = judgedPeriods(await ports.ledger.pointers(exportName));
    const newest = pointers.at(-1);
    if (newest === undefined) return { outcome: 'nothing-published' };
    const { findings, transitions, queued, outcome } = await judgeOnce(ports, pointers, newest, settings);
    done.transitions.push(...transitions);
    done.queued.push(...queued);
    if (outcome === 'committed') {
      countChanges(ports.telemetry, done.transitions);
      return { outcome: 'judged', findings, ...done };
    }
    const visible = await ports.ledger.pointer(exportName, newest.billingPeriod);
    if (visible?.order !== newest.order) return { outcome: 'superseded' };
  }
  throw retryable('alerts keep changing while they are judged; try again in a moment', { file: exportName });
}

/** What began or ended to fire; quiet changes of an alert that goes on count among the others. */
function countChanges(telemetry: Telemetry, transitions: readonly Transition[]): void {
  const became = (state: AlertState) =>
    transitions.filter(({ before, after }) => after.state === state && before?.state !== state).length;
  telemetry.count('AlertsChanged', transitions.length);
  const [fired, resolved] = [became('firing'), became('resolved')];
  if (fired > 0) telemetry.count('AlertsFired', fired);
  if (resolved > 0) telemetry.count('AlertsResolved', resolved);
}

interface JudgedOnce {
  readonly outcome: CommitOutcome;
  readonly findings: readonly Finding[];
  /** Those that were committed. */
  readonly transitions: readonly Transition[];
  readonly queued: readonly string[];
}

async function judgeOnce(
  ports: EvaluatePorts,
  pointers: readonly Pointer[],
  newest: Pointer,
  settings: EvaluateSettings,
): Promise<JudgedOnce> {
  const { exportName } = newest;
  const { defaults } = settings;
  const asOf = settings.asOf ?? judgedAt(pointers);
  const [views, budgets, alerts, plans, silences] = await Promise.all([
    Promise.all(pointers.map((pointer) => ports.ledger.view(pointer))),
    ports.budgets.read(),
    ports.alerts.recent(exportName),
    ports.plans.recent(exportName, asOf),
    ports.silences.recent(exportName, asOf),
  ]);
  const learned = await learnRipeness(ports.ripeness, exportName, views);
  const { shown, ...costs } = judgedCosts(views, asOf, learned);
  const known = { ...costs, budgets, defaults, alerts };
  const clock = ports.clock.now();
  const { findings, transitions, ...changed } = judge({ ...known, plans, silences, clock });
  const explain = (committed: readonly Transition[]) =>
    keepEvidence(ports, { ...known, exportName, views, settings: settings.evidence }, committed);
  const after = plansAfter(plans, changed.plans);
  const judged = { alerts, transitions, shown, budgets, plans: after, settings };
  const queued: string[] = [];
  for (const [index, transition] of transitions.entries()) {
    const outbox = await tellTransition(ports, transition, judged);
    if ((await ports.alerts.commit(transition, outbox, newest)) === 'conflict') {
      const committed = transitions.slice(0, index);
      await explain(committed);
      return { outcome: 'conflict', findings, transitions: committed, queued };
    }
    queued.push(...outbox.map((entry) => entry.id));
    ports.telemetry.event('alert changed', { id: transition.after.id, reason: transition.reason });
  }
  await explain(transitions);
  await savePlans(ports, exportName, changed.plans);
  return { outcome: 'committed', findings, transitions, queued };
}
