import type { ServiceTier, TokenKind } from './charge.ts';

export interface TokenMeaning {
  readonly tokenKind: TokenKind;
  /** '' for the four plain token kinds. */
  readonly feature: string;
}

/** The feature of a usage type that no rule knows. */
export const UNKNOWN_FEATURE = 'unknown';

/**
 * Parts of a squashed usage type that name something other than plain text tokens. They are tried in this order and
 * before the token kinds, because `…-Reserved_OutputTPM` and `…-output-image-token-count` speak of output too.
 */
export const FEATURES: readonly (readonly [part: string, feature: string])[] = [
  ['modelunits', 'provisioned'],
  ['provisionedthroughput', 'provisioned'],
  ['custommodelimport', 'custom-model-import'],
  ['customizationstorage', 'customization-storage'],
  ['customizationtraining', 'customization-training'],
  ['rfttraining', 'rft-training'],
  ['reserved', 'reserved'],
  ['guardrail', 'guardrail'],
  ['evaluations', 'evaluations'],
  ['flows', 'flows'],
  ['optimizeprompt', 'prompt-optimization'],
  ['promptrouting', 'prompt-routing'],
  ['novagrounding', 'grounding'],
  ['generatesql', 'structured-data'],
  ['searchunits', 'search-units'],
  ['dataautomation', 'data-automation'],
  ['video', 'video'],
  ['image', 'image'],
  ['sonic', 'speech'],
  ['embed', 'embedding'],
  ['runtime:', 'agentcore-runtime'],
  ['codeinterpreter:', 'agentcore-code-interpreter'],
  ['browsertool:', 'agentcore-browser'],
  ['gateway:', 'agentcore-gateway'],
  ['memory:', 'agentcore-memory'],
  ['knowledgebase', 'knowledge-base'],
  ['websearch', 'web-search'],
];

/** Features whose direction is worth keeping: `image-output`, `embedding-input`. */
const DIRECTED: ReadonlySet<string> = new Set(['reserved', 'video', 'image', 'speech', 'embedding']);

/**
 * Token kind of a usage type without its region. Cache reads come before cache writes and both before plain input,
 * because their usage types say `cache-read-input-token-count`.
 */
export function tokenKindOf(usageType: string): TokenMeaning {
  const text = usageType.toLowerCase().replace(/[-_]/g, '');
  const feature = FEATURES.find(([part]) => text.includes(part))?.[1];
  if (feature !== undefined) return { tokenKind: 'other', feature: withDirection(feature, text) };
  if (text.includes('cacheread')) return { tokenKind: 'cache-read', feature: '' };
  if (text.includes('cachewrite')) return { tokenKind: 'cache-write', feature: '' };
  // Seconds, characters and the like have a direction too, but are not tokens.
  if (text.includes('token') && text.includes('input')) return { tokenKind: 'input', feature: '' };
  if (text.includes('token') && text.includes('output')) return { tokenKind: 'output', feature: '' };
  return { tokenKind: 'other', feature: UNKNOWN_FEATURE };
}

function withDirection(feature: string, text: string): string {
  if (!DIRECTED.has(feature)) return feature;
  if (text.includes('input')) return `${feature}-input`;
  return text.includes('output') ? `${feature}-output` : feature;
}

/** Service tier, from the words of the usage type and from the feature found in it. */
export function tierOf(usageType: string, feature: string): ServiceTier {
  if (feature === 'provisioned') return 'provisioned';
  if (feature.startsWith('reserved')) return 'reserved';
  const words = new Set(usageType.toLowerCase().split(/[-_:]/));
  if (words.has('batch')) return 'batch';
  if (words.has('flex')) return 'flex';
  return words.has('priority') ? 'priority' : 'standard';
}
