import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { CUR } from '../../shared/adapters/cur/columns.ts';
import { CORE_COLUMNS } from '../../shared/adapters/cur/parquet/row-group.ts';
import type { ChargeSource } from '../../shared/ports/charge-source.ts';
import { mix } from '../../shared/synthetic/random.ts';
import { createDice, type Dice } from '../builders/dice.ts';
import { createEngine } from '../builders/engine.ts';
import type { DeepCheck } from '../deep/deep-check.ts';
import { drawLayout, type ExportLayout, limitsOf } from './draw-layout.ts';
import { drawRows } from './draw-rows.ts';
import { csvFile, parquetFile, split } from './export-files.ts';
import { createGeneralSource } from './general-source.ts';
import { plainTotals } from './plain-ledger.ts';
import type { RawFile, RawRow } from './raw-row.ts';
import { type Reading, readByPlain, readThrough, type StoredFile } from './reading.ts';
import { readBySecond } from './second-reader.ts';
import { unknownColumns } from './unknown-columns.ts';

/**
 * One export in six readings: Parquet by the compiled kernels, by their twin, by the general reader alone and by a reader
 * of another make, and CSV of the same rows by both kinds of kernels. Rollups must be the same bytes, and their control
 * totals those of plain adding.
 */
export const exportReadings: DeepCheck = {
  what: 'exports read alike by every reader and in both formats',
  full: 4_000,
  async run({ count, seed, onProgress }) {
    const failures: string[] = [];
    let rows = 0;
    let told = 0;
    for (let index = 0; index < count; index += 1) {
      const outcome = await checkExport(seed, index);
      rows += outcome.rows;
      if (outcome.failure !== undefined) failures.push(outcome.failure);
      if (performance.now() - told > 250) {
        told = performance.now();
        onProgress?.(index + 1);
      }
    }
    const result = `${rows.toLocaleString('en-US')} rows, ${failures.length} exports read differently`;
    return { count, result, failures };
  },
};

/** Export `index` of a seed. A failure is told with the fewest rows that still show it. */
async function checkExport(
  seed: number,
  index: number,
): Promise<{ readonly rows: number; readonly failure?: string }> {
  const dice = createDice(seed, index);
  const layout = drawLayout(dice);
  const rows = drawRows(dice, drawSize(dice), limitsOf(layout));
  const differs = (some: readonly RawRow[]): Promise<string | undefined> =>
    disagreement(some, layout, mix(seed, index)).catch(
      (error: unknown) => `a reader refuses: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
    );
  const found = await differs(rows);
  if (found === undefined) return { rows: rows.length };
  const few = await fewest(rows, differs);
  const why = (await differs(few)) ?? found;
  return {
    rows: rows.length,
    failure: `seed ${seed}, export ${index} (again: exportReadings.run({ seed: ${seed}, count: ${index + 1} })): ${why}\n${JSON.stringify({ layout, rows: few })}`,
  };
}

const drawSize = (dice: Dice): number =>
  dice.pick([dice.below(4), 1 + dice.below(30), 1 + dice.below(30), 1 + dice.below(200)]);

async function disagreement(
  rows: readonly RawRow[],
  layout: ExportLayout,
  seed: number,
): Promise<string | undefined> {
  const parts = split(rows, layout.files);
  const parquet = parts.map((part) => parquetFile(part, layout));
  const csv = parts.map((part, index) => csvFile(part, layout, createDice(seed, index)));
  const seen: readonly RawFile[] = parquet.map(({ bytes }) => readBySecond(bytes));
  const told: string[] = [];
  const onFallback = (column: string): void => void told.push(column);
  const by = (source: ChargeSource, files: readonly StoredFile[]) => readThrough(source, files, layout.cost);
  const readings = {
    'Parquet by compiled kernels': await by(createCurChargeSource({ engine: COMPILED, onFallback }), parquet),
    'Parquet by the twin': await by(createCurChargeSource({ engine: TWIN }), parquet),
    'Parquet by the general reader': await by(createGeneralSource(COMPILED), parquet),
    'Parquet by the second reader': await readByPlain(seen, layout.cost),
    'CSV by compiled kernels': await by(createCurChargeSource({ engine: COMPILED }), csv),
    'CSV by the twin': await by(createCurChargeSource({ engine: TWIN }), csv),
  };
  return (
    differenceOf(readings) ??
    offTold(told, parquet, layout) ??
    offTotals(readings['Parquet by compiled kernels'], seen, layout)
  );
}

const COMPILED = createEngine('wasm');
const TWIN = createEngine('twin');

/**
 * Which columns the general reader had to read: those that every row is asked for surely, no column twice. Version 2 may
 * leave a page unpacked whatever its column's codec.
 */
function offTold(
  told: readonly string[],
  files: readonly StoredFile[],
  { cost, rewritten }: ExportLayout,
): string | undefined {
  const unknown = files.flatMap(({ bytes }) => unknownColumns(bytes));
  const needed: readonly string[] = [
    ...CORE_COLUMNS,
    ...(cost === 'net' ? ['netUnblendedCost' as const] : []),
  ].map((word) => CUR[word].name);
  const times = (list: readonly string[], name: string) => list.filter((one) => one === name).length;
  const wrong = [...new Set([...told, ...unknown])].find((name) =>
    rewritten?.pages === 1 && needed.includes(name)
      ? times(told, name) !== times(unknown, name)
      : times(told, name) > times(unknown, name),
  );
  return wrong === undefined
    ? undefined
    : `the general reader was told of ${wrong} ${times(told, wrong)} times, ${times(unknown, wrong)} row groups have it in an unknown layout`;
}

function differenceOf(readings: Readonly<Record<string, Reading>>): string | undefined {
  const [[first, base], ...others] = Object.entries(readings) as [[string, Reading], ...[string, Reading][]];
  for (const [name, other] of others) {
    const at = base.charges.findIndex((charge, index) => charge !== other.charges[index]);
    if (at >= 0 || base.charges.length !== other.charges.length) {
      return `${first} and ${name} give other charges:\n${base.charges[at]}\n${other.charges[at]}`;
    }
    if (Buffer.compare(base.rollup, other.rollup) !== 0) return `${first} and ${name} give other rollups`;
  }
  return undefined;
}

/** Control totals against plain adding of what the second reader saw. */
function offTotals(
  { totals }: Reading,
  seen: readonly RawFile[],
  { cost }: ExportLayout,
): string | undefined {
  const plain = plainTotals(seen, cost);
  const ours = {
    rows: totals.rows,
    cost: totals.cost.USD ?? '0',
    byType: Object.fromEntries(
      Object.entries(totals.byLineItemType).map(([type, sum]) => [type, sum.cost.USD]),
    ),
  };
  const sorted = (value: typeof plain): string =>
    JSON.stringify([value.rows, value.cost, Object.entries(value.byType).sort()]);
  return sorted(plain) === JSON.stringify([ours.rows, ours.cost, Object.entries(ours.byType).sort()])
    ? undefined
    : `the control totals are ${JSON.stringify(ours)}, plain adding gives ${JSON.stringify(plain)}`;
}

const kindOf = (failure: string | undefined): string | undefined => failure?.split(/[\n:]/, 2).join();

/** Drops ever smaller runs of rows as long as the failure stays; bounded, since a person waits for it. */
async function fewest(
  rows: readonly RawRow[],
  fails: (rows: readonly RawRow[]) => Promise<string | undefined>,
): Promise<readonly RawRow[]> {
  const kind = kindOf(await fails(rows));
  let kept = rows;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      // Another failure than the one that was found would lead astray.
      if (kindOf(await fails(fewer)) === kind) kept = fewer;
      else at += size;
    }
  }
  return kept;
}
