import { bug } from '../../domain/base/failure.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { LedgerVersion } from '../../domain/ledger/snapshot.ts';
import { type Item, list, number, readNumber, readText, readTexts, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { entriesPk, entrySk } from './keys.ts';
import { type CellRun, cellsOf, packRuns, runsOf, unpackRuns } from './packed-cells.ts';

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

/**
 * Before packing, which hostile names may not make smaller. Room is left below DynamoDB's 400 KB for keys, sessions and
 * a later `expiresAt`.
 */
const CELLS_BYTES_MAX = 300 * 1024;

export function entryItems(home: VersionHome, entry: LedgerEntry): readonly Item[] {
  const slices = sliceRuns(runsOf(entry.cells));
  return slices.map((runs, slice) =>
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
        cells: { B: packRuns(runs) },
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
      cells: cellsOf(readRuns(item)),
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

/** Entries that earlier versions of Billhook stored hold their runs as a list of maps. */
function readRuns(item: Item): readonly CellRun[] {
  const { B: packed, L: listed } = item.cells ?? {};
  if (listed === undefined) return unpackRuns(packed ?? NO_BYTES, `${item.pk?.S} / ${item.sk?.S}`);
  return listed.map(({ M: run = {} }) => [
    readText(run, 'model'),
    readText(run, 'kind'),
    readText(run, 'hours'),
    readText(run, 'cost'),
    readText(run, 'tokens'),
    readText(run, 'rows'),
  ]);
}

const NO_BYTES = new Uint8Array(0);

/** At least one slice, so that a tombstone is stored too. */
function sliceRuns(runs: readonly CellRun[]): readonly (readonly CellRun[])[] {
  const slices: CellRun[][] = [[]];
  let bytes = 0;
  for (const run of runs) {
    const size = Buffer.byteLength(JSON.stringify(run));
    if (bytes > 0 && bytes + size > CELLS_BYTES_MAX) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)!.push(run);
    bytes += size;
  }
  return slices;
}
