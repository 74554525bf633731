import type { Decimal } from '../../domain/base/decimal.ts';
import type { LateFact } from '../../domain/charge/late-facts.ts';
import type { ReadRange } from '../../ports/charge-source.ts';
import type { CurWord } from './columns.ts';
import type { HeapTexts } from './kernels/heap-texts.ts';

// What the readers of both file formats hand on: columns in the heap of the kernels. Addresses stay right when the heap
// grows; views of them do not.

/** A code a row (i32 at `codes`) into a table of distinct texts; code 0 is '' and null. */
export interface CodedColumn {
  readonly codes: number;
  readonly table: HeapTexts;
}

/** A code a row (i32 at `codes`); `millis` since 1970 by code, NaN where the text or value is blank. */
export interface TimeColumn {
  readonly codes: number;
  readonly millis: Float64Array;
}

/** Ascending rows of a block (i32 at `rows`, counted from 0). */
export interface Selection {
  readonly rows: number;
  readonly count: number;
}

/** What every row of a bill is counted by. */
export const CORE_WORDS = [
  'billingEntity',
  'productCode',
  'productFamily',
  'lineItemType',
  'billingCurrency',
] as const;
/** What tells Bedrock's rows among those of the Marketplace; `productName` is a key of the product map. */
export const NAMING_WORDS = ['servicecode', 'productName', 'operation'] as const;
/** What only Bedrock's rows are asked for; `productName` and `productModel` are keys of the product map. */
export const DETAIL_WORDS = [
  'productName',
  'billingAccountId',
  'subAccountId',
  'usageType',
  'pricingUnit',
  'regionCode',
  'productModel',
  'iamPrincipal',
] as const;

/** What few of Bedrock's rows are asked for, in this order. */
export const LATE_WORDS = ['operation', 'description', 'resourceId'] as const satisfies readonly LateFact[];

export interface CoreColumns {
  readonly texts: Readonly<Record<(typeof CORE_WORDS)[number], CodedColumn>>;
  readonly start: TimeColumn;
  /** Whole picodollars a row (f64), NaN where `exactCost` holds the cost. */
  readonly pico: number;
  /** Costs that a whole number of picodollars under $1,000 does not hold, by row of the block. */
  readonly exactCost: ReadonlyMap<number, Decimal>;
}

export interface NamingColumns {
  readonly texts: Readonly<Record<(typeof NAMING_WORDS)[number], CodedColumn>>;
}

export interface DetailColumns {
  readonly texts: Readonly<Record<(typeof DETAIL_WORDS)[number], CodedColumn>>;
  /** The keys of the tag map that were asked for and that the block has, each with its value a row. */
  readonly tags: readonly { readonly key: string; readonly column: CodedColumn }[];
  readonly end: TimeColumn;
  /** line_item_usage_amount a row (f64). */
  readonly usageAmount: number;
}

/**
 * Consecutive rows of a file, decoded in a few steps: all rows' core columns at once, the others for selected rows alone,
 * their columns counted by the index in the selection. Within one file a code of a column keeps its meaning.
 */
export interface SourceBlock {
  /** 1-based row of the file at row 0. */
  readonly firstRow: number;
  readonly rows: number;
  readonly core: CoreColumns;
  naming(selection: Selection): Promise<NamingColumns>;
  detail(selection: Selection): Promise<DetailColumns>;
  late(word: LateFact, selection: Selection): Promise<CodedColumn>;
  /** Gives the block's memory back; tables live as long as the file. */
  free(): void;
}

/** A data file to read: its key for messages, its size and its bytes. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: number;
  readonly read: ReadRange;
}

/** How a file is read. */
export interface SourceOptions {
  readonly cost: 'unblended' | 'net';
  /** Whether the values of this key of the tag map are needed. */
  readonly wantsTag: (key: string) => boolean;
  /** Optional columns of a CSV file that are read; all where absent. A column of a Parquet file costs nothing unread. */
  readonly words?: ReadonlySet<CurWord>;
  /** Told of a column that only the general reader could read, and why. */
  readonly onFallback?: (column: string, why: string) => void;
}
