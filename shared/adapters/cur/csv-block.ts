import {
  CORE_TEXTS,
  coreBatch,
  DETAIL_TEXTS,
  detailBatch,
  numberVector,
  textVectors,
  timeVector,
} from './arrow-batches.ts';
import { CUR, type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from './columns.ts';
import { netOrUnblended, newCostColumn, type Place, picoOfBytes, type SparseCosts, setText } from './cost.ts';
import { type CsvFields, fieldText } from './csv-scan.ts';
import { notAMap, pickFromMapTexts } from './map-text.ts';
import type { RowBlock } from './row-block.ts';
import { notOf, numberOf, parseTimes, type TextColumn } from './text-column.ts';
import { createTextTable, type TextTable } from './text-table.ts';

/** Scanned rows and which field holds which column. */
interface CsvRows {
  readonly file: string;
  readonly firstRow: number;
  readonly fields: CsvFields;
  readonly fieldOf: ReadonlyMap<CurWord, number>;
}

/** The same two-step block that a Parquet row group gives, over scanned CSV rows. */
export function csvBlock(csv: CsvRows, cost: 'unblended' | 'net'): RowBlock {
  const { rows } = csv.fields;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const product = textColumn(csv, 'product', all);
  const productKey = (key: string, of: TextColumn, from: Int32Array) =>
    pickFromMapTexts(of, key, (row, text) => {
      throw notAMap(csv.file, csv.firstRow + from[row]!, CUR.product.name, text);
    });
  const net = cost === 'net' ? costColumn(csv, 'netUnblendedCost') : undefined;
  const costs = netOrUnblended(net, costColumn(csv, 'unblendedCost')!, (row) =>
    placeOf(csv, 'unblendedCost', row),
  );
  const core = coreBatch(rows, {
    texts: textVectors(CORE_TEXTS, rows, (name) => {
      if (name === 'productName') return product && productKey(PRODUCT_NAME_KEY, product, all);
      return textColumn(csv, name, all);
    }),
    start: timeVector(startColumn(csv, all)),
    end: timeVector(timeColumn(csv, 'chargePeriodEnd', all)),
    costPico: numberVector(costs.pico),
    usageAmount: numberVector(amountColumn(csv)),
  });

  async function detail(selected: Int32Array) {
    const texts = textVectors(DETAIL_TEXTS, selected.length, (name) => {
      if (name === 'tags')
        return textColumn(csv, csv.fieldOf.has('tags') ? 'tags' : 'resourceTags', selected);
      if (name !== 'productModel') return textColumn(csv, name, selected);
      const maps = textColumn(csv, 'product', selected);
      return maps && productKey(PRODUCT_MODEL_KEY, maps, selected);
    });
    return detailBatch(selected.length, texts);
  }
  return { firstRow: csv.firstRow, rows, core, exactCost: costs.exact, detail };
}

const placeOf = (csv: CsvRows, word: CurWord, row: number): Place => ({
  file: csv.file,
  row: csv.firstRow + row,
  column: CUR[word].name,
});

/** Codes of the given rows' texts; undefined where the file lacks the column. */
function textColumn(csv: CsvRows, word: CurWord, rows: Int32Array): TextColumn | undefined {
  const field = csv.fieldOf.get(word);
  if (field === undefined) return undefined;
  const { bytes, starts, ends, width } = csv.fields;
  const table = createTextTable();
  const codes = rows.map((row) => {
    const index = row * width + field;
    const end = ends[index]!;
    return end < 0
      ? unquotedCode(table, bytes, starts[index]!, ~end)
      : table.codeOf(bytes, starts[index]!, end);
  });
  return { codes, table };
}

let scratch = new Uint8Array(4096);

/** Doubled quotes become single ones in a scratch buffer: maps are full of them, and a string a row would cost tenfold. */
function unquotedCode(table: TextTable, bytes: Uint8Array, start: number, end: number): number {
  if (end - start > scratch.length) scratch = new Uint8Array((end - start) * 2);
  let length = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    scratch[length++] = byte;
    if (byte === 0x22) at++;
  }
  return table.codeOf(scratch, 0, length);
}

function timeColumn(csv: CsvRows, word: CurWord, rows: Int32Array): Float64Array {
  const millis = new Float64Array(rows.length).fill(Number.NaN);
  const column = textColumn(csv, word, rows);
  if (column !== undefined) parseTimes(column.codes, column.table, millis, (row) => placeOf(csv, word, row));
  return millis;
}

function startColumn(csv: CsvRows, rows: Int32Array): Float64Array {
  const millis = timeColumn(csv, 'chargePeriodStart', rows);
  const missing = millis.findIndex(Number.isNaN);
  if (missing === -1) return millis;
  throw notOf('a UTC time', placeOf(csv, 'chargePeriodStart', missing), '');
}

function costColumn(csv: CsvRows, word: CurWord): SparseCosts | undefined {
  const field = csv.fieldOf.get(word);
  if (field === undefined) return undefined;
  const { bytes, rows, starts, ends, width } = csv.fields;
  const costs = newCostColumn(rows);
  const present = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const index = row * width + field;
    if (starts[index] === ends[index]) continue;
    present[row] = 1;
    const pico = picoOfBytes(bytes, starts[index]!, ends[index]!);
    if (Number.isNaN(pico))
      setText(costs, row, fieldText(csv.fields, row, field), () => placeOf(csv, word, row));
    else costs.pico[row] = pico;
  }
  return { costs, present };
}

function amountColumn(csv: CsvRows): Float64Array {
  const { rows, starts, ends, width } = csv.fields;
  const amounts = new Float64Array(rows);
  const field = csv.fieldOf.get('usageAmount');
  if (field === undefined) return amounts;
  for (let row = 0; row < rows; row++) {
    const index = row * width + field;
    if (starts[index] === ends[index]) continue;
    const text = fieldText(csv.fields, row, field);
    const amount = numberOf(text);
    if (!Number.isFinite(amount)) throw notOf('a finite number', placeOf(csv, 'usageAmount', row), text);
    amounts[row] = amount;
  }
  return amounts;
}
