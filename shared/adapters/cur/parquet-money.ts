import type { Decimal } from '../../domain/base/decimal.ts';
import { newCostColumn, type SparseCosts, setDecimal, setDouble, setText } from './cost.ts';
import { boundsOf, outside } from './parquet-claims.ts';
import { type ColumnBytes, placeOf, readEach, readTextColumn, type ValueDecoder } from './parquet-flat.ts';
import { plainIntegers, plainNumbers, readIntegers, readNumbers } from './parquet-values.ts';
import { notOf, numberOf } from './text-column.ts';

/** Costs by row and which rows have one (1) or are null or blank (0). Throws Failure `poison` on what is no number. */
export function readCostColumn(column: ColumnBytes): SparseCosts {
  const { element } = column.chunk.leaf;
  const costs = newCostColumn(column.rows);
  const present = new Uint8Array(column.rows);
  if (isDecimal(column)) {
    readEach(column, integers(column), (units, row) => {
      present[row] = 1;
      setDecimal(costs, row, trimmed({ units, scale: element.scale ?? 0 }));
    });
  } else if (element.type === 'BYTE_ARRAY') {
    const { codes, table } = readTextColumn(column);
    codes.forEach((code, row) => {
      if (code === 0) return;
      present[row] = 1;
      setText(costs, row, table.textOf(code), () => placeOf(column, row));
    });
  } else {
    const { low, high } = boundsOf(column, Number);
    readEach(column, numbers(column), (value, row) => {
      if (value < low || value > high) throw outside(column, row, String(value));
      present[row] = 1;
      setDouble(costs, row, value, () => placeOf(column, row));
    });
  }
  return { costs, present };
}

/** Usage amounts by row, 0 for null or blank. Throws Failure `poison` on what is no finite number. */
export function readAmountColumn(column: ColumnBytes): Float64Array {
  const { element } = column.chunk.leaf;
  const amounts = new Float64Array(column.rows);
  const put = (value: number, row: number): void => {
    if (!Number.isFinite(value)) throw notOf('a finite number', placeOf(column, row), String(value));
    amounts[row] = value;
  };
  if (isDecimal(column)) {
    const divisor = 10 ** (element.scale ?? 0);
    readEach(column, integers(column), (units, row) => put(Number(units) / divisor, row));
  } else if (element.type === 'BYTE_ARRAY') {
    const { codes, table } = readTextColumn(column);
    codes.forEach((code, row) => {
      const text = table.textOf(code);
      const amount = code === 0 ? 0 : numberOf(text);
      if (Number.isNaN(amount)) throw notOf('a number', placeOf(column, row), text);
      put(amount, row);
    });
  } else {
    const { low, high } = boundsOf(column, Number);
    readEach(column, numbers(column), (value, row) => {
      if (value < low || value > high) throw outside(column, row, String(value));
      put(value, row);
    });
  }
  return amounts;
}

const isDecimal = ({ chunk }: ColumnBytes): boolean =>
  chunk.leaf.element.converted_type === 'DECIMAL' || chunk.leaf.element.logical_type?.type === 'DECIMAL';

const numbers = ({ chunk }: ColumnBytes): ValueDecoder<number> => ({
  dictionary: (page) => plainNumbers(page.body, page.count, chunk.leaf.element),
  values: (page) => readNumbers(page, chunk.leaf.element),
});

const integers = ({ chunk }: ColumnBytes): ValueDecoder<bigint> => ({
  dictionary: (page) => plainIntegers(page.body, page.count, chunk.leaf.element),
  values: (page) => readIntegers(page, chunk.leaf.element),
});

/** Equal amounts must take equal forms, so superfluous zeros go. */
function trimmed(value: Decimal): Decimal {
  let { units, scale } = value;
  for (; scale > 0 && units % 10n === 0n; scale--) units /= 10n;
  return { units, scale };
}
