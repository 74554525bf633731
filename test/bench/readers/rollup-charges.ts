import { createCurChargeSource } from '../../../shared/adapters/cur/charge-source.ts';
import type { Engine } from '../../../shared/adapters/cur/kernels/engine.ts';
import {
  addDecimal,
  DECIMAL_ZERO,
  type Decimal,
  decimalText,
  parseDecimal,
} from '../../../shared/domain/base/decimal.ts';
import type { ChargeBatch } from '../../../shared/domain/charge/charge.ts';
import { isBedrock } from '../../../shared/domain/charge/select-bedrock.ts';

/** Groups as lines of text, sorted: Bedrock's with rows, cost and amount, all with rows and cost. */
export interface Rollup {
  readonly bedrock: readonly string[];
  readonly all: readonly string[];
}

/** What `bedrockSql` and `allSql` ask for, by our reader. */
export async function rollupOf(
  engine: Engine,
  files: readonly Uint8Array[],
  cost: 'unblended' | 'net',
): Promise<Rollup> {
  const bedrock = createSums();
  const all = createSums();
  const source = createCurChargeSource({ engine });
  for (const [index, bytes] of files.entries()) {
    const pin = { bucket: 'b', key: String(index), etag: 'e', bytes: bytes.length, lastModified: 0 };
    const read = async (start: number, end: number) => bytes.slice(start, end);
    for await (const batch of source.open({ pin, format: 'parquet' }, read, { cost, tagKeys: ['team'] })) {
      for (let row = 0; row < batch.rows; row += 1) addRow(batch, row, bedrock, all);
    }
  }
  return { bedrock: bedrock.lines(), all: all.lines() };
}

function addRow(batch: ChargeBatch, row: number, bedrock: Sums, all: Sums): void {
  const facts = batch.facts[batch.factsCode[row]!]!;
  const hour = batch.startHour[row]!;
  const cost = batch.exactCost.get(row) ?? { units: BigInt(batch.costPico[row]!), scale: 12 };
  const { productCode, productFamily, billingEntity, lineItemType, billingCurrency, tags } = facts;
  const rows = batch.lineItems[row]!;
  all.add([hour, productCode, productFamily, billingEntity, lineItemType, billingCurrency], rows, [cost]);
  if (!isBedrock(facts)) return;
  const team = tags.get('iamPrincipal/team') ?? tags.get('aws_team') ?? '';
  const ofResource = tags.get('resourceTags/user:team') ?? tags.get('user_team') ?? '';
  const key = [hour, facts.iamPrincipal, facts.usageType, team, ofResource, lineItemType];
  bedrock.add(key, rows, [cost, parseDecimal(String(batch.usageAmount[row]!))]);
}

interface Sums {
  add(key: readonly (string | number)[], rows: number, amounts: readonly Decimal[]): void;
  lines(): readonly string[];
}

export function createSums(): Sums {
  const groups = new Map<string, { readonly rows: number; readonly amounts: readonly Decimal[] }>();
  return {
    add(key, rows, amounts) {
      const name = JSON.stringify(key);
      const known = groups.get(name);
      const sums = amounts.map((amount, index) => addDecimal(known?.amounts[index] ?? DECIMAL_ZERO, amount));
      groups.set(name, { rows: (known?.rows ?? 0) + rows, amounts: sums });
    },
    lines: () =>
      [...groups]
        .map(([name, { rows, amounts }]) => `${name} ${rows} ${amounts.map(decimalText).join(' ')}`)
        .sort(),
  };
}
