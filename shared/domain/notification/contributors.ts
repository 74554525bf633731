import { approximate, formatMoney, type Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { Contribution } from '../evaluation/finding.ts';
import type { LabelledValue } from './notification.ts';
import { plainText } from './text.ts';
import { principalWords, shareText, tokenWords } from './words.ts';

const SHOWN_MAX = 5;

interface Part {
  readonly label: string;
  readonly cost: Pico;
}

/** Parts of a rise by principal, model and token kind; what is not shown is one last line, so they sum to the whole. */
export function riseParts(
  contributions: readonly Contribution[],
  currency: string,
): readonly LabelledValue[] {
  const nameOf = distinctNames(contributions);
  const parts = contributions.map(({ principal, model, tokenKind, rise }) => ({
    label: [nameOf(principal), `${plainText(model)} ${tokenWords(tokenKind)}`.trim()].join(' · '),
    cost: rise,
  }));
  return largest(parts, SHOWN_MAX, currency, '+');
}

/** The same by principal with the model that it spends most on, for budgets. */
export function principalParts(
  contributions: readonly Contribution[],
  currency: string,
  shown: number,
): readonly LabelledValue[] {
  const nameOf = distinctNames(contributions);
  const parts = [...Map.groupBy(contributions, ({ principal }) => principal)].map(([principal, own]) => ({
    label: [nameOf(principal), dearestModel(own)].filter((part) => part !== '').join(' · '),
    cost: own.reduce((sum, { rise }) => sum + rise, 0n),
  }));
  return largest(parts, shown, currency, '');
}

function dearestModel(contributions: readonly Contribution[]): string {
  const costs = [...Map.groupBy(contributions, ({ model }) => model)].map(([model, own]) => ({
    label: plainText(model),
    cost: own.reduce((sum, { rise }) => sum + rise, 0n),
  }));
  return costs.sort(dearestFirst)[0]?.label ?? '';
}

const dearestFirst = (a: Part, b: Part): number =>
  a.cost === b.cost ? byText(a.label, b.label) : a.cost > b.cost ? -1 : 1;

function largest(
  parts: readonly Part[],
  shown: number,
  currency: string,
  sign: string,
): readonly LabelledValue[] {
  const sorted = [...parts].sort(dearestFirst);
  const total = sum(sorted);
  const line = ({ label, cost }: Part): LabelledValue => ({
    label,
    value: `${cost > 0n ? sign : ''}${formatMoney(cost, currency)}${share(cost, total)}`,
  });
  // One line too many is shown rather than summed up: it takes the same room.
  if (sorted.length <= shown + 1) return sorted.map(line);
  const rest = sorted.slice(shown);
  return [...sorted.slice(0, shown), { label: `${rest.length} more`, cost: sum(rest) }].map(line);
}

const sum = (parts: readonly Part[]): Pico => parts.reduce((total, part) => total + part.cost, 0n);

const share = (cost: Pico, total: Pico): string =>
  cost > 0n && cost <= total ? ` · ${shareText(approximate(cost) / approximate(total))}` : '';

/** Names without accounts, except where one name stands for principals of several accounts. */
function distinctNames(contributions: readonly Contribution[]): (id: string) => string {
  const idsByName = new Map<string, Set<string>>();
  for (const { principal } of contributions) {
    const { name } = principalWords(principal);
    idsByName.set(name, (idsByName.get(name) ?? new Set()).add(principal));
  }
  return (id) => {
    const { name, account } = principalWords(id);
    return (idsByName.get(name)?.size ?? 0) > 1 && account !== undefined ? `${name} (${account})` : name;
  };
}
