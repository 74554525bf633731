import type { Alert, Transition } from '../domain/alert/alert.ts';
import type { JudgedCosts } from '../domain/alert/judge.ts';
import { incidentsOf } from '../domain/evaluation/baseline/open-incident.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import { type Judging, judgingOf } from '../domain/evaluation/judging.ts';
import { judgedTimeOf } from '../domain/evaluation/series/judged-time.ts';
import { type EvidenceSettings, evidenceOf } from '../domain/evidence/evidence-of.ts';
import type { EvidencePack } from '../domain/evidence/pack.ts';
import { cutView } from '../domain/ledger/cut-view.ts';
import type { LedgerView } from '../domain/ledger/snapshot.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';

/** Without a store nothing is kept. */
export interface EvidencePorts {
  readonly evidence?: EvidenceStore;
  readonly telemetry: Telemetry;
}

/** What one judgement knew. */
export interface JudgedEvidence extends Pick<JudgedCosts, 'tree' | 'asOf' | 'ripeness'> {
  readonly exportName: string;
  /** Views of the judged periods, oldest first. */
  readonly views: readonly LedgerView[];
  readonly budgets: BudgetBook;
  readonly defaults: EvaluationDefaults;
  /** As they were before. */
  readonly alerts: readonly Alert[];
  readonly settings: EvidenceSettings;
}

/** Packs that are written at the same time. */
const AT_ONCE = 8;

/**
 * Keeps the evidence of every alert that these transitions told anew, and of those that fire by this very delivery and
 * have none yet because a write failed. Never throws: a message without a pack is better than none, and the next judgement
 * of the delivery (the hourly sweep's at the latest) tries again.
 */
export async function keepEvidence(
  { evidence, telemetry }: EvidencePorts,
  {
    settings,
    ...costs
  }: Omit<JudgedEvidence, 'settings'> & { readonly settings: EvidenceSettings | undefined },
  transitions: readonly Transition[],
): Promise<void> {
  if (evidence === undefined || settings === undefined) return;
  const judged: JudgedEvidence = { ...costs, settings };
  const tellings = [...told(transitions), ...unchanged(judged, transitions)];
  const build = evidenceBuilder(judged, transitions);
  for (let first = 0; first < tellings.length; first += AT_ONCE) {
    await Promise.all(
      tellings.slice(first, first + AT_ONCE).map(async ({ alert, before }) => {
        try {
          if (await evidence.has(judged.exportName, alert.id, alert.version)) return;
          if (await evidence.keep(build(alert, before, 'when-judged'))) telemetry.count('EvidenceKept', 1);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          telemetry.event('evidence not kept', { id: alert.id, why });
          telemetry.count('EvidenceNotKept', 1);
        }
      }),
    );
  }
}

interface Telling {
  readonly alert: Alert;
  readonly before: Alert | undefined;
}

/** Ends tell of what is gone: the pack of the last telling stays the newest. */
const told = (transitions: readonly Transition[]): readonly Telling[] =>
  transitions
    .filter(({ tell, after }) => tell && after.state === 'firing')
    .map(({ after, before }) => ({ alert: after, before }));

/** Judged from this delivery before, with nothing new since. */
function unchanged(
  { views, alerts }: JudgedEvidence,
  transitions: readonly Transition[],
): readonly Telling[] {
  const newest = views.at(-1)?.pointer;
  const changed = new Set(transitions.map(({ after }) => after.id));
  return alerts
    .filter(
      ({ id, state, judgedFrom, judgedPeriod, quiet }) =>
        state === 'firing' &&
        quiet === 0 &&
        !changed.has(id) &&
        judgedFrom === newest?.order &&
        judgedPeriod === newest.billingPeriod,
    )
    .map((alert) => ({ alert, before: undefined }));
}

/** Builds packs of one judgement; what they share is worked out once, with the first. */
export function evidenceBuilder(
  judged: JudgedEvidence,
  transitions: readonly Transition[] = [],
): (alert: Alert, before: Alert | undefined, made: EvidencePack['made']) => EvidencePack {
  const { exportName, tree, asOf, budgets, settings } = judged;
  const changed = new Map(transitions.map(({ after }) => [after.id, after]));
  let shared: { readonly judging: Judging; readonly views: readonly LedgerView[] } | undefined;
  return (alert, before, made) => {
    shared ??= {
      judging: judgingFor(judged),
      views: judged.views
        .filter(({ pointer }) => pointer.currency === tree.newest.currency)
        .map((view) => cutView(view, asOf)),
    };
    const budget = budgets.budgets.find(({ team }) => team === alert.finding.scope.team);
    const known = judged.alerts.filter(({ id }) => !changed.has(id));
    return evidenceOf({
      ...{ exportName, made, alert, settings, ...shared },
      others: [...known, ...changed.values()],
      ...(before === undefined ? {} : { before }),
      ...(budget === undefined ? {} : { budget }),
    });
  };
}

/** Everything that the judgement's rules looked at, made again from the same facts. */
export function judgingFor({ tree, asOf, ripeness, defaults, alerts }: JudgedEvidence): Judging {
  const time = judgedTimeOf(tree, asOf, defaults, ripeness);
  return judgingOf({ tree, time, defaults, incidents: incidentsOf(alerts, time.dataEnd) });
}
