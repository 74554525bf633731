import { describe, expect, it } from 'vitest';
import { isBedrock } from '../../../shared/domain/charge/select-bedrock.ts';
import { aFacts, aForeignFacts, aMarketplaceFacts } from '../../builders/facts.ts';

describe('isBedrock', () => {
  it.each([
    'AmazonBedrock',
    'AmazonBedrockService',
    'AmazonBedrockFoundationModels',
    'AmazonBedrockAgentCore',
  ])('takes what AWS bills under %s', (productCode) => {
    expect(isBedrock(aFacts({ productCode }))).toBe(true);
    expect(isBedrock(aFacts({ productCode, billingEntity: 'AISPL' }))).toBe(true);
  });

  it('takes Marketplace models by their edition name, under any opaque code', () => {
    expect(isBedrock(aMarketplaceFacts())).toBe(true);
    expect(isBedrock(aMarketplaceFacts({ productCode: 'zzz', operation: 'Usage' }))).toBe(true);
  });

  it('takes a Marketplace row without product name by its Bedrock operation, only where no service code is given', () => {
    const bare = { productName: '', operation: 'InvokeModelStreamingInference' };
    expect(isBedrock(aMarketplaceFacts(bare))).toBe(true);
    expect(isBedrock(aMarketplaceFacts({ ...bare, servicecode: 'AWSMarketplace' }))).toBe(false);
    expect(isBedrock(aMarketplaceFacts({ ...bare, operation: 'Usage' }))).toBe(false);
  });

  it('takes the product family, whatever the code', () => {
    expect(isBedrock(aForeignFacts({ productFamily: 'Amazon Bedrock', productCode: 'SomethingNew' }))).toBe(
      true,
    );
  });

  it('minds no blanks around words, nor a service code that is only blanks', () => {
    expect(isBedrock(aFacts({ productCode: ' AmazonBedrock ' }))).toBe(true);
    expect(isBedrock(aForeignFacts({ productFamily: ' Amazon Bedrock ' }))).toBe(true);
    expect(isBedrock(aMarketplaceFacts({ productName: '', servicecode: ' ' }))).toBe(true);
  });

  it('leaves other services alone, even where they speak of Bedrock or invoke a model', () => {
    expect(isBedrock(aForeignFacts())).toBe(false);
    expect(isBedrock(aForeignFacts({ productCode: 'AmazonBedrockLookalike' }))).toBe(false);
    expect(isBedrock(aForeignFacts({ productName: 'Logs for Bedrock' }))).toBe(false);
    expect(isBedrock(aForeignFacts({ servicecode: '', operation: 'InvokeModelInference' }))).toBe(false);
    expect(isBedrock(aForeignFacts({ billingEntity: 'AWS Marketplace', productName: 'Datadog Pro' }))).toBe(
      false,
    );
  });
});
