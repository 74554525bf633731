import { describe, expect, it } from 'vitest';
import type { UsageMeaning } from '../../../shared/domain/charge/charge.ts';
import { interpretUsage } from '../../../shared/domain/charge/usage-type.ts';
import { aFacts, aMarketplaceFacts } from '../../builders/facts.ts';
import { USAGE_TYPES } from './usage-types.ts';

const meaning = (overrides: Parameters<typeof aFacts>[0]): UsageMeaning =>
  interpretUsage(aFacts({ productName: '', ...overrides }));

describe('interpretUsage', () => {
  it.each(USAGE_TYPES)('%s (%s)', (usageType, pricingUnit, region, model, kind, tier, tokensPerUnit) => {
    const [tokenKind, feature = ''] = kind.split(' ');
    expect(meaning({ usageType, pricingUnit })).toEqual({
      region,
      model,
      tokenKind,
      feature,
      tier,
      tokensPerUnit,
    });
  });

  it('gives all spellings of one model one name', () => {
    const names = [
      meaning({ usageType: 'USE1-Claude4.6Opus-input-tokens' }),
      meaning({ usageType: 'USW2-anthropic.claude-opus-4-6-mantle-input-tokens-standard' }),
      meaning({ usageType: 'USE1-anything-input-tokens', productModel: 'Claude Opus 4.6' }),
      interpretUsage(aMarketplaceFacts({ productName: 'Claude Opus 4.6 (Amazon Bedrock Edition)' })),
      interpretUsage(
        aMarketplaceFacts({
          productName: '',
          resourceId:
            'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-6-v1:0',
        }),
      ),
    ].map(({ model }) => model);
    expect(new Set(names)).toEqual(new Set(['claude-opus-4.6']));
  });

  it('believes product metadata before the edition name, that before the usage type, and that before the ARN', () => {
    const all = {
      productModel: 'Nova Pro',
      productName: 'Claude Haiku 4.5 (Amazon Bedrock Edition)',
      usageType: 'USE1-NovaLite-input-tokens',
      resourceId: 'arn:aws:bedrock:us-east-1::foundation-model/openai.gpt-oss-20b-1:0',
    };
    expect(meaning(all).model).toBe('nova-pro');
    expect(meaning({ ...all, productModel: ' ' }).model).toBe('claude-haiku-4.5');
    expect(meaning({ ...all, productModel: '', productName: 'Amazon Bedrock' }).model).toBe('nova-lite');
    expect(meaning({ ...all, productModel: '', productName: '', usageType: 'USE1-input-tokens' }).model).toBe(
      'gpt-oss-20b',
    );
  });

  it('does not take the opaque id of an application inference profile for a model', () => {
    const resourceId = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';
    expect(meaning({ usageType: 'USE1-MP:USE1_InputTokenCount-Units', resourceId }).model).toBe('unknown');
  });

  it('prefers the region column to the prefix, and marks a prefix it does not know', () => {
    expect(meaning({ regionCode: ' eu-central-1 ' }).region).toBe('eu-central-1');
    expect(meaning({ regionCode: ' ', usageType: ' EU-NovaLite-input-tokens' }).region).toBe('eu-west-1');
    const unknown = meaning({ usageType: 'APS9-Claude4.6Sonnet-input-tokens' });
    expect([unknown.region, unknown.model]).toEqual(['unknown', 'claude-sonnet-4.6']);
  });

  it('does not take a model without a region prefix for a region', () => {
    expect(meaning({ usageType: 'GLM5-input-tokens' })).toMatchObject({
      region: 'us-east-1',
      model: 'glm-5',
    });
  });

  it('keeps a usage type nobody has seen, as other and unknown, without tokens it cannot vouch for', () => {
    const found = meaning({ usageType: 'USE1-Quantum-entanglement-seconds', pricingUnit: 'seconds' });
    expect(found).toMatchObject({
      tokenKind: 'other',
      feature: 'unknown',
      model: 'unknown',
      tokensPerUnit: 0,
    });
    expect(meaning({ usageType: '', pricingUnit: '' })).toMatchObject({
      tokenKind: 'other',
      feature: 'unknown',
    });
    expect(meaning({ usageType: 'USE1-Foo-output-seconds', pricingUnit: 'seconds' }).tokenKind).toBe('other');
  });
});

describe('tokens in one unit', () => {
  const units = (pricingUnit: string, overrides: Parameters<typeof aFacts>[0] = {}): number =>
    meaning({ pricingUnit, ...overrides }).tokensPerUnit;

  it.each([
    ['1K tokens', 1_000],
    ['1k Tokens', 1_000],
    ['1M tokens', 1_000_000],
    ['1M Input Tokens', 1_000_000],
    ['1M Input  Tokens', 1_000_000],
    [' per 1K tokens ', 1_000],
    ['per  1K token', 1_000],
    ['thousand tokens', 1_000],
    ['Million tokens', 1_000_000],
    ['10K tokens', 10_000],
    ['1000 tokens', 1_000],
    ['1,000 tokens', 1_000],
    ['1ktokens', 1_000],
    ['Tokens', 1],
    ['Model tokens', 1],
    ['requests, 1K tokens', 0],
    ['hour', 0],
    ['image', 0],
    ['1K text units', 0],
    ['tokens per minute', 0],
  ])('%s is %d', (unit, tokens) => expect(units(unit)).toBe(tokens));

  it('Marketplace units are millions only where tokens are what is counted', () => {
    expect(units('Units')).toBe(1_000_000);
    for (const description of ['', 'Million Images']) {
      const usageType = 'USE1-MP:USE1_InputImageCount-Units';
      expect(units('Units', { usageType, description })).toBe(0);
    }
    expect(units('Units', { usageType: 'USE1-MP:USE1_New_Thing-Units' })).toBe(0);
    const vague = { usageType: 'USE1-MP:USE1_EmbedTokenCount-Units', description: 'Tokens' };
    expect(units('Units', vague)).toBe(0);
    const description = 'AWS Marketplace software usage|us-east-1|Million Embedding Tokens';
    expect(units('Units', { usageType: 'USE1-MP:USE1_EmbedTokenCount-Units', description })).toBe(1_000_000);
  });

  it('capacity priced in tokens a minute is not an amount of tokens', () => {
    const usageType = 'USE1-MP:USE1_Reserved_1Month_InputTPM-Units';
    expect(units('Units', { usageType, description: 'Million Input Tokens per Minute' })).toBe(0);
    expect(units('1K tokens', { usageType: 'USE1-NovaLite-ProvisionedThroughput-NoCommit' })).toBe(0);
  });

  it('a missing unit is read from the description, else taken as thousands as AWS bills them', () => {
    expect(units('', { description: '$3.30 per million input tokens' })).toBe(1_000_000);
    expect(units('Units', { description: 'per 1K input tokens' })).toBe(1_000);
    expect(units('')).toBe(1_000);
  });
});
