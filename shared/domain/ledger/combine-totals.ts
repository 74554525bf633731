import { addDecimal, DECIMAL_ZERO, decimalText, parseDecimal } from '../base/decimal.ts';
import type { CostByCurrency } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { ControlTotals, RowsAndCost } from './totals.ts';

/** Totals of several deliveries of different periods as one, exact; currencies stay apart. */
export function combineTotals(all: readonly ControlTotals[]): ControlTotals {
  return {
    files: sum(all.map((one) => one.files)),
    ...rowsAndCost(all),
    byLineItemType: byKey(all.map((one) => one.byLineItemType)),
    byService: byKey(all.map((one) => one.byService)),
    bedrock: {
      ...rowsAndCost(all.map((one) => one.bedrock)),
      usageCost: addCosts(all.map((one) => one.bedrock.usageCost)),
      byCategory: byKey(all.map((one) => one.bedrock.byCategory)),
    },
    teams: Object.fromEntries(
      keysOf(all.map((one) => one.teams)).map((team) => [
        team,
        addCosts(all.flatMap((one) => own(one.teams, team))),
      ]),
    ),
    ledgerPico: all.reduce((pico, one) => pico + BigInt(one.ledgerPico), 0n).toString(),
  };
}

/** Exact sum by currency. */
export function addCosts(costs: readonly CostByCurrency[]): CostByCurrency {
  return Object.fromEntries(
    keysOf(costs).map((currency) => [
      currency,
      decimalText(
        costs
          .flatMap((cost) => own(cost, currency))
          .reduce((total, text) => addDecimal(total, parseDecimal(text)), DECIMAL_ZERO),
      ),
    ]),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const rowsAndCost = (values: readonly RowsAndCost[]): RowsAndCost => ({
  rows: sum(values.map((value) => value.rows)),
  cost: addCosts(values.map((value) => value.cost)),
});

const byKey = (records: readonly Readonly<Record<string, RowsAndCost>>[]): Record<string, RowsAndCost> =>
  Object.fromEntries(
    keysOf(records).map((key) => [key, rowsAndCost(records.flatMap((record) => own(record, key)))]),
  );

/** None where there is no such key: a team may be called `constructor`, which every object has. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): readonly T[] =>
  Object.hasOwn(record, key) ? [record[key]!] : [];

const keysOf = (records: readonly Readonly<Record<string, unknown>>[]): string[] =>
  [...new Set(records.flatMap((record) => Object.keys(record)))].sort(byText);
