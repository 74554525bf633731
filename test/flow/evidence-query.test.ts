import { expect, test } from 'vitest';
import { hourOf, isoInstant, parseInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { ATHENA, DUCKDB } from '../../shared/domain/evidence/query/dialect.ts';
import { termsOf } from '../../shared/domain/evidence/query/selection.ts';
import type { Series } from '../../shared/synthetic/series.ts';
import type { SyntheticDelivery } from '../../shared/synthetic/write-delivery.ts';
import { demoStory } from '../builders/demo-story.ts';
import { openRows, type Row, SQLITE } from '../domain/evidence/query/sqlite.ts';

/** In the middle of the runaway, with a credit, a restatement and the newcomer behind it. */
const TOLD = parseInstant('2026-11-18T16:12:01.387Z');
/** Costs of synthetic rows are whole numbers of this part of a dollar. */
const PARTS = 10_000_000_000n;

/** The rows as the export has them, taken from what they are made of and not from any file. */
function* rowsOf(delivery: SyntheticDelivery): Generator<Row> {
  const facts = delivery.series.map(factsOf);
  for (const block of delivery.blocks()) {
    for (let row = 0; row < block.rows; row += 1) {
      yield {
        ...facts[block.series[row]!]!,
        line_item_unblended_cost: String(block.cost[row]!),
        line_item_usage_start_date: isoInstant(startOfHour(block.hour[row]!)),
      };
    }
  }
}

function factsOf({ item }: Series): Row {
  const text = (value: string | null | undefined) => value ?? '';
  return {
    bill_billing_entity: text(item.billingEntity),
    line_item_iam_principal: text(item.iamPrincipal),
    line_item_line_item_type: text(item.lineItemType),
    line_item_operation: text(item.operation),
    line_item_product_code: text(item.productCode),
    line_item_resource_id: text(item.resourceId),
    line_item_usage_account_id: text(item.accountId),
    line_item_usage_type: text(item.usageType),
    product: JSON.stringify(Object.fromEntries(item.product)),
    product_product_family: text(item.productFamily),
    product_region_code: text(item.region),
    product_servicecode: text(item.servicecode),
    tags: JSON.stringify(Object.fromEntries(item.tags)),
  };
}

const selectionOf = ({ amount, query }: EvidencePack) => {
  const [from, to] = [amount.from, amount.to].map((text) => hourOf(parseInstant(text.replace('Z', ':00Z'))));
  return { from: from!, to: to!, ...query.selects };
};

test('the terms of each query choose rows of exactly the amount that was told', async () => {
  const story = demoStory({
    format: 'parquet',
    mode: 'create-new',
    takes: ({ executedAt }) => executedAt === TOLD,
  });
  const rules = new Set<string>();
  for await (const { delivery, packs } of story) {
    const rows = openRows(rowsOf(delivery));
    for (const pack of packs) {
      rules.add(pack.rule.name);
      const selection = selectionOf(pack);
      const terms = termsOf(selection, DEFAULT_ATTRIBUTION, SQLITE).map(({ name, sql }) =>
        // The engine has no times: hours are compared as the texts they are.
        name === 'hours'
          ? `line_item_usage_start_date >= '${isoInstant(startOfHour(selection.from))}' AND line_item_usage_start_date < '${isoInstant(startOfHour(selection.to))}'`
          : `(${sql})`,
      );
      const sum = rows.costs(terms.join(' AND ')).reduce((total, { cost }) => total + BigInt(cost), 0n);
      expect([pack.alertId, sum * (10n ** 12n / PARTS)]).toEqual([pack.alertId, parsePico(pack.amount.cost)]);
      for (const [dialect, query] of [
        [DUCKDB, pack.query.duckdb],
        [ATHENA, pack.query.athena],
      ] as const) {
        for (const { sql } of termsOf(selection, DEFAULT_ATTRIBUTION, dialect)) expect(query).toContain(sql);
      }
    }
    rows.close();
  }
  expect([...rules].toSorted()).toEqual(expect.arrayContaining(['budget-threshold', 'spike']));
}, 60_000);
