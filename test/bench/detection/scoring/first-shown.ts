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
 * For each happening the delivery that first holds one of its hours: nobody can know of it before. Infinity where none
 * does.
 */
export function firstShown(pack: Pack, happenings: readonly Happening[]): readonly Instant[] {
  const first = happenings.map(() => Number.POSITIVE_INFINITY);
  const byLeaf = new Map<string, number[]>();
  happenings.forEach(({ leaves }, place) => {
    for (const leaf of leaves) byLeaf.set(leaf, [...(byLeaf.get(leaf) ?? []), place]);
  });
  const watched = pack.leaves.map((leaf) => byLeaf.get(leaf));
  for (const { asOf, leaf, hour } of pack.deliveries) {
    for (let row = 0; row < leaf.length; row += 1) {
      for (const place of watched[leaf[row]!] ?? []) {
        const { from, to, excess } = happenings[place]!;
        const age = hour[row]! - from;
        if (age < 0 || hour[row]! >= to || (excess !== undefined && excess[age]! <= 0)) continue;
        first[place] = Math.min(first[place]!, asOf);
      }
    }
  }
  return first;
}
