import type { Hour } from '../base/instant.ts';
import { createPicoSums, type PicoSums, widened } from './pico-sums.ts';

/** Sums by (series, hour), where a series is the number of a scope, model and token kind. */
export interface CellTable {
  /** Number of the cell; adds one row (or `rows`) and its tokens to it. */
  count(series: number, hour: Hour, tokens: number, rows?: number): number;
  readonly cost: PicoSums;
  readonly size: () => number;
  readonly seriesOf: (cell: number) => number;
  readonly hourOf: (cell: number) => Hour;
  readonly tokensOf: (cell: number) => number;
  readonly rowsOf: (cell: number) => number;
}

const FIELDS = 4; // series, hour, tokens, rows

/** An open-addressing hash table over whole numbers: no object and no string a row. */
export function createCellTable(): CellTable {
  let slots = new Int32Array(1 << 12); // cell + 1; 0 is free
  let fields = new Float64Array(FIELDS << 10);
  let size = 0;
  const cost = createPicoSums();
  const field = (offset: number) => (cell: number) => fields[cell * FIELDS + offset]!;

  const slotOf = (series: number, hour: Hour): number => {
    const mask = slots.length - 1;
    let slot = mixed(series, hour) & mask;
    for (let cell = slots[slot]!; cell !== 0; cell = slots[slot]!) {
      const at = (cell - 1) * FIELDS;
      if (fields[at] === series && fields[at + 1] === hour) break;
      // Stryker disable next-line ArithmeticOperator: the next free slot may lie to either side.
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    // Stryker disable next-line EqualityOperator: a slot too many leads to the next new cell, whose key is compared.
    for (let cell = 0; cell < size; cell += 1) {
      slots[slotOf(fields[cell * FIELDS]!, fields[cell * FIELDS + 1]!)] = cell + 1;
    }
  };

  return {
    cost,
    size: () => size,
    seriesOf: field(0),
    hourOf: field(1),
    tokensOf: field(2),
    rowsOf: field(3),
    count(series, hour, tokens, rows = 1) {
      const slot = slotOf(series, hour);
      let cell = slots[slot]! - 1;
      if (cell < 0) {
        cell = size;
        size += 1;
        slots[slot] = size;
        if (cell * FIELDS === fields.length) fields = widened(fields, fields.length);
        fields[cell * FIELDS] = series;
        fields[cell * FIELDS + 1] = hour;
        if (size * 2 === slots.length) grow();
      }
      fields[cell * FIELDS + 2]! += tokens;
      fields[cell * FIELDS + 3]! += rows;
      return cell;
    },
  };
}

/** Neighbouring hours and series land far apart (multipliers of the 32-bit murmur finaliser). */
function mixed(series: number, hour: number): number {
  let hash = Math.imul(series, 0x85ebca6b) ^ Math.imul(hour, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
