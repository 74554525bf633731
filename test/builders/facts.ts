import type { ChargeFacts } from '../../shared/domain/charge/charge.ts';

/** A row as AWS bills Claude Sonnet input tokens itself: product code AmazonBedrockService, unit `1K tokens`. */
export const aFacts = (overrides: Partial<ChargeFacts> = {}): ChargeFacts => ({
  billingEntity: 'AWS',
  productCode: 'AmazonBedrockService',
  servicecode: 'AmazonBedrockService',
  productFamily: '',
  productName: 'Amazon Bedrock Service',
  operation: 'InvokeModelInference',
  lineItemType: 'Usage',
  billingCurrency: 'USD',
  billingAccountId: '111122223333',
  subAccountId: '123456789012',
  usageType: 'USE1-Claude4.6Sonnet-input-tokens',
  pricingUnit: '1K tokens',
  description: '',
  resourceId: '',
  regionCode: '',
  productModel: '',
  iamPrincipal: 'arn:aws:sts::123456789012:assumed-role/search-api/session-1',
  tags: new Map([['iamPrincipal/team', 'search']]),
  ...overrides,
});

/** The same model billed through AWS Marketplace: opaque product code, unit `Units` of a million tokens. */
export const aMarketplaceFacts = (overrides: Partial<ChargeFacts> = {}): ChargeFacts =>
  aFacts({
    billingEntity: 'AWS Marketplace',
    productCode: 'abcdefghijklmnopqrstuvwxy',
    servicecode: '',
    productName: 'Claude Sonnet 4.6 (Amazon Bedrock Edition)',
    usageType: 'USW2-MP:USW2_InputTokenCount-Units',
    pricingUnit: 'Units',
    description: 'AWS Marketplace software usage|us-west-2|Million Input Tokens',
    ...overrides,
  });

/** A row of another service, filled as readers fill those. */
export const aForeignFacts = (overrides: Partial<ChargeFacts> = {}): ChargeFacts =>
  aFacts({
    productCode: 'AmazonEC2',
    servicecode: 'AmazonEC2',
    productName: 'Amazon Elastic Compute Cloud',
    operation: 'RunInstances',
    billingAccountId: '',
    subAccountId: '',
    usageType: '',
    pricingUnit: '',
    iamPrincipal: '',
    tags: new Map(),
    ...overrides,
  });
