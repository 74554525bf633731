import type { ChargeBatch } from '../../../domain/charge/charge.ts';

type Columns = Pick<
  ChargeBatch,
  'factsCode' | 'lineItems' | 'fileRow' | 'startHour' | 'spanHours' | 'costPico' | 'usageAmount'
>;

/** The columns of a file's batches, used again for each and only ever as large as the largest. */
export interface RowArrays {
  /** The first `rows` of each column, with whatever is in them. */
  first(rows: number): Columns;
}

export function createRowArrays(): RowArrays {
  let columns = newColumns(0);
  return {
    first(rows) {
      if (rows > columns.factsCode.length) columns = newColumns(rows);
      return {
        factsCode: columns.factsCode.subarray(0, rows),
        lineItems: columns.lineItems.subarray(0, rows),
        fileRow: columns.fileRow.subarray(0, rows),
        startHour: columns.startHour.subarray(0, rows),
        spanHours: columns.spanHours.subarray(0, rows),
        costPico: columns.costPico.subarray(0, rows),
        usageAmount: columns.usageAmount.subarray(0, rows),
      };
    },
  };
}

const newColumns = (rows: number): Columns => ({
  factsCode: new Int32Array(rows),
  lineItems: new Int32Array(rows),
  fileRow: new Int32Array(rows),
  startHour: new Int32Array(rows),
  spanHours: new Int32Array(rows),
  costPico: new Float64Array(rows),
  usageAmount: new Float64Array(rows),
});
