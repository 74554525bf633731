import type { Finding } from '../evaluation/finding.ts';
import type { PointerFacts } from './body.ts';
import { hourText, instantText } from './words.ts';

/**
 * How far the data goes, how much of its cost is in, and from which delivery: `Data through Tue 17 Nov 13:00 UTC, about
 * 92 % complete (88 to 97 %) · delivery of Tue 17 Nov 21:04 UTC`.
 */
export function freshnessText(
  { dataThrough, executedAt }: PointerFacts,
  completeness: Finding['completeness'],
): string {
  const through = `through ${hourText(dataThrough)} UTC`;
  const data =
    completeness === undefined ? `Data complete ${through}` : `Data ${through}, ${shareIn(completeness)}`;
  return `${data} · delivery of ${instantText(executedAt)}`;
}

/** Never 100 %: what is whole says so without a share. */
function shareIn({ low, mid, high }: NonNullable<Finding['completeness']>): string {
  const percent = (share: number): number => Math.min(Math.max(Math.round(share * 100), 0), 99);
  const range = percent(low) === percent(high) ? '' : ` (${percent(low)} to ${percent(high)} %)`;
  return `about ${percent(mid)} % complete${range}`;
}
