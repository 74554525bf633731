// Its parts one by one: all of Apache Arrow takes longer to load than a small file to read.
import { Data } from 'apache-arrow/data';
import { BufferType } from 'apache-arrow/enum';
import { RecordBatch } from 'apache-arrow/recordbatch';
import { Field, Schema } from 'apache-arrow/schema';
import {
  type DataType,
  Dictionary,
  Float64,
  Int32,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow/type';
import { Vector } from 'apache-arrow/vector';
import type { LateFact } from '../../../domain/charge/late-facts.ts';
import type { Heap } from '../kernels/heap.ts';
import {
  CORE_WORDS,
  type CodedColumn,
  DETAIL_WORDS,
  type DetailColumns,
  NAMING_WORDS,
  type NamingColumns,
  type SourceBlock,
  type TimeColumn,
} from '../source-block.ts';

/**
 * What the readers of both file formats hand on, as Arrow record batches over the heap's own memory: no value is copied.
 * Text is Dictionary<Utf8, Int32> with code 0 for '' and null, times are Dictionary<Timestamp<ms, UTC>, Int32> with code
 * 0 for none, numbers Float64; no column has nulls. Within one file dictionaries only grow, and codes keep their
 * meaning. A batch is valid until the heap grows or the next block is asked for: take addresses, or copy.
 */
type Texts = Dictionary<Utf8, Int32>;
type Times = Dictionary<TimestampMillisecond, Int32>;

// Ids are fixed: Arrow would number each new type, and the types of one schema are shared by all batches.
const TEXT: Texts = new Dictionary(new Utf8(), new Int32(), 0);
const TIME: Times = new Dictionary(new TimestampMillisecond('UTC'), new Int32(), 1);
const NUMBER = new Float64();

export type CoreBatch = RecordBatch<
  Record<(typeof CORE_WORDS)[number], Texts> & {
    chargePeriodStart: Times;
    /** Whole picodollars, NaN where the exact decimal stands beside the batch. */
    costPico: Float64;
  }
>;
export type NamingBatch = RecordBatch<Record<(typeof NAMING_WORDS)[number], Texts>>;
/** Besides these columns one for each wanted key of the tag map, named `tags/<key>`. */
export type DetailBatch = RecordBatch<
  Record<(typeof DETAIL_WORDS)[number], Texts> & { chargePeriodEnd: Times; usageAmount: Float64 }
>;

export const TAG_PREFIX = 'tags/';

const CORE_FIELDS = [
  ...CORE_WORDS.map((word) => field(word, TEXT)),
  field('chargePeriodStart', TIME),
  field('costPico', NUMBER),
];
const NAMING_FIELDS = NAMING_WORDS.map((word) => field(word, TEXT));
const DETAIL_FIELDS = [
  ...DETAIL_WORDS.map((word) => field(word, TEXT)),
  field('chargePeriodEnd', TIME),
  field('usageAmount', NUMBER),
];

export const coreBatch = (heap: Heap, { core, rows }: SourceBlock): CoreBatch =>
  batch(CORE_FIELDS, rows, [
    ...CORE_WORDS.map((word) => textData(heap, core.texts[word], rows)),
    timeData(heap, core.start, rows),
    numberData(heap, core.pico, rows),
  ]);

export const namingBatch = (heap: Heap, { texts }: NamingColumns, rows: number): NamingBatch =>
  batch(
    NAMING_FIELDS,
    rows,
    NAMING_WORDS.map((word) => textData(heap, texts[word], rows)),
  );

export const detailBatch = (heap: Heap, detail: DetailColumns, rows: number): DetailBatch =>
  batch([...DETAIL_FIELDS, ...detail.tags.map(({ key }) => field(`${TAG_PREFIX}${key}`, TEXT))], rows, [
    ...DETAIL_WORDS.map((word) => textData(heap, detail.texts[word], rows)),
    timeData(heap, detail.end, rows),
    numberData(heap, detail.usageAmount, rows),
    ...detail.tags.map(({ column }) => textData(heap, column, rows)),
  ]);

/** Arrow's one column of a late fact. */
export const lateBatch = (heap: Heap, word: LateFact, column: CodedColumn, rows: number): RecordBatch =>
  batch([field(word, TEXT)], rows, [textData(heap, column, rows)]);

function field(name: string, type: DataType): Field {
  return new Field(name, type, false);
}

function batch<T extends RecordBatch>(fields: Field[], rows: number, children: Data[]): T {
  const data = new Data(new Struct(fields), 0, rows, 0, undefined, children);
  return new RecordBatch(new Schema(fields), data) as T;
}

function textData({ views }: Heap, { codes, table }: CodedColumn, rows: number): Data<Texts> {
  const offsets = table.offsets() >> 2;
  const dictionary = new Data(TEXT.dictionary, 0, table.size(), 0, {
    [BufferType.OFFSET]: views.i32.subarray(offsets, offsets + table.size() + 1),
    [BufferType.DATA]: views.u8.subarray(table.bytes(), table.bytes() + table.usedBytes()),
  });
  return coded(TEXT, views.i32.subarray(codes >> 2, (codes >> 2) + rows), dictionary);
}

/** A time is one of a few hundred: only those become 64-bit integers. */
function timeData({ views }: Heap, { codes, millis }: TimeColumn, rows: number): Data<Times> {
  const values = BigInt64Array.from(millis, (time) => (Number.isNaN(time) ? NO_TIME : BigInt(time)));
  const dictionary = new Data(TIME.dictionary, 0, values.length, 0, { [BufferType.DATA]: values });
  return coded(TIME, views.i32.subarray(codes >> 2, (codes >> 2) + rows), dictionary);
}

function coded<T extends Texts | Times>(type: T, codes: Int32Array, dictionary: Data): Data<T> {
  return new Data(type, 0, codes.length, 0, { [BufferType.DATA]: codes }, [], new Vector([dictionary]));
}

/** Of rows without an end of their charge period; no time of a bill. */
const NO_TIME = -(2n ** 63n);

const numberData = ({ views }: Heap, at: number, rows: number): Data<Float64> =>
  new Data(NUMBER, 0, rows, 0, { [BufferType.DATA]: views.f64.subarray(at >> 3, (at >> 3) + rows) });

/** A text or time column of a batch as what kernels take: addresses, and how many codes there are. */
export interface CodesInHeap {
  /** Address of the codes (i32). */
  readonly codes: number;
  /** Codes are below it. */
  readonly size: number;
}

/** Addresses of a batch's column: right for as long as the block is, wherever the heap's views go. */
export function codesInHeap(of: RecordBatch, name: string): CodesInHeap {
  const data = of.getChild(name)!.data[0]!;
  return { codes: data.values.byteOffset, size: data.dictionary!.length };
}

export const numbersInHeap = (of: RecordBatch, name: string): number =>
  of.getChild(name)!.data[0]!.values.byteOffset;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts of a column by code, read from the heap as it is at the time; Arrow's own `get` would drop a byte-order mark. */
export function textsInHeap(heap: Heap, of: RecordBatch, name: string): (code: number) => string {
  const { valueOffsets, values } = of.getChild(name)!.data[0]!.dictionary!.data[0]!;
  const [offsets, bytes] = [valueOffsets.byteOffset >> 2, values.byteOffset];
  return (code) => {
    const { i32, u8 } = heap.views;
    return decoder.decode(u8.subarray(bytes + i32[offsets + code]!, bytes + i32[offsets + code + 1]!));
  };
}

/** Milliseconds since 1970 of a time column by code, NaN for none. */
export function millisOf(of: RecordBatch, name: string): Float64Array {
  const values: BigInt64Array = of.getChild(name)!.data[0]!.dictionary!.data[0]!.values;
  return Float64Array.from(values, (time) => (time === NO_TIME ? Number.NaN : Number(time)));
}
