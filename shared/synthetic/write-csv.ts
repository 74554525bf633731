import { createGzip } from 'node:zlib';
import { isoInstant } from '../domain/base/instant.ts';
import { type Bill, FILLED_COLUMNS, type FilledColumn, intervalText, timeCodes } from './cells.ts';
import { javaDouble } from './java-double.ts';
import { COST_DECIMALS, type Entries, type RowBlock, type Series } from './series.ts';

/** Columns that change from row to row; all others are the same text in each hour of a series. */
const isVarying = ({ cell }: FilledColumn): boolean =>
  ['instant', 'interval', 'amount', 'cost', 'public-cost'].includes(cell.from);

/** Minimal quoting: only values with a comma, quote or line end; the empty string is `""`, null is nothing. */
export function csvField(value: string | null): string {
  if (value === null) return '';
  if (value === '' || /[",\r\n]/.test(value)) return `"${value.replaceAll('"', '""')}"`;
  return value;
}

/** `{}` unquoted, otherwise a JSON object in quotes. */
const csvMap = (entries: Entries): string => csvField(JSON.stringify(Object.fromEntries(entries)));

export const csvHeader = (): string => `${FILLED_COLUMNS.map((column) => column.name).join(',')}\n`;

/**
 * Rows as text. The fixed columns of a series are joined once: a row is a dozen pieces put together, not 131 fields.
 */
export function csvRows(
  bill: Bill,
): (series: readonly Series[], block: RowBlock, from: number, to: number) => string {
  const { codeOf, times } = timeCodes(bill.period);
  const varying = FILLED_COLUMNS.filter(isVarying);
  const timeTexts = varying.map(({ cell }) =>
    times.map((time) =>
      cell.from === 'instant'
        ? isoInstant(cell.at(time, bill))
        : cell.from === 'interval'
          ? intervalText(time)
          : '',
    ),
  );
  const pieces: (readonly string[])[] = [];
  return (series, block, from, to) => {
    let text = '';
    for (let row = from; row < to; row += 1) {
      const index = block.series[row]!;
      const one = series[index]!;
      const fixed = (pieces[index] ??= fixedPieces(one, bill));
      const time = codeOf(block.hour[row]!, one.span);
      const cost = javaDouble(block.cost[row]! / 10 ** COST_DECIMALS);
      for (let column = 0; column < varying.length; column += 1) {
        text += fixed[column];
        const what = varying[column]!.cell.from;
        if (what === 'cost') text += cost;
        else if (what === 'public-cost') text += one.hasPublicCost ? cost : '0.0';
        else if (what === 'amount') text += javaDouble(block.quantity[row]! / 10 ** one.quantityDecimals);
        else text += timeTexts[column]![time];
      }
      text += fixed[varying.length];
    }
    return text;
  };
}

/** Text before each varying column, and after the last one. */
function fixedPieces(series: Series, bill: Bill): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const [index, column] of FILLED_COLUMNS.entries()) {
    if (index > 0) piece += ',';
    if (isVarying(column)) {
      pieces.push(piece);
      piece = '';
    } else piece += fixedField(column, series, bill);
  }
  return [...pieces, `${piece}\n`];
}

function fixedField({ cell, type, blank }: FilledColumn, series: Series, bill: Bill): string {
  if (cell.from === 'map') return csvMap(cell.entries(series.item));
  if (cell.from === 'item') return csvField(cell.text(series.item, bill) ?? null);
  return type === 'double' && blank === 0 ? '0.0' : csvField(blank === 0 ? null : blank);
}

/** One gzip member around all texts; level 1, since the speed of a demo matters more here than a few megabytes. */
export async function gzipTexts(texts: AsyncIterable<string> | Iterable<string>): Promise<Uint8Array> {
  const gzip = createGzip({ level: 1 });
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve, reject) => {
    gzip.on('end', resolve);
    gzip.on('error', reject);
  });
  for await (const text of texts) {
    if (!gzip.write(text)) await new Promise((resolve) => gzip.once('drain', resolve));
  }
  gzip.end();
  await finished;
  return Buffer.concat(chunks);
}
