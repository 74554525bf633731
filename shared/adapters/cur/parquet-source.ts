import {
  CORE_TEXTS,
  coreBatch,
  DETAIL_TEXTS,
  type DetailBatch,
  detailBatch,
  numberVector,
  textVectors,
  timeVector,
} from './arrow-batches.ts';
import { CUR, type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from './columns.ts';
import { type CostColumn, netOrUnblended } from './cost.ts';
import { notAMap, pickFromMapTexts } from './map-text.ts';
import { curSources } from './parquet-columns.ts';
import { readFooter } from './parquet-footer.ts';
import { fetchColumns, type GroupColumns, type GroupPlace } from './parquet-group.ts';
import type { RowBlock, SourceFile } from './row-block.ts';
import { notOf, type TextColumn } from './text-column.ts';

/** One block a row group; only the needed columns are fetched, and the detail columns only where Bedrock has rows. */
export async function* parquetBlocks(
  source: SourceFile,
  cost: 'unblended' | 'net',
): AsyncGenerator<RowBlock> {
  const { metadata, read } = await readFooter(source.file, source.bytes, source.read);
  const sources = curSources(source.file, metadata);
  let firstRow = 1;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > 0) yield await rowGroupBlock({ ...source, read, sources, group, firstRow, rows }, cost);
    firstRow += rows;
  }
}

const DETAIL_WORDS = DETAIL_TEXTS.filter((name) => name !== 'productModel' && name !== 'tags');
const CORE_WORDS: readonly CurWord[] = [
  ...CORE_TEXTS.filter((name) => name !== 'productName'),
  'product',
  'chargePeriodStart',
  'chargePeriodEnd',
  'unblendedCost',
  'usageAmount',
];

async function rowGroupBlock(place: GroupPlace, cost: 'unblended' | 'net'): Promise<RowBlock> {
  const { rows, firstRow } = place;
  const columns = await fetchColumns(
    place,
    cost === 'net' ? [...CORE_WORDS, 'netUnblendedCost'] : CORE_WORDS,
  );
  const product = productColumns(place, columns);
  const costs = costColumn(place, columns);
  const core = coreBatch(rows, {
    texts: textVectors(CORE_TEXTS, rows, (name) =>
      name === 'productName' ? product?.name : columns.text(name),
    ),
    start: timeVector(startColumn(place, columns)),
    end: timeVector(columns.time('chargePeriodEnd') ?? new Float64Array(rows)),
    costPico: numberVector(costs.pico),
    usageAmount: numberVector(columns.amount('usageAmount') ?? new Float64Array(rows)),
  });
  return {
    firstRow,
    rows,
    core,
    exactCost: costs.exact,
    detail: (selected) => readDetail(place, selected, product?.model),
  };
}

async function readDetail(
  place: GroupPlace,
  selected: Int32Array,
  model: TextColumn | undefined,
): Promise<DetailBatch> {
  const tags: CurWord = place.sources.has('tags') ? 'tags' : 'resourceTags';
  const columns = await fetchColumns(place, [...DETAIL_WORDS, tags]);
  const wanted = new Uint8Array(place.rows);
  for (const row of selected) wanted[row] = 1;
  const texts = textVectors(DETAIL_TEXTS, selected.length, (name) => {
    if (name === 'tags') return columns.mapTexts(tags, selected);
    if (name === 'productModel') return model && rowsOf(model, selected);
    const column = columns.text(name, wanted);
    return column && rowsOf(column, selected);
  });
  return detailBatch(selected.length, texts);
}

const rowsOf = (column: TextColumn, rows: Int32Array): TextColumn => ({
  codes: rows.map((row) => column.codes[row]!),
  table: column.table,
});

/** The two keys of the product map that are read; the map itself is dropped at once, as it is the largest column. */
function productColumns(
  place: GroupPlace,
  columns: GroupColumns,
): { readonly name: TextColumn; readonly model: TextColumn } | undefined {
  const map = columns.map('product');
  if (map !== undefined) return { name: map.pick(PRODUCT_NAME_KEY), model: map.pick(PRODUCT_MODEL_KEY) };
  const texts = columns.text('product');
  if (texts === undefined) return undefined;
  const refuse = (row: number, text: string): never => {
    throw notAMap(place.file, place.firstRow + row, CUR.product.name, text);
  };
  return {
    name: pickFromMapTexts(texts, PRODUCT_NAME_KEY, refuse),
    model: pickFromMapTexts(texts, PRODUCT_MODEL_KEY, refuse),
  };
}

function costColumn(place: GroupPlace, columns: GroupColumns): CostColumn {
  const unblended = columns.cost('unblendedCost')!;
  const net = columns.cost('netUnblendedCost');
  return netOrUnblended(net, unblended, (row) => ({
    file: place.file,
    row: place.firstRow + row,
    column: CUR.unblendedCost.name,
  }));
}

function startColumn(place: GroupPlace, columns: GroupColumns): Float64Array {
  const millis = columns.time('chargePeriodStart')!;
  const missing = millis.findIndex(Number.isNaN);
  if (missing === -1) return millis;
  const at = { file: place.file, row: place.firstRow + missing, column: CUR.chargePeriodStart.name };
  throw notOf('a UTC time', at, '');
}
