import type { Hour } from '../../base/instant.ts';
import type { Judging } from '../judging.ts';
import { familyOf, settlesLate } from '../ripeness/family.ts';
import { ripeEndOf } from '../series/judged-time.ts';

/**
 * End (exclusive) of the hours in which the absence of a model's costs is silence and no late bill. What is sold through
 * AWS Marketplace may come days later, so there only as far as anybody's costs for this maker's models have come, until
 * deliveries have shown how late they are.
 */
export function knownTo(
  { modelEnds, familyEnds, time }: Pick<Judging, 'modelEnds' | 'familyEnds' | 'time'>,
  model: string,
): Hour {
  const family = familyOf(model);
  // What nobody used for days is not late any more.
  if (!settlesLate(family) || !modelEnds.has(model)) return time.ripeEnd;
  if (time.filling?.ripeness.mainFamilies.includes(family))
    return Math.min(time.ripeEnd, ripeEndOf(time, [family]));
  return Math.min(time.ripeEnd, familyEnds.get(family) ?? time.ripeEnd);
}
