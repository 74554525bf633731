import type { Region } from './company.ts';
import type { Kind, Model, Scope, Tier } from './models.ts';

export interface UsageName {
  readonly usageType: string;
  readonly unit: 'Units' | '1K tokens';
  /** Third part of a Marketplace description, and the noun of a price sentence. */
  readonly noun: string;
}

/**
 * Usage types as the two billing shapes spell them.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/cost-mgmt-understanding-cur-data.html
 */
export function usageName(
  model: Model,
  kind: Kind,
  tier: Tier,
  scope: Scope,
  region: Region,
  marketplace: boolean,
): UsageName {
  const noun = NOUN[kind];
  if (marketplace) {
    const flags = `${scope === 'global' ? '_Global' : ''}${tier === 'batch' ? '_Batch' : ''}`;
    const usageType = `${region.prefix}-MP:${region.prefix}_${MARKETPLACE_KIND[kind]}${flags}-Units`;
    return { usageType, unit: 'Units', noun: `Million ${noun}` };
  }
  if (model.style === 'mantle') {
    const scopePart = scope === 'global' ? '-global' : '';
    const usageType = `${region.prefix}-${model.code}-mantle-${MANTLE_KIND[kind]}${scopePart}-${tier}`;
    return { usageType, unit: '1K tokens', noun };
  }
  const tierPart = tier === 'standard' ? '' : `-${tier}`;
  const scopePart = scope === 'global' && model.style !== 'embedding' ? '-cross-region-global' : '';
  const usageType = `${region.prefix}-${model.code}-${SERVICE_KIND[kind]}${tierPart}${scopePart}`;
  return { usageType, unit: '1K tokens', noun };
}

const NOUN: Readonly<Record<Kind, string>> = {
  input: 'Input Tokens',
  output: 'Output Tokens',
  'cache-read': 'Cache Read Input Tokens',
  'cache-write': 'Cache Write Input Tokens',
  'cache-write-1h': 'Cache Write 1h Input Tokens',
};

const SERVICE_KIND: Readonly<Record<Kind, string>> = {
  input: 'input-tokens',
  output: 'output-tokens',
  'cache-read': 'cache-read-input-token-count',
  'cache-write': 'cache-write-input-token-count',
  'cache-write-1h': 'cache-write-1h-input-token-count',
};

const MANTLE_KIND: Readonly<Record<Kind, string>> = {
  input: 'input-tokens',
  output: 'output-tokens',
  'cache-read': 'cache-read-tokens',
  'cache-write': 'cache-write-tokens',
  'cache-write-1h': 'cache-write-tokens-1h',
};

const MARKETPLACE_KIND: Readonly<Record<Kind, string>> = {
  input: 'InputTokenCount',
  output: 'OutputTokenCount',
  'cache-read': 'CacheReadInputTokenCount',
  'cache-write': 'CacheWriteInputTokenCount',
  'cache-write-1h': 'CacheWrite1hInputTokenCount',
};
