import { poison } from '../../shared/domain/base/failure.ts';
import type { ChargeBatch, ChargeFacts } from '../../shared/domain/charge/charge.ts';
import type { ChargeSource } from '../../shared/ports/charge-source.ts';

/** One usage row of a simulated data file: which series, in which UTC hour since 1970, for how many picodollars. */
export interface SimRow {
  readonly series: number;
  readonly hour: number;
  readonly pico: number;
}

const LANES = 3;
const ROW_BYTES = LANES * Float64Array.BYTES_PER_ELEMENT;
const TOKENS = 1;

export function encodeRows(rows: readonly SimRow[]): Uint8Array {
  const lanes = new Float64Array(rows.length * LANES);
  for (const [index, row] of rows.entries()) {
    lanes[index * LANES] = row.series;
    lanes[index * LANES + 1] = row.hour;
    lanes[index * LANES + 2] = row.pico;
  }
  return new Uint8Array(lanes.buffer);
}

/** A file that no reader can read: it ends in the middle of a row. */
export const damaged = (bytes: Uint8Array): Uint8Array => new Uint8Array([...bytes, 0]);

/** Reads such files in two ranges, as the real reader reads in many: between them the file may change. */
export function createSimChargeSource(facts: readonly ChargeFacts[]): ChargeSource {
  return {
    async *open(file, read) {
      const size = file.pin.bytes;
      if (size === 0) return;
      const middle = Math.floor(size / 2 / ROW_BYTES) * ROW_BYTES;
      const head = middle === 0 ? new Uint8Array() : await read(0, middle);
      const tail = await read(middle, size);
      const bytes = new Uint8Array(head.length + tail.length);
      bytes.set(head);
      bytes.set(tail, head.length);
      if (bytes.length !== size || size % ROW_BYTES !== 0) {
        throw poison('the file is cut short', {
          file: file.pin.key,
          expected: 'whole rows',
          found: `${size} bytes`,
        });
      }
      yield batchOf(file.pin.key, new Float64Array(bytes.buffer), facts);
    },
  };
}

function batchOf(file: string, lanes: Float64Array, facts: readonly ChargeFacts[]): ChargeBatch {
  const rows = lanes.length / LANES;
  const batch = {
    factsCode: new Int32Array(rows),
    lineItems: new Int32Array(rows).fill(1),
    fileRow: new Int32Array(rows),
    startHour: new Int32Array(rows),
    spanHours: new Int32Array(rows).fill(1),
    costPico: new Float64Array(rows),
    usageAmount: new Float64Array(rows).fill(TOKENS),
  };
  for (let row = 0; row < rows; row += 1) {
    batch.fileRow[row] = row + 1;
    batch.factsCode[row] = lanes[row * LANES]!;
    batch.startHour[row] = lanes[row * LANES + 1]!;
    batch.costPico[row] = lanes[row * LANES + 2]!;
  }
  return { file, rows, readSoFar: rows, facts, exactCost: new Map(), ...batch };
}
