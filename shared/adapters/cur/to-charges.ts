import type { Decimal } from '../../domain/base/decimal.ts';
import { poison } from '../../domain/base/failure.ts';
import { HOUR_MS, parseInstant } from '../../domain/base/instant.ts';
import type { ChargeBatch } from '../../domain/charge/charge.ts';
import { type CoreBatch, lanesOf, millisAt } from './arrow-batches.ts';
import { CUR } from './columns.ts';
import { createFactsTable, type FactsTable } from './facts-table.ts';
import { BATCH_ROWS_MAX } from './limits.ts';
import type { RowBlock } from './row-block.ts';

/** Bedrock began in 2023, and no charge lies decades ahead: other years are damaged bytes. */
const START_MIN = parseInstant('2006-01-01');
const START_MAX = parseInstant('2100-01-01');

const NO_COSTS: ReadonlyMap<number, Decimal> = new Map();

/**
 * Turns blocks of one file into batches of charges: classifies all rows, asks for the detail of Bedrock's rows only,
 * and interns each distinct combination once for the whole file. One instance a file.
 */
export function createChargeAssembler(file: string): (block: RowBlock) => AsyncGenerator<ChargeBatch> {
  const table = createFactsTable(file);
  const startHour = new Int32Array(BATCH_ROWS_MAX);
  const spanHours = new Int32Array(BATCH_ROWS_MAX);

  return async function* toCharges(block) {
    const codes = await factsCodes(table, block);
    const times = timesOf(block.core);
    const costPico = block.core.getChild('costPico')!.data[0]!.values;
    const usageAmount = block.core.getChild('usageAmount')!.data[0]!.values;
    const exactCosts = byBatch(block.exactCost);
    for (let from = 0; from < block.rows; from += BATCH_ROWS_MAX) {
      const rows = Math.min(BATCH_ROWS_MAX, block.rows - from);
      fillHours(file, block.firstRow, times, from, rows, startHour, spanHours);
      yield {
        file,
        firstRow: block.firstRow + from,
        rows,
        facts: table.facts,
        factsCode: codes.subarray(from, from + rows),
        startHour: startHour.subarray(0, rows),
        spanHours: spanHours.subarray(0, rows),
        costPico: costPico.subarray(from, from + rows),
        exactCost: exactCosts.get(from) ?? NO_COSTS,
        usageAmount: usageAmount.subarray(from, from + rows),
      };
    }
  };
}

/** ChargeFacts code of each row of the block. */
async function factsCodes(table: FactsTable, block: RowBlock): Promise<Int32Array> {
  const core = table.coreCodes(block);
  const codes = new Int32Array(block.rows);
  const bedrock = new Int32Array(block.rows);
  let selected = 0;
  for (let i = 0; i < block.rows; i++) {
    if (table.isBedrock(core[i]!)) bedrock[selected++] = i;
    else codes[i] = table.plainFacts(core[i]!);
  }
  if (selected === 0) return codes;
  const rows = bedrock.subarray(0, selected);
  const detail = table.detailCodes(await block.detail(rows), rows, core, block.firstRow);
  for (let i = 0; i < selected; i++) codes[rows[i]!] = detail[i]!;
  return codes;
}

interface Times {
  readonly start: Int32Array;
  readonly end: Int32Array;
}

const timesOf = (core: CoreBatch): Times => ({
  start: lanesOf(core.getChild('start')!.data[0]!),
  end: lanesOf(core.getChild('end')!.data[0]!),
});

function fillHours(
  file: string,
  firstRow: number,
  times: Times,
  from: number,
  rows: number,
  startHour: Int32Array,
  spanHours: Int32Array,
): void {
  for (let i = 0; i < rows; i++) {
    const start = millisAt(times.start, from + i);
    if (!(start >= START_MIN && start < START_MAX)) {
      throw poison('the charge period starts at an impossible time', {
        file,
        row: firstRow + from + i,
        column: CUR.chargePeriodStart.name,
        expected: 'a time after 2006 and before 2100',
        found: `${start} ms since 1970`,
      });
    }
    const hours = Math.ceil((millisAt(times.end, from + i) - start) / HOUR_MS);
    startHour[i] = Math.floor(start / HOUR_MS);
    spanHours[i] = Math.max(hours, 1);
  }
}

/** Exact costs by the batch they fall in, with indices counted from its first row. */
function byBatch(costs: ReadonlyMap<number, Decimal>): ReadonlyMap<number, ReadonlyMap<number, Decimal>> {
  const batches = new Map<number, Map<number, Decimal>>();
  for (const [index, cost] of costs) {
    const from = index - (index % BATCH_ROWS_MAX);
    const batch = batches.get(from) ?? new Map<number, Decimal>();
    if (batch.size === 0) batches.set(from, batch);
    batch.set(index - from, cost);
  }
  return batches;
}
