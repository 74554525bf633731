import { type Decimal, parseDecimal } from '../../domain/base/decimal.ts';
import { Failure, poison } from '../../domain/base/failure.ts';
import { PICO_DECIMALS, PICO_PER_UNIT } from '../../domain/base/money.ts';

/** Where a row of a file is, for messages: rows are 1-based and the CSV header is none. */
export interface Place {
  readonly file: string;
  readonly row: number;
  readonly column: string;
}

/**
 * Costs of consecutive rows: whole picodollars as exact doubles, or NaN where the row's exact decimal stands aside.
 * The same amount always takes the same of the two forms, whatever it was read from.
 */
export interface CostColumn {
  readonly pico: Float64Array;
  readonly exact: Map<number, Decimal>;
}

export const newCostColumn = (rows: number): CostColumn => ({
  pico: new Float64Array(rows),
  exact: new Map(),
});

/** Whole picodollars below it are exact doubles, with room for their sums. */
const FAST_UNITS_MAX = 1000;

/** Sets the cost of a row from its decimal text. Throws Failure `poison` with the place of the row. */
export function setText(column: CostColumn, index: number, text: string, place: () => Place): void {
  try {
    setDecimal(column, index, parseDecimal(text));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const found = text === '' ? 'nothing' : error.detail.found;
    throw poison(
      `the cost cannot be read: ${error.message}`,
      { ...error.detail, ...place(), ...(found && { found }) },
      error,
    );
  }
}

const FAST_UNITS = BigInt(FAST_UNITS_MAX) * PICO_PER_UNIT;

export function setDecimal(column: CostColumn, index: number, cost: Decimal): void {
  if (cost.scale <= PICO_DECIMALS) {
    const pico = cost.units * 10n ** BigInt(PICO_DECIMALS - cost.scale);
    if (pico < FAST_UNITS && pico > -FAST_UNITS) {
      column.pico[index] = Number(pico);
      return;
    }
  }
  column.pico[index] = Number.NaN;
  column.exact.set(index, cost);
}

/** A row without any cost cannot be counted. */
export const missingCost = (place: Place): Failure =>
  poison('the cost cannot be read: not a decimal number', {
    ...place,
    expected: 'a decimal number',
    found: 'nothing',
  });
