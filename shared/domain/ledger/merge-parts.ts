import { bug } from '../base/failure.ts';
import { sortedEntries } from '../base/order.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createCellTable } from './cell-table.ts';
import { combineTotals } from './combine-totals.ts';
import { type LedgerEntry, type LedgerScope, PRINCIPAL_DIMENSION } from './entry.ts';
import { entryKey, scopeKey } from './entry-key.ts';
import { entryTable } from './entry-table.ts';
import { finishedLedger, twoCurrencies } from './finish-ledger.ts';
import type { FoldPart, PartUsage } from './fold-part.ts';
import { createInterner } from './interner.ts';
import { createPairTable } from './pair-table.ts';
import { createSessionTable } from './session-table.ts';
import type { SnapshotTable } from './snapshot.ts';
import type { ControlTotals } from './totals.ts';
import { createUsageExtent } from './usage-extent.ts';
import { type Kind, kindKey } from './usage-plan.ts';

/** Adds up the parts of one delivery: the ledger is that of a fold over all their rows, whatever their order. */
export interface Merge {
  /** Throws Failure `poison` where Bedrock usage is billed in another currency than that of the parts before. */
  add(part: FoldPart): void;
  /** Nothing may be added then. Throws Failure `bug` where a part is missing, as the sums tell. */
  finishTable(delivery: Delivery): SnapshotTable;
}

/** Picodollars that a double holds exactly, and a sum's step may have: see `PicoSums`. */
const SMALL = 2n ** 52n;

export function createMerge(attribution: AttributionSettings): Merge {
  const scopes = createInterner<LedgerScope>();
  const kinds = createInterner<Kind>();
  const series = createPairTable();
  const sessions = createSessionTable();
  const cells = createCellTable();
  const extent = createUsageExtent();
  const totals: ControlTotals[] = [];
  const unknown = new Map<string, bigint>();
  let currency: string | undefined;

  const addUsage = (usage: PartUsage): void => {
    currency ??= usage.currency;
    if (usage.currency !== currency) throw twoCurrencies(usage.first, currency, usage.currency);
    extent.join(usage);
  };

  const addEntry = (entry: LedgerEntry): void => {
    const scope = scopes.code(scopeKey(entry.scope), () => entry.scope);
    let kind: Kind | undefined;
    let code = 0;
    for (const { model, tokenKind, hourOfDay, tokens, rows, cost } of entry.cells) {
      // Cells come by model and kind: a text is looked up once for all of their hours.
      if (kind?.model !== model || kind.tokenKind !== tokenKind) {
        kind = { model, tokenKind, region: '' };
        const made = kind;
        code = series.code(
          scope,
          kinds.code(kindKey(made), () => made),
        );
      }
      const cell = cells.count(code, entry.day * 24 + hourOfDay, tokens, rows);
      // Most are small: a bigint a cell would take ten times the memory.
      if (cost < SMALL && cost > -SMALL) cells.cost.add(cell, Number(cost));
      else cells.cost.addExact(cell, cost);
    }
    if (entry.scope.dimension === PRINCIPAL_DIMENSION) addSessions(scope, entry);
  };

  const addSessions = (scope: number, entry: LedgerEntry): void => {
    const { count, sample } = entry.sessions;
    if (count !== sample.length) throw cutSessions(entry);
    for (const session of sample) sessions.see(sessions.code(scope, session), entry.day * 24);
  };

  return {
    add(part) {
      if (part.usage !== undefined) addUsage(part.usage);
      totals.push(part.totals);
      for (const [name, pico] of Object.entries(part.unknownUsageTypes))
        unknown.set(name, (unknown.get(name) ?? 0n) + BigInt(pico));
      for (const entry of part.entries) addEntry(entry);
    },
    finishTable(delivery) {
      const control = { ...combineTotals(totals), files: delivery.dataFiles.length };
      const unknownUsageTypes = Object.fromEntries(
        sortedEntries(unknown).map(([name, pico]) => [name, pico.toString()]),
      );
      const table = entryTable(cells, { scopes, kinds, series }, sessions);
      return finishedLedger(delivery, attribution, { control, unknownUsageTypes, extent, currency }, table);
    },
  };
}

const cutSessions = (entry: LedgerEntry) =>
  bug('a part of a delivery does not name all sessions', {
    expected: `${entry.sessions.count} names in ${entryKey(entry)}`,
    found: `${entry.sessions.sample.length}`,
  });
