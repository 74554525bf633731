import type { Alert } from '../../shared/domain/alert/alert.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { type EvaluationInput, evaluateTree } from '../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { buildCostTree } from '../../shared/domain/evaluation/series/cost-tree.ts';
import { amountOf } from '../../shared/domain/evidence/amount.ts';
import type { EvidenceSettings } from '../../shared/domain/evidence/evidence-of.ts';
import { usualHours } from '../../shared/domain/evidence/expected-hours.ts';
import { hourFacts } from '../../shared/domain/evidence/hour-table.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { scopeOf } from '../../shared/domain/evidence/scope-entries.ts';
import { cutView } from '../../shared/domain/ledger/cut-view.ts';
import type { LedgerView } from '../../shared/domain/ledger/snapshot.ts';
import { evidenceBuilder, type JudgedEvidence, judgingFor } from '../../shared/flow/build-evidence.ts';
import { aBook } from './budget.ts';
import { aView } from './snapshot.ts';
import { anAlert } from './transition.ts';

export const EVIDENCE: EvidenceSettings = {
  attribution: DEFAULT_ATTRIBUTION,
  cost: 'unblended',
  sessionNames: 'full',
};

export interface Packed {
  readonly alert: Alert;
  readonly pack: EvidencePack;
  /** Sum over the amount's hours of what earlier days say alone, in currency units. */
  readonly usualIn: (finding: Finding) => number;
}

/** The packs of everything that one judgement finds, each as of an alert that was just told. */
export function packsOf(
  input: Pick<EvaluationInput, 'views' | 'asOf'> & Partial<EvaluationInput>,
  settings: Partial<EvidenceSettings> = {},
): readonly Packed[] {
  const { views, asOf, budgets = aBook(), defaults = EVALUATION_DEFAULTS } = input;
  const tree = buildCostTree(views.map((view) => cutView(view, asOf)));
  if (tree === undefined) return [];
  const judged: JudgedEvidence = {
    ...{ exportName: 'company-cur', views, tree, asOf, budgets, defaults, alerts: [] },
    settings: { ...EVIDENCE, ...settings },
  };
  const build = evidenceBuilder(judged);
  const usualIn = (finding: Finding): number => {
    const amount = amountOf(finding, asOf);
    const { takes, filter } = scopeOf(finding, views);
    const entries = views.flatMap((view) => view.entries.filter(takes));
    const costs = new Map([...hourFacts(entries, filter)].map(([hour, { cost }]) => [hour, cost]));
    const usual = usualHours(judgingFor(judged), finding, amount, costs);
    let sum = 0;
    for (let hour = amount.from; hour < amount.to; hour += 1) sum += usual(hour) ?? 0;
    return sum;
  };
  return evaluateTree(tree, { budgets, defaults, asOf }).map((finding, index) => {
    const alert = anAlert({ finding, id: `${finding.rule}-${index}` });
    return { alert, pack: build(alert, undefined, 'when-judged'), usualIn };
  });
}

export const sumOf = (texts: readonly (string | undefined)[]): bigint =>
  texts.reduce((sum, text) => sum + parsePico(text ?? '0'), 0n);

/** The pack of any alert over any ledger: its amounts are the alert's, its hours the ledger's. */
export function aPack(
  alert: Alert = anAlert(),
  views: readonly LedgerView[] = [aView()],
  alerts: readonly Alert[] = [],
  before?: Alert,
): EvidencePack {
  const { asOf, tree } = { asOf: parseInstant('2026-11-18T20:00:00Z'), tree: buildCostTree(views)! };
  const build = evidenceBuilder({
    ...{ exportName: 'company-cur', views, tree, asOf, budgets: aBook(), alerts },
    defaults: EVALUATION_DEFAULTS,
    settings: EVIDENCE,
  });
  return build(alert, before, 'when-judged');
}
