import { isoHour, isoInstant } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import { OTHERS } from '../evaluation/cause/explain.ts';
import type { Finding } from '../evaluation/finding.ts';
import { eachCell } from '../evaluation/series/exact-cost.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { LedgerView } from '../ledger/snapshot.ts';
import type { ExplainedAmount } from './amount.ts';
import type { EvidenceQuery } from './pack.ts';
import { athenaQuery, duckdbQuery, type QueryFacts } from './query/query.ts';
import type { Selection } from './query/selection.ts';
import type { EvidenceScope } from './scope-entries.ts';

export interface QueryInput {
  readonly alertId: string;
  readonly finding: Finding;
  readonly amount: ExplainedAmount;
  readonly scope: EvidenceScope;
  readonly views: readonly LedgerView[];
  readonly attribution: AttributionSettings;
  readonly cost: 'unblended' | 'net';
  /** What the reader must know before trusting it. */
  readonly remarks: readonly string[];
}

/** The queries over the rows of the very deliveries that hold the amount's hours. */
export function queryFor(input: QueryInput): EvidenceQuery {
  const { alertId, finding, amount, views, attribution, cost } = input;
  const holding = views.filter((view) => holdsAmount(view, input));
  const read = holding.length === 0 ? views.slice(-1) : holding;
  const selection = selectionOf(input);
  const { from: _, to: __, ...selects } = selection;
  const facts: QueryFacts = {
    selection,
    deliveries: read.map(({ pointer }) => pointer),
    attribution,
    cost,
    remarks: [
      `Billhook alert ${alertId}: cost of ${isoHour(amount.from)} to ${isoHour(amount.to)}, which must be ${picoText(amount.cost)} ${finding.currency}`,
      ...read.map(
        ({ pointer }) =>
          `delivery of ${isoInstant(pointer.executedAt)}, execution ${pointer.executionId.replace(/[^\w.~-]/g, '?')}`,
      ),
      ...input.remarks,
    ],
  };
  return { gives: picoText(amount.cost), selects, duckdb: duckdbQuery(facts), athena: athenaQuery(facts) };
}

/** Whether hours of the amount are in this period's delivery: late rows may be in the one of another month. */
export function holdsAmount(
  { entries }: LedgerView,
  { amount, scope }: Pick<QueryInput, 'amount' | 'scope'>,
): boolean {
  let holds = false;
  eachCell(entries.filter(scope.takes), amount, scope.filter, () => {
    holds = true;
  });
  return holds;
}

function selectionOf({ finding, amount, scope, views }: QueryInput): Selection {
  const { scope: own, firstSeen, drop } = finding;
  const hours = { from: amount.from, to: amount.to };
  const model = own.model === undefined ? {} : { model: own.model };
  if (firstSeen !== undefined) {
    const { kind, key = '', value } = firstSeen;
    if (kind === 'tag') return { ...hours, tag: { key, value } };
    return kind === 'model' ? { ...hours, model: value } : { ...hours, [kind]: value };
  }
  const all = views.flatMap(({ entries }) => entries);
  const callers = own.principal === undefined ? silentCallers(drop, all, scope) : [own.principal];
  if (callers === undefined) return { ...hours, team: own.team };
  const isShared = all.some(
    (entry) =>
      entry.scope.dimension === PRINCIPAL_DIMENSION &&
      entry.scope.team !== own.team &&
      callers.includes(entry.scope.value),
  );
  return { ...hours, ...model, callers, ...(isShared ? { team: own.team } : {}) };
}

/** Several that went silent together are named; a whole team is not. */
function silentCallers(
  drop: Finding['drop'],
  entries: readonly LedgerEntry[],
  { takes }: EvidenceScope,
): readonly string[] | undefined {
  if (drop === undefined || drop.parts.length === 0) return undefined;
  const named = new Set(drop.parts.map(({ principal }) => principal));
  const isWhole = entries.some((entry) => takes(entry) && !named.has(entry.scope.value));
  return isWhole || named.has(OTHERS) ? undefined : [...named];
}
