import { parquetWriteBuffer } from 'hyparquet-writer';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import { addDecimal, decimalText, parseDecimal } from '../../shared/domain/base/decimal.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import { byText } from '../../shared/domain/base/order.ts';
import type { ChargeFacts } from '../../shared/domain/charge/charge.ts';
import { isBedrock } from '../../shared/domain/charge/select-bedrock.ts';
import type { DataFile } from '../../shared/domain/delivery/delivery.ts';
import type { ChargeSource, ChargeSourceOptions } from '../../shared/ports/charge-source.ts';

/** A line item by the domain's words; what is left out is null. Times are texts, maps are objects. */
export type CurRow = Partial<Record<CurWord, string | number | Readonly<Record<string, string>>>>;

/** A Bedrock usage row of one dollar at 13:00 on 2026-11-18. */
export const aCurRow = (overrides: CurRow = {}): CurRow => ({
  lineItemType: 'Usage',
  productCode: 'AmazonBedrockService',
  usageType: 'USE1-Claude4.6Sonnet-input-tokens',
  chargePeriodStart: '2026-11-18T13:00:00.000Z',
  chargePeriodEnd: '2026-11-18T14:00:00.000Z',
  unblendedCost: 1,
  billingCurrency: 'USD',
  billingEntity: 'AWS',
  usageAmount: 0.5,
  ...overrides,
});

const wordsOf = (rows: readonly CurRow[]): readonly CurWord[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row) as CurWord[])),
];

const csvCell = (value: unknown): string => {
  const text = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function toCsv(rows: readonly CurRow[], words = wordsOf(rows), lineEnd = '\n'): string {
  const lines = [
    words.map((word) => CUR[word].name),
    ...rows.map((row) => words.map((word) => csvCell(row[word]))),
  ];
  return lines.map((line) => line.join(',') + lineEnd).join('');
}

/** OPTIONAL columns, DATA_PAGE_V2, dictionaries where they pay: hyparquet-writer's choices. Maps become JSON text. */
export function toParquet(
  rows: readonly CurRow[],
  options: { readonly rowGroupSize?: number; readonly words?: readonly CurWord[] } = {},
): Uint8Array {
  const columnData = (options.words ?? wordsOf(rows)).map((word) => {
    const values = rows.map((row) => row[word]);
    if (CUR[word].type === 'time') {
      return {
        name: CUR[word].name,
        type: 'TIMESTAMP' as const,
        data: values.map((value) => (value === undefined ? null : new Date(String(value)))),
      };
    }
    const number = CUR[word].type === 'money' || CUR[word].type === 'amount';
    const data = values.map((value) => {
      if (value === undefined) return null;
      return number ? Number(value) : typeof value === 'object' ? JSON.stringify(value) : value;
    });
    return { name: CUR[word].name, type: number ? ('DOUBLE' as const) : ('STRING' as const), data };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: options.rowGroupSize ?? 1000 }));
}

/** One charge as plain values, for comparison: equal charges are deeply equal, whatever file they were read from. */
export interface PlainCharge extends Omit<ChargeFacts, 'tags'> {
  /** How many rows it stands for; those that are not Bedrock's are summed and come last. */
  readonly lineItems: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly startHour: number;
  readonly spanHours: number;
  readonly cost: string;
  readonly usageAmount: number;
}

export interface Reading {
  readonly charges: readonly PlainCharge[];
  readonly batchRows: readonly number[];
  /** Bytes asked for, and in how many requests. */
  readonly bytesRead: number;
  readonly requests: number;
}

export async function readCharges(
  format: DataFile['format'],
  bytes: Uint8Array,
  options: ChargeSourceOptions = { cost: 'unblended' },
  source: ChargeSource = createCurChargeSource(),
): Promise<Reading> {
  const charges: PlainCharge[] = [];
  const batchRows: number[] = [];
  let bytesRead = 0;
  let requests = 0;
  const pin = { bucket: 'bills', key: `x.${format}`, etag: 'e', bytes: bytes.length, lastModified: 0 };
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    bytesRead += end - start;
    requests++;
    return bytes.slice(start, end);
  };
  for await (const batch of source.open({ pin, format }, read, options)) {
    batchRows.push(batch.rows);
    for (let i = 0; i < batch.rows; i++) {
      const { tags, ...facts } = batch.facts[batch.factsCode[i]!]!;
      const pico = batch.costPico[i]!;
      const exact = batch.exactCost.get(i);
      if (Number.isNaN(pico) === (exact === undefined)) throw new Error(`row ${i} has two costs or none`);
      charges.push({
        ...facts,
        tags: Object.fromEntries(tags),
        lineItems: batch.lineItems[i]!,
        startHour: batch.startHour[i]!,
        spanHours: batch.spanHours[i]!,
        cost: decimalText(exact ?? { units: BigInt(pico), scale: 12 }),
        usageAmount: batch.usageAmount[i]!,
      });
    }
  }
  return { charges: othersSummed(charges), batchRows, bytesRead, requests };
}

/**
 * Bedrock's charges as they are and in their order; behind them all others, whose totals alone count, summed by facts
 * and hour.
 */
export function othersSummed(charges: readonly PlainCharge[]): readonly PlainCharge[] {
  const sums = new Map<string, PlainCharge>();
  for (const charge of charges.filter((one) => !isBedrock(one))) {
    const { cost, lineItems, ...facts } = charge;
    const name = JSON.stringify(facts, Object.keys(facts).sort());
    const sum = sums.get(name) ?? { ...charge, cost: '0', lineItems: 0 };
    const total = addDecimal(parseDecimal(sum.cost), parseDecimal(cost));
    sums.set(name, { ...sum, cost: decimalText(total), lineItems: sum.lineItems + lineItems });
  }
  const others = [...sums].sort(([a], [b]) => byText(a, b)).map(([, charge]) => charge);
  return [...charges.filter(isBedrock), ...others];
}

/** The Failure that reading ends in; any other error, or none, fails the test. */
export async function refusalOf(reading: Promise<unknown>): Promise<Failure> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
