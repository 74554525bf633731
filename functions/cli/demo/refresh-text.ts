import { formatMoney, parsePico } from '../../../shared/domain/base/money.ts';
import type { Played } from './play.ts';
import type { Refresh } from './request-log.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** `  111 of  1,422 entries written,  214 requests, $0.00061` */
export function refreshText({ entries, requests, dollars }: Refresh): string {
  const written =
    entries === undefined
      ? ''
      : `${count(entries.written).padStart(5)} of ${count(entries.of).padStart(6)} entries written, `;
  return `${written}${count(requests).padStart(4)} requests, ${formatMoney(parsePico(dollars))}`;
}

/**
 * What a refresh of a month takes that was there already. A month that has just begun is short, and each of its days a
 * large part of it: shares are of the longest month's entries.
 */
export function steadyStateLine(played: readonly Played[]): string[] {
  const known = new Set<string>();
  const refreshes: (Refresh & { readonly written: number })[] = [];
  let month = 0;
  for (const { truth, refresh } of played) {
    if (refresh?.entries === undefined) continue;
    const { written, of } = refresh.entries;
    if (known.has(truth.period)) refreshes.push({ ...refresh, written });
    known.add(truth.period);
    month = Math.max(month, of);
  }
  if (refreshes.length === 0) return [];
  const written = refreshes.map((one) => one.written);
  const mean = average(written);
  const cost =
    refreshes.reduce((sum, { dollars }) => sum + parsePico(dollars), 0n) / BigInt(refreshes.length);
  const requests = Math.round(average(refreshes.map((one) => one.requests)));
  return [
    `A refresh wrote ${count(Math.min(...written))} to ${count(Math.max(...written))} entries, on average ${count(Math.round(mean))}, which is ${((100 * mean) / month).toFixed(1)} % of a whole month's ${count(month)}; with ${count(requests)} requests for ${formatMoney(cost)}.`,
  ];
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
