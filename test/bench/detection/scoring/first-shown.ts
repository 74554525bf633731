import type { Instant } from '../../../../shared/domain/base/instant.ts';
import type { Pack } from '../pack.ts';

/** Something that happened to leaves in some hours. */
interface Happening {
  readonly leaves: readonly string[];
  readonly from: number;
  readonly to: number;
  /** USD by hour from `from`; hours without any show nothing. */
  readonly excess?: Float64Array;
}

/**
 * For each happening the delivery that first holds one of its hours, or hours with more than so many dollars of excess:
 * nobody can know of it before. Infinity where none does.
 */
export function firstShown(
  pack: Pack,
  happenings: readonly Happening[],
  dollarsAbove = 0,
): readonly Instant[] {
  const first = happenings.map(() => Number.POSITIVE_INFINITY);
  const byLeaf = new Map<string, number[]>();
  happenings.forEach(({ leaves }, place) => {
    for (const leaf of leaves) byLeaf.set(leaf, [...(byLeaf.get(leaf) ?? []), place]);
  });
  const seen = happenings.map(() => new Set<number>());
  const dollars = happenings.map(() => 0);
  const watched = pack.leaves.map((leaf) => byLeaf.get(leaf));
  for (const { asOf, leaf, hour } of pack.deliveries) {
    for (let row = 0; row < leaf.length; row += 1) {
      for (const place of watched[leaf[row]!] ?? []) {
        const { from, to, excess } = happenings[place]!;
        const age = hour[row]! - from;
        if (age < 0 || hour[row]! >= to || (excess !== undefined && excess[age]! <= 0)) continue;
        // Excess is that of all leaves together, so each hour counts once.
        if (!seen[place]!.has(age)) dollars[place]! += excess?.[age] ?? 0;
        seen[place]!.add(age);
        if (dollarsAbove === 0 || dollars[place]! > dollarsAbove)
          first[place] = Math.min(first[place]!, asOf);
      }
    }
  }
  return first;
}
