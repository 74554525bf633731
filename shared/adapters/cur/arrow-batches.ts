import {
  type Data,
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
  Vector,
} from 'apache-arrow';
import { createTextTable, type TextTable } from './text-table.ts';

/**
 * Decoded columns as Arrow vectors: what every reader of a file format hands on. Text is Dictionary<Utf8, Int32> with
 * '' for null, times are Timestamp<ms> in UTC, numbers Float64. No column has nulls.
 */
type TextVector = Data<Dictionary<Utf8, Int32>>;
type TimeVector = Data<TimestampMillisecond>;
type NumberVector = Data<Float64>;

// Ids are fixed: Arrow would number each new type, and the types of one schema are shared by all batches.
const TEXT = new Dictionary(new Utf8(), new Int32(), 0);
const TIME = new TimestampMillisecond('UTC');
const NUMBER = new Float64();

function textVector(codes: Int32Array, table: TextTable): TextVector {
  const dictionary = makeData({
    type: new Utf8(),
    length: table.size(),
    nullCount: 0,
    valueOffsets: table.offsets(),
    data: table.bytes(),
  });
  return makeData({
    type: TEXT,
    length: codes.length,
    nullCount: 0,
    data: codes,
    dictionary: new Vector([dictionary]),
  });
}

/** Vectors of the named columns; those that `columnOf` does not know are blank in every row. */
export function textVectors<Name extends string>(
  names: readonly Name[],
  rows: number,
  columnOf: (name: Name) => { readonly codes: Int32Array; readonly table: TextTable } | undefined,
): Record<Name, TextVector> {
  const entries = names.map((name) => {
    const { codes, table } = columnOf(name) ?? { codes: new Int32Array(rows), table: createTextTable() };
    return [name, textVector(codes, table)] as const;
  });
  return Object.fromEntries(entries) as Record<Name, TextVector>;
}

export const numberVector = (values: Float64Array): NumberVector =>
  makeData({ type: NUMBER, length: values.length, nullCount: 0, data: values });

const TWO_32 = 4_294_967_296;

/** Milliseconds since 1970 as Arrow's 64-bit integers, written as two 32-bit lanes: a BigInt a row would cost tenfold. */
export function timeVector(millis: Float64Array): TimeVector {
  const values = new BigInt64Array(millis.length);
  const lanes = new Int32Array(values.buffer);
  for (let i = 0; i < millis.length; i++) {
    const high = Math.floor(millis[i]! / TWO_32);
    lanes[2 * i] = millis[i]! - high * TWO_32;
    lanes[2 * i + 1] = high;
  }
  return makeData({ type: TIME, length: millis.length, nullCount: 0, data: values });
}

/** Reads back what `timeVector` wrote: milliseconds of row `i` from the lanes of its values. */
export const millisAt = (lanes: Int32Array, i: number): number =>
  lanes[2 * i + 1]! * TWO_32 + (lanes[2 * i]! >>> 0);

export const lanesOf = (vector: TimeVector): Int32Array =>
  new Int32Array(vector.values.buffer, vector.values.byteOffset, vector.length * 2);

/** The columns every row has, by ChargeFacts' own words, and what is needed to tell Bedrock's rows from the others. */
export const CORE_TEXTS = [
  'billingEntity',
  'productCode',
  'servicecode',
  'productFamily',
  'productName',
  'operation',
  'lineItemType',
  'billingCurrency',
] as const;

/** The columns of Bedrock's rows only. `tags` is the map as JSON text. */
export const DETAIL_TEXTS = [
  'billingAccountId',
  'subAccountId',
  'usageType',
  'pricingUnit',
  'description',
  'resourceId',
  'regionCode',
  'productModel',
  'iamPrincipal',
  'tags',
] as const;

export type CoreText = (typeof CORE_TEXTS)[number];
export type DetailText = (typeof DETAIL_TEXTS)[number];

export type CoreBatch = RecordBatch<
  Record<CoreText, Dictionary<Utf8, Int32>> & {
    start: TimestampMillisecond;
    end: TimestampMillisecond;
    /** Whole picodollars, NaN where the exact decimal stands beside the batch. */
    costPico: Float64;
    usageAmount: Float64;
  }
>;
export type DetailBatch = RecordBatch<Record<DetailText, Dictionary<Utf8, Int32>>>;

interface CoreColumns {
  readonly texts: Readonly<Record<CoreText, TextVector>>;
  readonly start: TimeVector;
  readonly end: TimeVector;
  readonly costPico: NumberVector;
  readonly usageAmount: NumberVector;
}

const field = (name: string, type: Dictionary<Utf8, Int32> | TimestampMillisecond | Float64): Field =>
  new Field(name, type, false);

const CORE_SCHEMA: CoreBatch['schema'] = new Schema([
  ...CORE_TEXTS.map((name) => field(name, TEXT)),
  field('start', TIME),
  field('end', TIME),
  field('costPico', NUMBER),
  field('usageAmount', NUMBER),
]);
const DETAIL_SCHEMA: DetailBatch['schema'] = new Schema(DETAIL_TEXTS.map((name) => field(name, TEXT)));

export function coreBatch(rows: number, columns: CoreColumns): CoreBatch {
  const texts = CORE_TEXTS.map((name) => columns.texts[name]);
  const children = [...texts, columns.start, columns.end, columns.costPico, columns.usageAmount];
  const type = new Struct(CORE_SCHEMA.fields);
  return new RecordBatch(CORE_SCHEMA, makeData({ type, length: rows, nullCount: 0, children }));
}

export function detailBatch(rows: number, texts: Readonly<Record<DetailText, TextVector>>): DetailBatch {
  const children = DETAIL_TEXTS.map((name) => texts[name]);
  const type = new Struct(DETAIL_SCHEMA.fields);
  return new RecordBatch(DETAIL_SCHEMA, makeData({ type, length: rows, nullCount: 0, children }));
}
