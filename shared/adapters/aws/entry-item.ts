import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bug } from '../../domain/base/failure.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import type { TokenKind } from '../../domain/charge/charge.ts';
import type { LedgerCell, LedgerEntry } from '../../domain/ledger/entry.ts';
import type { LedgerVersion } from '../../domain/ledger/snapshot.ts';
import { type Item, list, number, readNumber, readText, readTexts, text } from './attributes.ts';
import { assertFits, itemBytes } from './item-size.ts';
import { entriesPk, entrySk } from './keys.ts';

/** Where versions of entries are written: one export's period, as one version of a ledger. */
export interface VersionHome {
  readonly exportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly version: LedgerVersion;
}

/** One item of a stored version; a version that is too large for one item has several, numbered by `slice`. */
export interface StoredSlice {
  readonly version: LedgerVersion;
  readonly slice: number;
  readonly slices: number;
  readonly entry: LedgerEntry;
}

/** Room is left below DynamoDB's 400 KB for keys, sessions and a later `expiresAt`. */
const CELLS_BYTES_MAX = 300 * 1024;

/**
 * The cells of one model and token kind side by side, each hour's numbers at the same place in every list. Lists are
 * texts: shorter to send than a list of attributes, and several times faster to read.
 */
export function entryItems(home: VersionHome, entry: LedgerEntry): readonly Item[] {
  const slices = sliceRuns(runsOf(entry.cells).map(runAttribute));
  return slices.map((cells, slice) =>
    assertFits(
      {
        pk: text(entriesPk(home.exportName, home.billingPeriod, entry.day)),
        sk: text(entrySk(entry.scope, entry.day, home.version, slice)),
        version: text(home.version),
        slice: number(slice),
        slices: number(slices.length),
        day: number(entry.day),
        dimension: text(entry.scope.dimension),
        team: text(entry.scope.team),
        value: text(entry.scope.value),
        cells: list(cells),
        sessions: number(entry.sessions.count),
        sample: list(entry.sessions.sample.map(text)),
      },
      `the ledger entry of ${entry.scope.team}/${entry.scope.value}`,
    ),
  );
}

export function readSlice(item: Item): StoredSlice {
  return {
    version: readText(item, 'version'),
    slice: readNumber(item, 'slice'),
    slices: readNumber(item, 'slices'),
    entry: {
      scope: {
        dimension: readText(item, 'dimension'),
        team: readText(item, 'team'),
        value: readText(item, 'value'),
      },
      day: readNumber(item, 'day'),
      cells: (item.cells?.L ?? []).flatMap((run) => readRun(run.M ?? {})),
      sessions: { count: readNumber(item, 'sessions'), sample: readTexts(item, 'sample') },
    },
  };
}

/** Slices of one version joined again; a slice left over from a longer version of the same order is not part of it. */
export function joinSlices(slices: readonly StoredSlice[]): LedgerEntry {
  const [first, ...more] = [...slices].sort((a, b) => a.slice - b.slice);
  if (first === undefined || first.slice !== 0) throw bug('a stored ledger entry has no first part');
  const rest = more.filter((each) => each.slice < first.slices);
  return rest.length === 0
    ? first.entry
    : { ...first.entry, cells: [first, ...rest].flatMap((each) => each.entry.cells) };
}

/** Cells are sorted by model, token kind, hour: equal neighbours make one run. */
function runsOf(cells: readonly LedgerCell[]): readonly (readonly LedgerCell[])[] {
  const runs: LedgerCell[][] = [];
  let last: LedgerCell | undefined;
  for (const cell of cells) {
    if (last?.model === cell.model && last.tokenKind === cell.tokenKind) runs.at(-1)!.push(cell);
    else runs.push([cell]);
    last = cell;
  }
  return runs;
}

const runAttribute = (run: readonly LedgerCell[]): AttributeValue => ({
  M: {
    model: text(run[0]!.model),
    kind: text(run[0]!.tokenKind),
    hours: text(run.map((cell) => cell.hourOfDay).join(' ')),
    cost: text(run.map((cell) => cell.cost).join(' ')),
    tokens: text(run.map((cell) => cell.tokens).join(' ')),
    rows: text(run.map((cell) => cell.rows).join(' ')),
  },
});

function readRun(run: Item): readonly LedgerCell[] {
  const model = readText(run, 'model');
  const tokenKind = readText(run, 'kind') as TokenKind;
  const [hours, cost, tokens, rows] = ['hours', 'cost', 'tokens', 'rows'].map((name) =>
    readText(run, name).split(' '),
  ) as [string[], string[], string[], string[]];
  if (cost.length !== hours.length || tokens.length !== hours.length || rows.length !== hours.length) {
    throw bug('a stored ledger entry has hours without numbers', { found: `${model} ${tokenKind}` });
  }
  return hours.map((hour, index) => ({
    model,
    tokenKind,
    hourOfDay: Number(hour),
    cost: BigInt(cost[index]!),
    tokens: Number(tokens[index]),
    rows: Number(rows[index]),
  }));
}

/** At least one slice, so that a tombstone is stored too. */
function sliceRuns(runs: readonly AttributeValue[]): readonly (readonly AttributeValue[])[] {
  const slices: AttributeValue[][] = [[]];
  let bytes = 0;
  for (const run of runs) {
    const size = itemBytes(run.M ?? {});
    if (bytes > 0 && bytes + size > CELLS_BYTES_MAX) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)!.push(run);
    bytes += size;
  }
  return slices;
}
