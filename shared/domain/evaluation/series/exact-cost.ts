import { dayOfHour, type Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { TokenKind } from '../../charge/charge.ts';
import type { LedgerCell, LedgerEntry } from '../../ledger/entry.ts';

/** What is summed below a list of entries; absent parts mean all of them. */
export interface CellFilter {
  readonly model?: string;
  readonly tokenKind?: TokenKind;
}

/** Calls back for each cell in [from, to) that the filter takes. */
export function eachCell(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  filter: CellFilter,
  take: (cell: LedgerCell, hour: Hour, entry: LedgerEntry) => void,
): void {
  for (const entry of entries) {
    // Stryker disable next-line all: leaving out whole days only spares work, since each cell's hour is compared below.
    if (entry.day < dayOfHour(window.from) || entry.day > dayOfHour(window.to - 1)) continue;
    for (const cell of entry.cells) {
      const hour = entry.day * 24 + cell.hourOfDay;
      if (hour < window.from || hour >= window.to) continue;
      if (filter.model !== undefined && cell.model !== filter.model) continue;
      if (filter.tokenKind !== undefined && cell.tokenKind !== filter.tokenKind) continue;
      take(cell, hour, entry);
    }
  }
}

/** Exact cost of [from, to) in picodollars: what is shown as money never comes from the approximate series. */
export function exactCost(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  filter: CellFilter = {},
): Pico {
  let sum = 0n;
  eachCell(entries, window, filter, (cell) => {
    sum += cell.cost;
  });
  return sum;
}

/** Exact cost hour by hour. Hours without charges are zero. */
export function exactHours(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  filter: CellFilter = {},
): readonly { readonly hour: Hour; readonly cost: Pico }[] {
  const costs: Pico[] = Array.from({ length: Math.max(0, window.to - window.from) }, () => 0n);
  eachCell(entries, window, filter, (cell, hour) => {
    costs[hour - window.from]! += cell.cost;
  });
  return costs.map((cost, index) => ({ hour: window.from + index, cost }));
}

/** Most sessions seen on one day of the window, added up over principals: a day's distinct count is all the ledger has. */
export function sessionsIn(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
): number {
  const most = new Map<string, number>();
  for (const entry of entries) {
    if (entry.day < dayOfHour(window.from) || entry.day > dayOfHour(window.to - 1)) continue;
    most.set(entry.scope.value, Math.max(most.get(entry.scope.value) ?? 0, entry.sessions.count));
  }
  return [...most.values()].reduce((sum, count) => sum + count, 0);
}
