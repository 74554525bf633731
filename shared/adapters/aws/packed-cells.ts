import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { bug } from '../../domain/base/failure.ts';
import type { TokenKind } from '../../domain/charge/charge.ts';
import type { LedgerCell } from '../../domain/ledger/entry.ts';

/**
 * The hours of one model and token kind side by side: model, kind, then hours, picodollars, tokens and rows as texts of
 * as many numbers each. Texts, so that no digit passes through a float.
 */
export type CellRun = readonly [
  model: string,
  kind: string,
  hours: string,
  cost: string,
  tokens: string,
  rows: string,
];

/** An item cannot hold more; beyond it the bytes are not ours. */
const UNPACKED_BYTES_MAX = 16 * 1024 * 1024;

/** Cells are sorted by model, token kind, hour: equal neighbours make one run. */
export function runsOf(cells: readonly LedgerCell[]): readonly CellRun[] {
  const runs: LedgerCell[][] = [];
  let last: LedgerCell | undefined;
  for (const cell of cells) {
    if (last?.model === cell.model && last.tokenKind === cell.tokenKind) runs.at(-1)!.push(cell);
    else runs.push([cell]);
    last = cell;
  }
  return runs.map((run) => {
    const column = (of: (cell: LedgerCell) => number | bigint): string => run.map(of).join(' ');
    return [
      run[0]!.model,
      run[0]!.tokenKind,
      column((cell) => cell.hourOfDay),
      column((cell) => cell.cost),
      column((cell) => cell.tokens),
      column((cell) => cell.rows),
    ];
  });
}

/**
 * Runs as deflated JSON: about half of an entry's bytes and so half of what writing, reading and keeping it costs; one
 * value is also read faster than a list of maps. Copied, since zlib answers with a piece of 16 KB of memory of its own
 * which would be held with it: of 60,000 entries a gigabyte.
 */
export const packRuns = (runs: readonly CellRun[]): Uint8Array =>
  new Uint8Array(deflateRawSync(JSON.stringify(runs)));

/** Throws Failure `bug`, naming the item, for bytes that `packRuns` did not make. */
export function unpackRuns(bytes: Uint8Array, where: string): readonly CellRun[] {
  const runs = parsed(bytes);
  if (Array.isArray(runs) && runs.every(isRun)) return runs;
  throw bug('a stored ledger entry cannot be unpacked', { file: where, column: 'cells' });
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX }).toString('utf8'));
  } catch {
    return undefined;
  }
}

const isRun = (value: unknown): value is CellRun =>
  Array.isArray(value) && value.length === 6 && value.every((part) => typeof part === 'string');

/** Throws Failure `bug` where an hour lacks one of its numbers. */
export function cellsOf(runs: readonly CellRun[]): readonly LedgerCell[] {
  return runs.flatMap(([model, kind, ...lists]) => {
    const [hours, cost, tokens, rows] = lists.map((numbers) => numbers.split(' ')) as [
      string[],
      string[],
      string[],
      string[],
    ];
    if (cost.length !== hours.length || tokens.length !== hours.length || rows.length !== hours.length) {
      throw bug('a stored ledger entry has hours without numbers', { found: `${model} ${kind}` });
    }
    return hours.map((hour, index) => ({
      model,
      tokenKind: kind as TokenKind,
      hourOfDay: Number(hour),
      cost: BigInt(cost[index]!),
      tokens: Number(tokens[index]),
      rows: Number(rows[index]),
    }));
  });
}
