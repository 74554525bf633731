import type { Alert } from '../alert/alert.ts';
import { isoHour, isoInstant } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import { rulesDigest } from '../charge/validate-attribution.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import { BRIDGE_PARTS } from '../evaluation/cause/bridge.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Judging } from '../evaluation/judging.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { LedgerView } from '../ledger/snapshot.ts';
import { amountOf, amountText } from './amount.ts';
import { usualHours } from './expected-hours.ts';
import { hourFacts, hourTable } from './hour-table.ts';
import { type Linked, linksOf } from './links.ts';
import { EVIDENCE_SCHEMA, type EvidenceData, type EvidenceDelivery, type EvidencePack } from './pack.ts';
import { partsOf } from './parts.ts';
import { holdsAmount, queryFor } from './query-for.ts';
import { ruleFacts } from './rule-facts.ts';
import { ruledOut } from './ruled-out/ruled-out.ts';
import { type EvidenceScope, scopeOf } from './scope-entries.ts';
import type { SessionNames } from './session-names.ts';
import { lastDayOf, sessionsOf } from './sessions.ts';

export interface EvidenceSettings {
  readonly attribution: AttributionSettings;
  readonly cost: 'unblended' | 'net';
  readonly sessionNames: SessionNames;
}

export interface EvidenceInput extends Linked {
  readonly exportName: string;
  readonly made: EvidencePack['made'];
  /** As it was stored before this telling. */
  readonly before?: Alert;
  readonly judging: Judging;
  /** What was judged, oldest period first, in the currency of the newest. */
  readonly views: readonly LedgerView[];
  readonly budget?: Budget;
  readonly settings: EvidenceSettings;
}

/** The pack of one telling, from what judgement used: pure, so the same delivery always gives the same document. */
export function evidenceOf(input: EvidenceInput): EvidencePack {
  const { alert, judging, views, settings } = input;
  const { finding } = alert;
  const amount = amountOf(finding, judging.time.asOf);
  const scope = scopeOf(finding, views);
  const all = views.flatMap(({ entries }) => entries);
  const entries = all.filter(scope.takes);
  const hours = hourFacts(entries, scope.filter);
  const costs = new Map([...hours].map(([hour, { cost }]) => [hour, cost]));
  const usual = usualHours(judging, finding, amount, costs);
  const about = { alert, before: input.before, judging, views, amount, entries, filter: scope.filter };
  const through = judging.tree.dataThrough;
  return {
    schema: EVIDENCE_SCHEMA,
    exportName: input.exportName,
    alertId: alert.id,
    alertVersion: alert.version,
    delivery: alert.judgedFrom,
    made: input.made,
    labels: alert.labels,
    severity: finding.severity,
    currency: finding.currency,
    ...finding.scope,
    startedAt: isoHour(finding.startedAt),
    amount: amountText(amount),
    ...sinceStart(finding, judging, entries, scope),
    rule: ruleFacts(judging, finding, input.budget),
    deliveries: views.map((view) => deliveryOf(view, holdsAmount(view, { amount, scope }))),
    data: dataOf(judging, finding),
    hours: hourTable({
      ...{ amount, hours, usual, through, step: judging.time.step },
      ...(finding.baseline === undefined ? {} : { band: finding.baseline.band }),
    }),
    contributions: partsOf(finding, amount, entries, scope),
    ...bridgeOf(finding),
    ruledOut: ruledOut(about),
    sessions: sessionsOf(entries, amount, settings.sessionNames),
    lastDay: lastDayOf(all, finding.scope.principal, through, settings.sessionNames),
    linked: linksOf(input),
    history: alert.history.map(({ at, reason, note, delivery }) => ({
      ...{ at: isoInstant(at), reason, note, delivery },
    })),
    query: queryFor({
      ...{ alertId: alert.id, finding, amount, scope, views, ...settings },
      remarks: remarksOf(views, settings),
    }),
  };
}

function sinceStart(
  { baseline, firstSeen, startedAt, impact }: Finding,
  { time }: Judging,
  entries: readonly LedgerEntry[],
  { filter }: EvidenceScope,
): Pick<EvidencePack, 'sinceStart'> {
  if (baseline === undefined) return {};
  // What is new is told up to the end of the data, a rise up to the end of its window.
  const window = { from: startedAt, to: firstSeen === undefined ? baseline.to : time.dataEnd };
  const cost = exactCost(entries, window, filter);
  const since = { from: isoHour(window.from), to: isoHour(window.to), cost: picoText(cost) };
  return {
    sinceStart: { ...since, usual: picoText(cost - impact.soFar), extra: picoText(impact.soFar) },
  };
}

const deliveryOf = ({ pointer }: LedgerView, holdsIt: boolean): EvidenceDelivery => ({
  billingPeriod: pointer.billingPeriod,
  executionId: pointer.executionId,
  executedAt: isoInstant(pointer.executedAt),
  dataThrough: isoHour(pointer.dataThrough),
  files: pointer.totals.files,
  rows: pointer.totals.rows,
  holdsAmount: holdsIt,
});

function dataOf({ time, tree }: Judging, { completeness }: Finding): EvidenceData {
  const { low, mid, high } = completeness ?? { low: 1, mid: 1, high: 1 };
  return {
    judgedAsOf: isoInstant(time.asOf),
    through: isoHour(tree.dataThrough),
    ageHours: Math.floor(time.asOf / 3_600_000) - tree.dataThrough,
    ripeThrough: isoHour(time.ripeEnd),
    complete: { low, mid, high },
  };
}

const bridgeOf = ({ cause }: Finding): Pick<EvidencePack, 'bridge'> =>
  cause === undefined
    ? {}
    : { bridge: Object.fromEntries(BRIDGE_PARTS.map((part) => [part, picoText(cause.bridge[part])])) };

/** Rules that were changed since would choose other rows than those that were summed. */
const remarksOf = (views: readonly LedgerView[], { attribution }: EvidenceSettings): readonly string[] =>
  views.every(({ pointer }) => pointer.rulesDigest === rulesDigest(attribution))
    ? []
    : ['the attribution rules were changed since the delivery was read: teams may differ'];
