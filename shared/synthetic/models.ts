import { LOWER_ALNUM, opaque } from './identity.ts';

/** A year's list prices in their order of magnitude; billed rates come from rows, and nothing else reads these. */
export interface Model {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  /** Model part of AWS's own usage types, e.g. `Claude4.6Opus`; with `mantle`, the provider's model id. */
  readonly code: string;
  readonly style: 'service' | 'mantle' | 'embedding';
  /** USD per million tokens × 10^4, so that one token costs a whole number of 10^-10 USD. Global (base) price. */
  readonly input: number;
  readonly output: number;
  /** Regional and geographic inference of newer Claude costs a tenth more. */
  readonly regionalPercent: number;
  /** Sold through AWS Marketplace to accounts that buy there. */
  readonly marketplace: boolean;
}

const claude = (
  id: string,
  name: string,
  code: string,
  input: number,
  output: number,
  style: Model['style'] = 'service',
): Model => ({
  id: `anthropic.${id}`,
  provider: 'Anthropic',
  name,
  code,
  style,
  input: input * 10_000,
  output: output * 10_000,
  regionalPercent: 110,
  marketplace: style === 'service',
});

const open = (
  id: string,
  provider: string,
  name: string,
  code: string,
  input: number,
  output: number,
  style: Model['style'] = 'service',
): Model => ({
  id,
  provider,
  name,
  code,
  style,
  input: Math.round(input * 10_000),
  output: Math.round(output * 10_000),
  regionalPercent: 100,
  marketplace: false,
});

export const MODELS = {
  opus46: claude('claude-opus-4-6-v1', 'Claude Opus 4.6', 'Claude4.6Opus', 5, 25),
  sonnet46: claude('claude-sonnet-4-6', 'Claude Sonnet 4.6', 'Claude4.6Sonnet', 3, 15),
  sonnet45: claude('claude-sonnet-4-5-20250929-v1:0', 'Claude Sonnet 4.5', 'Claude4.5Sonnet', 3, 15),
  haiku45: claude('claude-haiku-4-5-20251001-v1:0', 'Claude Haiku 4.5', 'Claude4.5Haiku', 1, 5),
  opus48: claude('claude-opus-4-8', 'Claude Opus 4.8', 'anthropic.claude-opus-4-8', 5, 25, 'mantle'),
  opus5: claude('claude-opus-5', 'Claude Opus 5', 'anthropic.claude-opus-5', 5, 25, 'mantle'),
  novaPro: open('amazon.nova-pro-v1:0', 'Amazon', 'Nova Pro', 'NovaPro', 0.8, 3.2),
  novaLite: open('amazon.nova-lite-v1:0', 'Amazon', 'Nova Lite', 'NovaLite', 0.06, 0.24),
  novaMicro: open('amazon.nova-micro-v1:0', 'Amazon', 'Nova Micro', 'NovaMicro', 0.036, 0.144),
  gptOss: open('openai.gpt-oss-120b-1:0', 'OpenAI', 'gpt-oss-120b', 'gpt-oss-120b', 0.15, 0.6),
  qwen3: open('qwen.qwen3-32b-v1:0', 'Qwen', 'Qwen3 32B', 'Qwen3-32B', 0.15, 0.6),
  titanEmbed: open(
    'amazon.titan-embed-text-v2:0',
    'Amazon',
    'Titan Text Embeddings V2',
    'TitanEmbeddingV2-Text',
    0.02,
    0,
    'embedding',
  ),
} as const satisfies Record<string, Model>;

export type ModelKey = keyof typeof MODELS;

export type Kind = 'input' | 'output' | 'cache-read' | 'cache-write' | 'cache-write-1h';
export type Tier = 'standard' | 'batch' | 'flex' | 'priority';
export type Scope = 'regional' | 'global';

/** Price of one token in 10^-10 USD: cache reads a tenth, cache writes 5/4 (1 h: double), batch and flex half, priority 7/4. */
export function tokenPrice(model: Model, kind: Kind, tier: Tier, scope: Scope): number {
  const base = kind === 'output' ? model.output : model.input;
  const regional = scope === 'regional' ? (base * model.regionalPercent) / 100 : base;
  return Math.round(regional * KIND_FACTOR[kind] * TIER_FACTOR[tier]);
}

const KIND_FACTOR: Readonly<Record<Kind, number>> = {
  input: 1,
  output: 1,
  'cache-read': 0.1,
  'cache-write': 1.25,
  'cache-write-1h': 2,
};
const TIER_FACTOR: Readonly<Record<Tier, number>> = { standard: 1, batch: 0.5, flex: 0.5, priority: 1.75 };

/** Opaque 25-character product code under which Marketplace bills one model. */
export const marketplaceCode = (model: Model): string =>
  opaque(`marketplace ${model.id}`, 25, LOWER_ALNUM).replace(/^\d/, 'k');
