import type { Alert } from '../domain/alert/alert.ts';
import { judgedCosts } from '../domain/alert/judge.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import { NOTHING_LEARNED } from '../domain/evaluation/ripeness/state.ts';
import type { EvidenceSettings } from '../domain/evidence/evidence-of.ts';
import type { EvidencePack } from '../domain/evidence/pack.ts';
import { type StopCard, type StopFacts, stopCardOf } from '../domain/evidence/stop-card.ts';
import { stopFactsOf } from '../domain/evidence/stop-facts.ts';
import type { StopRefusal } from '../domain/evidence/stop-target.ts';
import { judgedAt, judgedPeriods } from '../domain/ledger/judged-periods.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';
import { evidenceBuilder } from './build-evidence.ts';

export interface ExplainPorts {
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly alerts: Pick<AlertStore, 'recent'>;
  readonly ripeness: Pick<RipenessStore, 'read'>;
  readonly evidence: Pick<EvidenceStore, 'newest'>;
}

export interface ExplainSettings {
  readonly defaults: EvaluationDefaults;
  /** Without it only what was kept is shown. */
  readonly evidence?: EvidenceSettings;
}

/**
 * The evidence of an alert's last telling: as it was kept; where none was, made from the ledger as it is now, which says
 * so of itself. Undefined where neither is there.
 */
export async function evidenceFor(
  ports: ExplainPorts,
  exportName: string,
  alert: Alert,
  settings: ExplainSettings,
): Promise<EvidencePack | undefined> {
  const kept = await ports.evidence.newest(exportName, alert.id, alert.version);
  if (kept !== undefined || settings.evidence === undefined) return kept;
  const pointers = judgedPeriods(await ports.ledger.pointers(exportName));
  if (pointers.length === 0) return undefined;
  const [views, budgets, alerts, learned] = await Promise.all([
    Promise.all(pointers.map((pointer) => ports.ledger.view(pointer))),
    ports.budgets.read(),
    ports.alerts.recent(exportName),
    ports.ripeness.read(exportName),
  ]);
  const costs = judgedCosts(views, judgedAt(pointers), learned ?? NOTHING_LEARNED);
  const build = evidenceBuilder({
    ...{ exportName, views, budgets, alerts, ...costs },
    defaults: settings.defaults,
    settings: settings.evidence,
  });
  return build(alert, undefined, 'later');
}

/** The deny that an alert's evidence allows, for whoever asks for it: shown, never applied. */
export const stopCardFor = (pack: EvidencePack, only?: StopFacts['only']): StopCard | StopRefusal =>
  stopCardOf(stopFactsOf(pack, only));
