import type { ChargeFacts, UsageMeaning } from './charge.ts';
import { modelOf } from './model-source.ts';
import { splitRegion } from './regions.ts';
import { tierOf, tokenKindOf, UNKNOWN_FEATURE } from './token-kind.ts';
import { tokensPerUnit } from './token-unit.ts';

export type UsageFacts = Pick<
  ChargeFacts,
  'usageType' | 'pricingUnit' | 'description' | 'resourceId' | 'regionCode' | 'productModel' | 'productName'
>;

/**
 * What a Bedrock usage row bought, in both billing shapes. Charges of no model are named by their feature
 * (`guardrail`, `agentcore-runtime`), so that a ledger of models still adds up. Never fails: what no rule knows is
 * token kind `other`, feature `unknown`.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-management.html
 */
export function interpretUsage(facts: UsageFacts): UsageMeaning {
  const { region, rest } = splitRegion(facts.usageType.trim());
  const { tokenKind, feature } = tokenKindOf(rest);
  return {
    region: facts.regionCode.trim() || region,
    model: modelOf(facts, rest) || feature || UNKNOWN_FEATURE,
    tokenKind,
    feature,
    tier: tierOf(rest, feature),
    tokensPerUnit: tokensPerUnit({ ...facts, tokenKind, feature }),
  };
}
