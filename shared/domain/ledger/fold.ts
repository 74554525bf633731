import type { Decimal } from '../base/decimal.ts';
import { bug, type Failure, poison } from '../base/failure.ts';
import { picoOf } from '../base/money.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import type { ChargeBatch } from '../charge/charge.ts';
import { validateAttribution } from '../charge/validate-attribution.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { createCellTable } from './cell-table.ts';
import type { LedgerEntry } from './entry.ts';
import { type EntryTable, entryTable, joinedTables } from './entry-table.ts';
import { createFileTally, type FileTally } from './file-tally.ts';
import { finishedLedger, twoCurrencies } from './finish-ledger.ts';
import type { FoldPart, PartUsage } from './fold-part.ts';
import { createPeriodTally } from './period-tally.ts';
import { regionEntries } from './region-entries.ts';
import { createSessionTable, type SessionTable } from './session-table.ts';
import type { Snapshot, SnapshotTable } from './snapshot.ts';
import type { ControlTotals } from './totals.ts';
import { createTotalsBuilder } from './totals-builder.ts';
import { createUsageExtent } from './usage-extent.ts';
import { createPlanner, type UsagePlan } from './usage-plan.ts';

export interface FoldOptions {
  readonly attribution: AttributionSettings;
  /** Known from the manifest's key; without it the period is the month that most rows start in. */
  readonly billingPeriod?: BillingPeriod;
}

/** A delivery; bare files have no period of their own. */
export type FoldedDelivery = Pick<Delivery, 'exportName' | 'executionId' | 'executedAt'> &
  Partial<Pick<Delivery, 'billingPeriod' | 'dataFiles'>>;

/** Sums the charges of one delivery. The order and the cutting of batches make no difference to the result. */
export interface Fold {
  add(batch: ChargeBatch): void;
  /** Control totals of the rows so far, currencies apart; `files` defaults to those that had rows. */
  finishTotals(files?: number): ControlTotals;
  /** The period most rows start in. */
  periodSeen(): BillingPeriod | undefined;
  /**
   * The ledger of the delivery. Throws Failure `poison` naming file and row where Bedrock usage is billed in two
   * currencies, lies far outside the period, or has an amount that cannot be; where no row tells the period.
   */
  finish(delivery: FoldedDelivery): Snapshot;
  /** The same without an object for each cell: the ledger of a large month takes gigabytes otherwise. Nothing may be added then. */
  finishTable(delivery: FoldedDelivery): SnapshotTable;
  /** What these rows add to the ledger of a delivery of more files. Throws as `finish`; nothing may be added then. */
  finishPart(delivery: FoldedDelivery): FoldPart;
}

/** A quadrillion tokens in one row; beyond, sums would not be whole any more. */
const ROW_TOKENS_MAX = 1e15;

/** Throws Failure `misconfigured` for rules that cannot be used. */
export function createFold(options: FoldOptions): Fold {
  validateAttribution(options.attribution);
  const sessions = createSessionTable();
  const planner = createPlanner(options.attribution, sessions);
  const cells = createCellTable();
  const totals = createTotalsBuilder();
  const extent = createUsageExtent();
  const periods = createPeriodTally();
  const files = new Set<string>();
  let tally: FileTally | undefined;
  let currency: string | undefined;
  let first: PartUsage['first'] | undefined;
  let refused: Failure | undefined;

  const settle = (): void => {
    for (const sum of tally?.sums() ?? []) totals.add(sum);
    tally = undefined;
  };

  const addUsage = (batch: ChargeBatch, row: number, plan: UsagePlan, exact: Decimal | undefined): void => {
    currency ??= plan.currency;
    first ??= { file: batch.file, row: batch.fileRow[row]! };
    const tokens = Math.round(batch.usageAmount[row]! * plan.tokensPerUnit);
    // Not thrown yet: control totals of such a file are still wanted.
    refused ??= refusal(batch, row, plan, currency, tokens);
    extent.add(batch, row);
    const hour = batch.startHour[row]!;
    const pico = exact === undefined ? undefined : picoOf(exact);
    for (const series of plan.series) {
      const cell = cells.count(series, hour, tokens);
      if (pico === undefined) cells.cost.add(cell, batch.costPico[row]!);
      else cells.cost.addExact(cell, pico);
    }
    if (plan.session >= 0) sessions.see(plan.session, hour);
  };

  const table = (of: Pick<SessionTable, 'summarise'> = sessions): EntryTable =>
    joinedTables(entryTable(cells, planner, of), regionEntries(cells, planner));

  /** Throws what stands against these rows as a ledger of the period. */
  const checked = (delivery: FoldedDelivery): BillingPeriod => {
    if (refused !== undefined) throw refused;
    const billingPeriod = delivery.billingPeriod ?? options.billingPeriod ?? periods.mostly();
    if (billingPeriod === undefined) throw noPeriod(delivery);
    extent.check(billingPeriod);
    settle();
    return billingPeriod;
  };

  const finished = <T extends Iterable<LedgerEntry>>(delivery: FoldedDelivery, entriesOf: () => T) => {
    const billingPeriod = checked(delivery);
    const control = totals.build(delivery.dataFiles?.length ?? files.size);
    const ledger = { control, unknownUsageTypes: totals.unknownUsageTypes(), extent, currency };
    return finishedLedger({ ...delivery, billingPeriod }, options.attribution, ledger, entriesOf());
  };

  return {
    add(batch) {
      files.add(batch.file);
      // Stryker disable next-line ConditionalExpression: settling at every batch gives the same sums, only slower.
      if (tally !== undefined && !tally.continues(batch)) settle();
      tally ??= createFileTally(batch.file, planner.plan);
      tally.prepare(batch);
      for (let row = 0; row < batch.rows; row += 1) {
        const code = batch.factsCode[row]!;
        const plan = tally.planOf(code);
        const pico = batch.costPico[row]!;
        const exact = Number.isNaN(pico) ? exactCost(batch, row) : undefined;
        const lineItems = batch.lineItems[row]!;
        if (exact === undefined) tally.add(code, lineItems, pico);
        else tally.addExact(code, lineItems, exact);
        periods.add(batch.startHour[row]!, lineItems);
        if (plan.usage !== undefined) addUsage(batch, row, plan.usage, exact);
      }
    },
    finishTotals(count = files.size) {
      settle();
      return totals.build(count);
    },
    periodSeen: () => periods.mostly(),
    finish: (delivery) => finished(delivery, () => [...table()]),
    finishTable: (delivery) => finished(delivery, () => table()),
    finishPart(delivery) {
      checked(delivery);
      const end = extent.end();
      return {
        totals: totals.build(delivery.dataFiles?.length ?? files.size),
        unknownUsageTypes: totals.unknownUsageTypes(),
        entries: table({ summarise: () => sessions.summarise(Number.POSITIVE_INFINITY) }),
        ...(end === undefined || currency === undefined || first === undefined
          ? {}
          : { usage: { currency, first, end, spans: extent.spans() } }),
      };
    },
  };
}

function exactCost(batch: ChargeBatch, row: number): Decimal {
  const cost = batch.exactCost.get(row);
  if (cost === undefined) {
    throw bug('a row has no cost', { file: batch.file, row: batch.fileRow[row]! });
  }
  return cost;
}

function refusal(
  batch: ChargeBatch,
  row: number,
  plan: UsagePlan,
  currency: string,
  tokens: number,
): Failure | undefined {
  const place = { file: batch.file, row: batch.fileRow[row]! };
  if (plan.currency !== currency) return twoCurrencies(place, currency, plan.currency);
  if (Math.abs(tokens) <= ROW_TOKENS_MAX) return undefined;
  return poison('the usage amount of a Bedrock row cannot be', {
    ...place,
    expected: `at most ${ROW_TOKENS_MAX} tokens`,
    found: `${batch.usageAmount[row]} units of ${plan.tokensPerUnit} tokens`,
  });
}

const noPeriod = (delivery: FoldedDelivery): Failure =>
  poison('no row tells which billing period this is', {
    file: delivery.dataFiles?.[0]?.pin.key ?? delivery.exportName,
    expected: 'at least one row with a usage start',
    found: 'no rows',
  });
