import { type Pico, picoText } from '../base/money.ts';
import type { TokenKind } from '../charge/charge.ts';
import { OTHERS } from '../evaluation/cause/explain.ts';
import type { Contribution, Finding } from '../evaluation/finding.ts';
import { eachCell } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { ExplainedAmount } from './amount.ts';
import type { EvidencePart } from './pack.ts';
import type { EvidenceScope } from './scope-entries.ts';

interface Part extends Contribution {
  readonly cost: Pico;
}

/** The parts as they were told, each with what the bill has of it; costs sum to the cost, rises to the amount. */
export function partsOf(
  finding: Finding,
  amount: ExplainedAmount,
  entries: readonly LedgerEntry[],
  { filter }: Pick<EvidenceScope, 'filter'>,
): readonly EvidencePart[] {
  const costs = costsOf(entries, amount, filter);
  const told = finding.drop === undefined ? finding.contributions : missing(finding.drop, costs);
  const named = told
    .filter((part) => part.principal !== OTHERS)
    .map((part): Part => ({ ...part, cost: costs.get(keyOf(part)) ?? 0n }));
  const folded = told.filter((part) => part.principal === OTHERS);
  const sum = (of: (part: Part) => Pico): Pico => named.reduce((total, part) => total + of(part), 0n);
  const rest: Part = {
    principal: OTHERS,
    model: '',
    tokenKind: 'other',
    cost: amount.cost - sum(({ cost }) => cost),
    rise: amount.cost - amount.expected - sum(({ rise }) => rise),
  };
  const isThere = folded.length > 0 || rest.cost !== 0n || rest.rise !== 0n;
  return (isThere ? [...named, rest] : named).map(partText);
}

const partText = ({ principal, model, tokenKind, cost, rise }: Part): EvidencePart => ({
  principal,
  model,
  tokenKind,
  cost: picoText(cost),
  usual: picoText(cost - rise),
  rise: picoText(rise),
});

/** A silence has no kinds of tokens: each silent principal is one part. */
const missing = (
  { parts }: NonNullable<Finding['drop']>,
  costs: ReadonlyMap<string, Pico>,
): readonly Contribution[] =>
  parts.map(({ principal, expected }) => {
    const part = { principal, model: '', tokenKind: 'other' } as const;
    return { ...part, rise: (costs.get(keyOf(part)) ?? 0n) - expected };
  });

const keyOf = ({ principal, model, tokenKind }: Omit<Contribution, 'rise'>): string =>
  `${principal}\n${model}\n${tokenKind}`;

/** By principal, model and kind, and of all kinds together by principal. */
function costsOf(
  entries: readonly LedgerEntry[],
  amount: ExplainedAmount,
  filter: EvidenceScope['filter'],
): ReadonlyMap<string, Pico> {
  const costs = new Map<string, Pico>();
  const add = (principal: string, model: string, tokenKind: TokenKind, cost: Pico): void => {
    const key = keyOf({ principal, model, tokenKind });
    costs.set(key, (costs.get(key) ?? 0n) + cost);
  };
  eachCell(entries, amount, filter, ({ model, tokenKind, cost }, _hour, { scope }) => {
    add(scope.value, model, tokenKind, cost);
    add(scope.value, '', 'other', cost);
  });
  return costs;
}
