import { type Bill, timeCodes } from './cells.ts';
import { COST_DECIMALS, type RowBlock, type Series } from './series.ts';

/** The rows of one row group; series are numbered anew, so that a dictionary holds only what its rows use. */
export interface GroupRows {
  readonly rows: () => number;
  readonly used: () => readonly Series[];
  /** Per row: position in `used`. */
  readonly series: () => Int32Array;
  readonly time: () => Int32Array;
  readonly amount: () => Float64Array;
  readonly cost: () => Float64Array;
  readonly publicCost: () => Float64Array;
  readonly append: (series: readonly Series[], block: RowBlock, from: number, to: number) => void;
  readonly clear: () => void;
}

export function createGroupRows(bill: Bill, capacity: number): GroupRows {
  const { codeOf } = timeCodes(bill.period);
  const series = new Int32Array(capacity);
  const time = new Int32Array(capacity);
  const amount = new Float64Array(capacity);
  const cost = new Float64Array(capacity);
  const publicCost = new Float64Array(capacity);
  let position = new Map<Series, number>();
  let used: Series[] = [];
  let rows = 0;
  return {
    rows: () => rows,
    used: () => used,
    series: () => series.subarray(0, rows),
    time: () => time.subarray(0, rows),
    amount: () => amount.subarray(0, rows),
    cost: () => cost.subarray(0, rows),
    publicCost: () => publicCost.subarray(0, rows),
    append(all, block, from, to) {
      for (let row = from; row < to; row += 1) {
        const one = all[block.series[row]!]!;
        let index = position.get(one);
        if (index === undefined) {
          index = used.push(one) - 1;
          position.set(one, index);
        }
        series[rows] = index;
        time[rows] = codeOf(block.hour[row]!, one.span);
        amount[rows] = block.quantity[row]! / 10 ** one.quantityDecimals;
        cost[rows] = block.cost[row]! / 10 ** COST_DECIMALS;
        publicCost[rows] = one.hasPublicCost ? cost[rows]! : 0;
        rows += 1;
      }
    },
    clear() {
      position = new Map();
      used = [];
      rows = 0;
    },
  };
}
