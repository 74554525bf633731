import type { ChargeFacts } from './charge.ts';
import { canonicalModel } from './model-name.ts';

export type ModelFacts = Pick<ChargeFacts, 'productModel' | 'productName' | 'resourceId'>;

/** `Claude Opus 4.6 (Amazon Bedrock Edition)`: the product name of a Marketplace model, since July 2026 of AWS's too. */
const EDITION = /(.+?)\s*\((?:amazon\s+)?bedrock edition\)$/i;

/** The first part of a usage type that is no longer the model's name. */
const AFTER_MODEL = new RegExp(
  `[-_](?:${[
    'mantle',
    'cache-?read',
    'cache-?write',
    '(?:speech|audio|image|video|document)-(?:input|output)',
    'input',
    'output',
    'latency-optimized',
    'long-(?:context|ctx)',
    'nova-grounding',
    'provisionedthroughput',
    'custommodelimport',
    'customization',
    'rft-training',
    'reserved',
    'search[-_]units',
  ].join('|')})(?=[-_:]|$)`,
  'i',
);

/** Foundation models and system inference profiles name the model; application inference profiles have an opaque id. */
const MODEL_ARN =
  /:(?:foundation-model|inference-profile|custom-model|imported-model|provisioned-model)\/(.+)/;

/**
 * Canonical model of a charge; '' where nothing names one. `usageType` has its region taken off. Standardised
 * metadata first (AWS fills product['model'] since July 2026), then what has to be parsed.
 */
export function modelOf(facts: ModelFacts, usageType: string): string {
  return (
    canonicalModel(facts.productModel) ||
    canonicalModel(EDITION.exec(facts.productName.trim())?.[1] ?? '') ||
    canonicalModel(modelInUsageType(usageType)) ||
    canonicalModel(MODEL_ARN.exec(facts.resourceId)?.[1] ?? '')
  );
}

/** What stands before the token kind: `Claude4.6Opus` in `Claude4.6Opus-input-tokens`; Marketplace has no name there. */
function modelInUsageType(usageType: string): string {
  const end = usageType.search(AFTER_MODEL);
  return usageType.slice(0, Math.max(end, 0));
}
