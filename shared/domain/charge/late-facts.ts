import { categoryOf } from './category.ts';
import type { ChargeFacts } from './charge.ts';
import { modelOf } from './model-source.ts';
import { splitRegion } from './regions.ts';
import { isBedrock } from './select-bedrock.ts';
import { tokenKindOf } from './token-kind.ts';
import { needsDescription } from './token-unit.ts';

/** Facts that say nothing new of most of Bedrock's charges, and are a tenth of an export's bytes. */
export type LateFact = 'operation' | 'description' | 'resourceId';

/**
 * Whether a Bedrock charge means something else with this fact than without: readers need bring it for no other charge, so
 * for all others it is ''. Asked with what else is known; the facts themselves are not looked at.
 */
export const LATE_FACTS: Readonly<Record<LateFact, (facts: ChargeFacts) => boolean>> = {
  operation: (facts) => !isBedrock({ ...facts, operation: '' }),
  description: (facts) => isUsage(facts) && needsDescription(meaningOf(facts)),
  resourceId: (facts) => isUsage(facts) && modelOf({ ...facts, resourceId: '' }, usageTypeOf(facts)) === '',
};

/** Only of usage it matters what was bought. */
const isUsage = ({ lineItemType }: ChargeFacts): boolean => categoryOf(lineItemType) === 'usage';

/** As `interpretUsage` takes them. */
const usageTypeOf = ({ usageType }: ChargeFacts): string => splitRegion(usageType.trim()).rest;
const meaningOf = (facts: ChargeFacts) => ({ ...facts, ...tokenKindOf(usageTypeOf(facts)) });
