import { parseDecimal } from '../../shared/domain/base/decimal.ts';
import { hourOf } from '../../shared/domain/base/instant.ts';
import { picoOf } from '../../shared/domain/base/money.ts';
import type { ChargeBatch, ChargeFacts } from '../../shared/domain/charge/charge.ts';
import { aFacts } from './facts.ts';

export interface RowSpec {
  readonly facts?: ChargeFacts;
  /** UTC hour. */
  readonly hour?: number;
  readonly span?: number;
  /** Cost as it stands in the file. */
  readonly cost?: string;
  readonly usage?: number;
}

export const AN_HOUR = hourOf(Date.UTC(2026, 10, 18, 13));
const FACTS = aFacts();

/** Rows as a reader hands them on: facts interned by identity, money as whole picodollars where it fits. */
export function aBatch(
  rows: readonly RowSpec[],
  { file = 'charges-00001.csv', firstRow = 1 }: { readonly file?: string; readonly firstRow?: number } = {},
): ChargeBatch {
  const facts = [...new Set(rows.map((row) => row.facts ?? FACTS))];
  const exactCost = new Map<number, ReturnType<typeof parseDecimal>>();
  const costPico = Float64Array.from(rows, (row, index) => {
    const cost = parseDecimal(row.cost ?? '1');
    const pico = picoOf(cost);
    if (cost.scale <= 12 && pico < 10n ** 15n && pico > -(10n ** 15n)) return Number(pico);
    exactCost.set(index, cost);
    return Number.NaN;
  });
  return {
    file,
    rows: rows.length,
    readSoFar: firstRow + rows.length - 1,
    lineItems: new Int32Array(rows.length).fill(1),
    fileRow: Int32Array.from(rows, (_, index) => firstRow + index),
    facts,
    factsCode: Int32Array.from(rows, (row) => facts.indexOf(row.facts ?? FACTS)),
    startHour: Int32Array.from(rows, (row) => row.hour ?? AN_HOUR),
    spanHours: Int32Array.from(rows, (row) => row.span ?? 1),
    costPico,
    exactCost,
    usageAmount: Float64Array.from(rows, (row) => row.usage ?? 1),
  };
}
