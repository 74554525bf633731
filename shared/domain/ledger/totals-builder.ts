import { addDecimal, DECIMAL_ZERO, type Decimal, decimalText } from '../base/decimal.ts';
import type { CostByCurrency, Pico } from '../base/money.ts';
import { sortedEntries } from '../base/order.ts';
import type { FactsSum } from './file-tally.ts';
import type { ControlTotals, RowsAndCost } from './totals.ts';

/** Name of a blank line item type, product code or currency: such rows are counted like any other. */
const BLANK = '(none)';
const BEDROCK = 'Bedrock';

interface Sum {
  rows: number;
  readonly cost: Map<string, Decimal>;
}

export interface TotalsBuilder {
  add(sum: FactsSum): void;
  build(files: number): ControlTotals;
  /** Cost of usage types no rule knows, in picodollars as text. */
  unknownUsageTypes(): Readonly<Record<string, string>>;
}

/** Adds up the control totals of a delivery, exactly. Currencies are never added to each other. */
export function createTotalsBuilder(): TotalsBuilder {
  const all = emptySum();
  const bedrock = emptySum();
  const usage = emptySum();
  const byLineItemType = new Map<string, Sum>();
  const byService = new Map<string, Sum>();
  const byCategory = new Map<string, Sum>();
  const teams = new Map<string, Sum>();
  const unknown = new Map<string, Pico>();
  let ledger = 0n;
  return {
    add(sum) {
      const { facts, category, usage: used } = sum.plan;
      const into = [all, at(byLineItemType, facts.lineItemType)];
      into.push(at(byService, sum.plan.bedrock ? BEDROCK : facts.productCode));
      if (sum.plan.bedrock) into.push(bedrock, at(byCategory, category));
      if (used !== undefined) {
        into.push(usage, at(teams, used.team));
        ledger += sum.pico;
        if (used.unknownUsageType) {
          unknown.set(facts.usageType, (unknown.get(facts.usageType) ?? 0n) + sum.pico);
        }
      }
      for (const part of into) addTo(part, facts.billingCurrency || BLANK, sum);
    },
    build: (files) => ({
      files,
      ...rowsAndCost(all),
      byLineItemType: record(byLineItemType, rowsAndCost),
      byService: record(byService, rowsAndCost),
      bedrock: {
        ...rowsAndCost(bedrock),
        usageCost: costOf(usage),
        byCategory: record(byCategory, rowsAndCost),
      },
      teams: record(teams, costOf),
      ledgerPico: ledger.toString(),
    }),
    unknownUsageTypes: () => record(unknown, (pico) => pico.toString()),
  };
}

const emptySum = (): Sum => ({ rows: 0, cost: new Map() });

function at(sums: Map<string, Sum>, name: string): Sum {
  const key = name === '' ? BLANK : name;
  const known = sums.get(key) ?? emptySum();
  sums.set(key, known);
  return known;
}

function addTo(sum: Sum, currency: string, { rows, cost }: FactsSum): void {
  sum.rows += rows;
  sum.cost.set(currency, addDecimal(sum.cost.get(currency) ?? DECIMAL_ZERO, cost));
}

const rowsAndCost = (sum: Sum): RowsAndCost => ({ rows: sum.rows, cost: costOf(sum) });

const costOf = (sum: Sum): CostByCurrency => record(sum.cost, decimalText);

/** fromEntries makes `__proto__` an own key like any other: tags and types are not ours to trust. */
const record = <T, U>(map: ReadonlyMap<string, T>, of: (value: T) => U): Record<string, U> =>
  Object.fromEntries(sortedEntries(map).map(([key, value]) => [key, of(value)]));
