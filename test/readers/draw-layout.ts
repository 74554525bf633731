import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import type { ParquetLook } from '../../shared/synthetic/parquet-leaf.ts';
import type { Dice } from '../builders/dice.ts';
import { REQUIRED_WORDS, type RowLimits } from './draw-rows.ts';
import { WORDS } from './raw-row.ts';

/** How costs lie in a Parquet file: AWS writes doubles; crawlers and tools rewrite them as decimals or texts. */
export type CostLayout = 'double' | 'text' | 'decimal128' | 'decimal64' | 'decimal32';

/** Files of the writer behind the tests' own Parquet files. */
export interface TableLayout {
  readonly writer: 'table';
  /** In the order of the file. */
  readonly words: readonly CurWord[];
  readonly codec: 'SNAPPY' | 'GZIP' | 'ZSTD' | 'UNCOMPRESSED';
  readonly strings: 'PLAIN' | 'RLE_DICTIONARY' | 'DELTA_BYTE_ARRAY' | 'DELTA_LENGTH_BYTE_ARRAY' | 'by size';
  readonly numbers: 'PLAIN' | 'RLE_DICTIONARY' | 'BYTE_STREAM_SPLIT' | 'by size';
  readonly times: 'millis' | 'micros' | 'nanos' | 'text';
  readonly costs: CostLayout;
  readonly amounts: 'double' | 'text';
  readonly maps: 'map' | 'text';
  /** REQUIRED text columns hold no nulls: absent is ''. */
  readonly required: boolean;
  readonly upperCase: boolean;
  readonly rowsPerGroup: number;
  readonly pageBytes: number;
}

/** Files of the writer of the synthetic exports: all 131 columns. */
export interface SyntheticLayout {
  readonly writer: 'synthetic';
  readonly look: ParquetLook;
}

export type ParquetLayout = TableLayout | SyntheticLayout;

export interface CsvLayout {
  readonly gzip: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
  readonly quotes: 'minimal' | 'all';
  readonly lastLineEnd: boolean;
  readonly extraColumns: number;
  readonly numbers: 'java' | 'short' | 'padded';
  /** Columns and rows stand in another order than in the Parquet files. */
  readonly shuffled: boolean;
}

export const RUST_CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI', 'LZ4_RAW'] as const;
export type RustCodec = (typeof RUST_CODECS)[number];

/** Files that parquet-wasm, Rust's own writer, wrote again. */
export interface RustLook {
  readonly pages: 1 | 2;
  readonly dictionaries: boolean;
  readonly statistics: boolean;
  readonly rowsPerGroup: number;
  readonly pageBytes: number;
  readonly codec: RustCodec;
  /** Columns outside of maps that are packed otherwise than the rest. */
  readonly columnCodecs: readonly (readonly [word: CurWord, codec: RustCodec])[];
}

export interface ExportLayout {
  readonly parquet: ParquetLayout;
  /** Absent: the files stay as the first writer wrote them. */
  readonly rewritten?: RustLook;
  readonly csv: CsvLayout;
  readonly files: number;
  readonly cost: 'unblended' | 'net';
}

export function drawLayout(dice: Dice): ExportLayout {
  const parquet = dice.chance(0.7) ? drawTable(dice) : drawSynthetic(dice);
  // A REQUIRED net cost is 0.0 where there is none, which CSV tells apart and Parquet then cannot.
  const noNet = parquet.writer === 'synthetic' && parquet.look.columns === 'required';
  return {
    parquet,
    csv: {
      gzip: dice.chance(0.5),
      lineEnd: dice.pick(['\n', '\r\n']),
      byteOrderMark: dice.chance(0.3),
      quotes: dice.pick(['minimal', 'all']),
      lastLineEnd: dice.chance(0.8),
      extraColumns: dice.below(4),
      numbers: dice.pick(['java', 'short', 'padded']),
      shuffled: dice.chance(0.5),
    },
    files: dice.pick([1, 1, 1, 2, 3]),
    cost: noNet ? 'unblended' : dice.pick(['unblended', 'net']),
    ...(dice.chance(0.4) && { rewritten: drawRust(dice) }),
  };
}

const drawRust = (dice: Dice): RustLook => ({
  pages: dice.pick([1, 2]),
  dictionaries: dice.chance(0.6),
  statistics: dice.chance(0.5),
  rowsPerGroup: dice.pick([7, 40, 1_000]),
  pageBytes: dice.pick([64, 500, 1_048_576]),
  codec: dice.pick(RUST_CODECS),
  columnCodecs: WORDS.filter((word) => CUR[word].type !== 'map' && dice.chance(0.3)).map(
    (word) => [word, dice.pick(RUST_CODECS)] as const,
  ),
});

function drawTable(dice: Dice): TableLayout {
  const missing = dice.chance(0.5) ? 0.2 : 0;
  const kept = WORDS.filter((word) => REQUIRED_WORDS.includes(word) || !dice.chance(missing));
  return {
    writer: 'table',
    words: dice.shuffled(kept),
    codec: dice.pick(['SNAPPY', 'GZIP', 'ZSTD', 'UNCOMPRESSED']),
    strings: dice.pick(['PLAIN', 'RLE_DICTIONARY', 'DELTA_BYTE_ARRAY', 'DELTA_LENGTH_BYTE_ARRAY', 'by size']),
    numbers: dice.pick(['PLAIN', 'RLE_DICTIONARY', 'BYTE_STREAM_SPLIT', 'by size']),
    times: dice.pick(['millis', 'micros', 'nanos', 'text']),
    costs: dice.pick(['double', 'double', 'text', 'decimal128', 'decimal64', 'decimal32']),
    amounts: dice.pick(['double', 'double', 'text']),
    maps: dice.pick(['map', 'map', 'text']),
    required: dice.chance(0.3),
    upperCase: dice.chance(0.1),
    rowsPerGroup: dice.pick([1, 7, 40, 1_000]),
    pageBytes: dice.pick([64, 500, 1_048_576]),
  };
}

const drawSynthetic = (dice: Dice): SyntheticLayout => ({
  writer: 'synthetic',
  look: {
    pages: dice.pick([1, 2]),
    columns: dice.pick(['optional', 'required']),
    times: dice.pick(['millis', 'micros', 'int96']),
    strings: dice.pick(['dictionary', 'plain', 'delta']),
    dictionaryOffset: dice.chance(0.5),
    rowsPerGroup: dice.pick([7, 40, 1_000]),
  },
});

export const DECIMALS = {
  decimal128: { scale: 15, digits: 38 },
  decimal64: { scale: 12, digits: 18 },
  decimal32: { scale: 6, digits: 9 },
} as const;

export function limitsOf({ parquet }: ExportLayout): RowLimits {
  if (parquet.writer === 'synthetic') return { cost: 'double', plain: true };
  const { costs } = parquet;
  return { cost: costs === 'double' || costs === 'text' ? costs : DECIMALS[costs], plain: false };
}
