import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBedrock } from '../../../shared/domain/charge/select-bedrock.ts';
import { createSessionTable } from '../../../shared/domain/ledger/session-table.ts';
import { createPlanner } from '../../../shared/domain/ledger/usage-plan.ts';
import { aFacts } from '../../builders/facts.ts';
import { asRead } from '../../builders/late-facts.ts';

const pick = (...texts: readonly string[]) => fc.constantFrom(...texts);

const bedrock = fc
  .record({
    billingEntity: pick('AWS', 'AISPL', 'AWS Marketplace', ' aws marketplace '),
    productCode: pick('AmazonBedrock', 'AmazonBedrockService', 'a1b2c3'),
    productFamily: pick('', 'Amazon Bedrock'),
    servicecode: pick('', 'AmazonBedrock'),
    operation: pick('', 'InvokeModelInference'),
    productName: pick('', 'Claude Opus 4.6 (Amazon Bedrock Edition)', 'Amazon Bedrock'),
    productModel: pick('', 'Nova Pro'),
    lineItemType: pick('Usage', 'usage ', 'DiscountedUsage', 'Credit', 'Tax', ''),
    usageType: pick(
      '',
      'USE1-Claude4.6Sonnet-input-tokens',
      'USE1-MP:USE1_CacheReadInputTokenCount-Units',
      'EU-Guardrail-ContentPolicyUnitsConsumed',
      'USE1-ProvisionedThroughput-ModelUnits',
      'USE1-Reserved_OutputTPM',
      'nobody-knows',
    ),
    pricingUnit: pick('', 'Units', ' units', '1K tokens', '1M tokens', 'Hrs'),
    description: pick('', 'Million Input Tokens', '$0.003 per 1K tokens', 'images'),
    resourceId: pick(
      '',
      'i-0abc',
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-8',
      'arn:aws:bedrock:us-east-1:1:application-inference-profile/abc',
    ),
  })
  .map((facts) => aFacts(facts))
  .filter(isBedrock);

test('a charge means the same without the late facts that it does not ask for', () => {
  const planned = (facts: ReturnType<typeof aFacts>) => {
    const planner = createPlanner({ rules: [], tagDimensions: [] }, createSessionTable());
    const { facts: _, ...plan } = planner.plan(facts);
    return { ...plan, kinds: planner.kinds.values, scopes: planner.scopes.values };
  };
  fc.assert(
    fc.property(bedrock, (facts) => {
      expect(planned(asRead(facts))).toEqual(planned(facts));
    }),
    { numRuns: 2000 },
  );
});
