import type { ChargeBatch } from '../../domain/charge/charge.ts';
import { BATCH_ROWS_MAX } from './limits.ts';

type Columns = Pick<
  ChargeBatch,
  'factsCode' | 'lineItems' | 'fileRow' | 'startHour' | 'spanHours' | 'costPico' | 'usageAmount'
>;

/** The columns of batches of one file, used again for each. */
export interface RowArrays extends Columns {
  first(rows: number): Columns;
}

export function createRowArrays(): RowArrays {
  const columns: Columns = {
    factsCode: new Int32Array(BATCH_ROWS_MAX),
    lineItems: new Int32Array(BATCH_ROWS_MAX),
    fileRow: new Int32Array(BATCH_ROWS_MAX),
    startHour: new Int32Array(BATCH_ROWS_MAX),
    spanHours: new Int32Array(BATCH_ROWS_MAX),
    costPico: new Float64Array(BATCH_ROWS_MAX),
    usageAmount: new Float64Array(BATCH_ROWS_MAX),
  };
  return {
    ...columns,
    first: (rows) => ({
      factsCode: columns.factsCode.subarray(0, rows),
      lineItems: columns.lineItems.subarray(0, rows),
      fileRow: columns.fileRow.subarray(0, rows),
      startHour: columns.startHour.subarray(0, rows),
      spanHours: columns.spanHours.subarray(0, rows),
      costPico: columns.costPico.subarray(0, rows),
      usageAmount: columns.usageAmount.subarray(0, rows),
    }),
  };
}
