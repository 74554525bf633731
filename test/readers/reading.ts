import { encodeRollup } from '../../shared/adapters/cur/rollup/rollup-file.ts';
import { addDecimal, DECIMAL_ZERO, type Decimal, decimalText } from '../../shared/domain/base/decimal.ts';
import { attributionTagKeys } from '../../shared/domain/charge/attribute.ts';
import type { AttributionSettings } from '../../shared/domain/charge/attribution-settings.ts';
import type { ChargeBatch } from '../../shared/domain/charge/charge.ts';
import { isBedrock } from '../../shared/domain/charge/select-bedrock.ts';
import { isTagAsked } from '../../shared/domain/charge/tags.ts';
import type { FileFormat } from '../../shared/domain/delivery/delivery.ts';
import type { ControlTotals } from '../../shared/domain/ledger/totals.ts';
import { foldDelivery } from '../../shared/flow/ingest.ts';
import type { ChargeSource } from '../../shared/ports/charge-source.ts';
import { asRead } from '../builders/late-facts.ts';
import { PERIOD } from './draw-rows.ts';
import { plainBatches } from './plain-ledger.ts';
import type { RawFile } from './raw-row.ts';

/** What one reader made of an export. */
export interface Reading {
  /** The rollup as it is stored: equal readings are equal bytes. */
  readonly rollup: Uint8Array;
  readonly totals: ControlTotals;
  /** Each charge as one text, sorted: readers may meet the rows in another order. */
  readonly charges: readonly string[];
}

export interface StoredFile {
  readonly format: FileFormat;
  readonly bytes: Uint8Array;
}

const ATTRIBUTION: AttributionSettings = {
  rules: [
    { by: 'principal-tag', key: 'team' },
    { by: 'resource-tag', key: 'team' },
    { by: 'principal', pattern: 'role/search-*@*', team: 'search' },
    { by: 'account', accountId: '012345678901', team: 'lab' },
  ],
  tagDimensions: ['project'],
};

/** Rows that another reader took from the files, through the plain reading of a row into the same fold. */
export function readByPlain(rows: readonly RawFile[], cost: 'unblended' | 'net'): Promise<Reading> {
  const source: ChargeSource = {
    async *open({ pin }) {
      yield* plainBatches(rows[Number(pin.key)]!, pin.key, cost);
    },
  };
  const files = rows.map(() => ({ format: 'parquet', bytes: new Uint8Array(1) }) as const);
  return readThrough(source, files, cost);
}

/** As in production: files through a charge source into the fold. */
export async function readThrough(
  source: ChargeSource,
  files: readonly StoredFile[],
  cost: 'unblended' | 'net',
): Promise<Reading> {
  const charges: string[] = [];
  const delivery = {
    exportName: 'company-cur',
    billingPeriod: PERIOD,
    executionId: 'execution-1',
    executedAt: Date.UTC(2026, 11, 2),
    dataFiles: files.map(({ format, bytes }, index) => ({
      format,
      pin: { bucket: 'bills', key: String(index), etag: 'e', bytes: bytes.length, lastModified: 0 },
    })),
  };
  const snapshot = await foldDelivery(
    {
      objects: {
        read: async (pin, start, end) => files[Number(pin.key)]!.bytes.slice(start, end),
        pin: neverAsked,
        pinNotLaterThan: neverAsked,
        list: neverAsked,
        write: neverAsked,
      },
      charges: noting(source, charges),
    },
    delivery,
    { exportName: delivery.exportName, attribution: ATTRIBUTION, cost },
  );
  return { rollup: encodeRollup(snapshot), totals: snapshot.totals, charges: charges.sort() };
}

const neverAsked = (): never => {
  throw new Error('a pinned delivery is only read');
};

const isAsked = isTagAsked(attributionTagKeys(ATTRIBUTION));

/**
 * The same source, with every charge of Bedrock that passes written down, and of all others the sums by what their
 * totals tell apart: batches are valid only until the next one.
 */
function noting(source: ChargeSource, charges: string[]): ChargeSource {
  return {
    async *open(file, read, options) {
      const others = new Map<string, { lineItems: number; cost: Decimal }>();
      for await (const batch of source.open(file, read, options)) {
        for (let row = 0; row < batch.rows; row += 1) {
          if (isBedrock(batch.facts[batch.factsCode[row]!]!)) charges.push(chargeText(batch, row));
          else addOther(others, batch, row);
        }
        yield batch;
      }
      for (const [name, { lineItems, cost }] of others)
        charges.push(JSON.stringify([name, lineItems, decimalText(cost)]));
    },
  };
}

function addOther(
  others: Map<string, { lineItems: number; cost: Decimal }>,
  batch: ChargeBatch,
  row: number,
): void {
  const facts = batch.facts[batch.factsCode[row]!]!;
  const { billingEntity, productCode, productFamily, lineItemType, billingCurrency } = facts;
  const hour = batch.startHour[row];
  const name = JSON.stringify([
    billingEntity,
    productCode,
    productFamily,
    lineItemType,
    billingCurrency,
    hour,
  ]);
  const sum = others.get(name) ?? { lineItems: 0, cost: DECIMAL_ZERO };
  others.set(name, {
    lineItems: sum.lineItems + batch.lineItems[row]!,
    cost: addDecimal(sum.cost, costOf(batch, row)),
  });
}

const costOf = (batch: ChargeBatch, row: number): Decimal =>
  batch.exactCost.get(row) ?? { units: BigInt(batch.costPico[row]!), scale: 12 };

function chargeText(batch: ChargeBatch, row: number): string {
  const { tags, ...facts } = asRead(batch.facts[batch.factsCode[row]!]!);
  return JSON.stringify([
    decimalText(costOf(batch, row)),
    batch.startHour[row],
    batch.spanHours[row],
    batch.usageAmount[row],
    Object.entries(facts).sort(),
    [...tags].filter(([key, value]) => value !== '' && isAsked(key)).sort(),
  ]);
}
