import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { attribute } from '../charge/attribute.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import { categoryOf } from '../charge/category.ts';
import type { ChargeBatch } from '../charge/charge.ts';
import { parsePrincipal } from '../charge/parse-principal.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { isBedrock } from '../charge/select-bedrock.ts';
import { createFileTally, type FactsSum, type FileTally } from '../ledger/file-tally.ts';
import { createUsageExtent } from '../ledger/usage-extent.ts';
import type { DataFacts } from './facts.ts';

type Counted = Pick<
  DataFacts,
  | 'rows'
  | 'currency'
  | 'grain'
  | 'dataThrough'
  | 'bedrock'
  | 'principalTags'
  | 'resourceTags'
  | 'accounts'
  | 'payers'
>;

/** Sums what the doctor looks at, over all rows of a delivery. */
export interface DataTally {
  add(batch: ChargeBatch): void;
  finish(): Counted;
}

export function createDataTally(attribution: AttributionSettings): DataTally {
  const counts = emptyCounts();
  const extent = createUsageExtent();
  let tally: FileTally | undefined;
  const settle = (): void => {
    for (const sum of tally?.sums() ?? []) count(counts, sum, attribution);
    tally = undefined;
  };
  return {
    add(batch) {
      if (tally?.continues(batch) === false) settle();
      tally ??= createFileTally(batch.file, (facts) => ({
        facts,
        category: categoryOf(facts.lineItemType),
        bedrock: isBedrock(facts),
      }));
      tally.prepare(batch);
      for (let row = 0; row < batch.rows; row += 1) {
        const code = batch.factsCode[row]!;
        const exact = batch.exactCost.get(row);
        if (exact === undefined) tally.add(code, batch.lineItems[row]!, batch.costPico[row]!);
        else tally.addExact(code, batch.lineItems[row]!, exact);
        const { bedrock, category } = tally.planOf(code);
        if (bedrock && category === 'usage') extent.add(batch, row);
      }
    },
    finish() {
      settle();
      const { bedrock, accounts, payers, currencies, ...rest } = counts;
      const end = extent.end();
      return {
        ...rest,
        bedrock,
        currency: dearest(currencies) ?? 'USD',
        ...(end === undefined ? {} : { grain: extent.grain(), dataThrough: end }),
        accounts: accounts.size,
        payers: [...payers].sort(byText),
      };
    },
  };
}

const emptyCounts = () => ({
  rows: 0,
  bedrock: {
    rows: 0,
    cost: 0n,
    withPrincipal: 0n,
    unattributed: 0n,
    byAws: 0n,
    byMarketplace: 0n,
  },
  principalTags: new Map<string, Pico>(),
  resourceTags: new Map<string, Pico>(),
  currencies: new Map<string, number>(),
  accounts: new Set<string>(),
  payers: new Set<string>(),
});

function count(
  counts: ReturnType<typeof emptyCounts>,
  { plan, rows, pico }: FactsSum,
  attribution: AttributionSettings,
): void {
  const { facts, bedrock, category } = plan;
  counts.rows += rows;
  if (!bedrock) return;
  if (facts.subAccountId !== '') counts.accounts.add(facts.subAccountId);
  if (facts.billingAccountId !== '') counts.payers.add(facts.billingAccountId);
  if (category !== 'usage') return;
  raise(counts.currencies, facts.billingCurrency, rows);
  const principal = parsePrincipal(facts.iamPrincipal);
  const sums = counts.bedrock;
  sums.rows += rows;
  sums.cost += pico;
  if (facts.iamPrincipal !== '') sums.withPrincipal += pico;
  if (attribute(facts, principal, attribution).team === UNATTRIBUTED) sums.unattributed += pico;
  sums[facts.billingEntity.trim().toLowerCase() === 'aws marketplace' ? 'byMarketplace' : 'byAws'] += pico;
  for (const [key] of facts.tags) {
    const into = key.toLowerCase().startsWith('iamprincipal/') ? counts.principalTags : counts.resourceTags;
    into.set(key, (into.get(key) ?? 0n) + pico);
  }
}

const raise = (sums: Map<string, number>, key: string, by: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + by);

const dearest = (sums: ReadonlyMap<string, number>): string | undefined =>
  [...sums].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]))[0]?.[0];
