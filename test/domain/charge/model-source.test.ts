import { describe, expect, it } from 'vitest';
import { type ModelFacts, modelOf } from '../../../shared/domain/charge/model-source.ts';

const NOTHING: ModelFacts = { productModel: '', productName: '', resourceId: '' };
const inUsageType = (usageType: string): string => modelOf(NOTHING, usageType);

describe('the model in a usage type', () => {
  it.each([
    'mantle',
    'cache-read',
    'CacheRead',
    'cache-write',
    'CacheWrite',
    'speech-input',
    'audio-output',
    'image-input',
    'video-output',
    'document-input',
    'input',
    'output',
    'latency-optimized',
    'long-context',
    'long-ctx',
    'nova-grounding',
    'ProvisionedThroughput',
    'CustomModelImport',
    'Customization',
    'RFT-Training',
    'Reserved',
    'search-units',
    'search_units',
  ])('stands before the word "%s"', (word) => {
    for (const usageType of [
      `NovaLite-${word}`,
      `NovaLite_${word}-more`,
      `NovaLite-${word}_x`,
      `NovaLite-${word}:x`,
    ]) {
      expect(inUsageType(usageType)).toBe('nova-lite');
    }
  });

  it.each(['NovaLite', 'NovaLite-inputs', 'NovaLite-xinput-tokens', 'input-tokens', '-input-tokens', ''])(
    'is not in "%s"',
    (usageType) => expect(inUsageType(usageType)).toBe(''),
  );
});

describe('the model of a Marketplace product', () => {
  it.each([
    ['Claude Opus 4.6 (Amazon Bedrock Edition)', 'claude-opus-4.6'],
    [' claude opus 4.6(bedrock edition) ', 'claude-opus-4.6'],
    ['Claude Opus 4.6  (AMAZON  Bedrock Edition)', 'claude-opus-4.6'],
    ['Claude Opus 4.6 (Amazon Bedrock Edition) Trial', ''],
    ['Claude Opus 4.6 (Private Amazon Bedrock Edition)', ''],
    ['(Amazon Bedrock Edition)', ''],
    ['Amazon Bedrock', ''],
  ])('%s: "%s"', (productName, model) => {
    expect(modelOf({ ...NOTHING, productName }, 'InputTokenCount-Units')).toBe(model);
  });
});

describe('the model of a resource', () => {
  it.each([
    ['foundation-model/amazon.nova-pro-v1:0', 'nova-pro'],
    ['inference-profile/us.anthropic.claude-opus-4-6-v1:0', 'claude-opus-4.6'],
    ['custom-model/amazon.nova-lite-v1:0/abc', 'nova-lite'],
    ['imported-model/my-llama', 'my-llama'],
    ['provisioned-model/my-nova', 'my-nova'],
    ['application-inference-profile/a1b2c3d4e5f6', ''],
    ['guardrail/foundation-model/x', ''],
    ['foundation-model/', ''],
  ])('%s: "%s"', (resource, model) => {
    const resourceId = `arn:aws:bedrock:us-east-1:123456789012:${resource}`;
    expect(modelOf({ ...NOTHING, resourceId }, '')).toBe(model);
  });
});
