/** Models that one maker bills in one way: their charges reach the export together. */
export type Family = string;

/** Everything together: how ripe an hour of the whole bill is. No model has an empty family. */
export const WHOLE_BILL: Family = '';
/** Charges without a model, and models that nobody named here: they are learned together. */
export const OTHER_FAMILY: Family = 'other';

/** First word of the canonical model name; made by AWS itself or sold on its own price list. */
const FAMILY_OF_WORD: ReadonlyMap<string, Family> = new Map(
  Object.entries({
    amazon: ['nova', 'titan'],
    ai21: ['jamba', 'jurassic'],
    anthropic: ['claude'],
    cohere: ['command', 'embed', 'rerank'],
    deepseek: ['deepseek'],
    google: ['gemma'],
    meta: ['llama'],
    minimax: ['minimax'],
    mistral: ['devstral', 'magistral', 'ministral', 'mistral', 'mixtral', 'pixtral', 'voxtral'],
    moonshot: ['kimi'],
    nvidia: ['nemotron'],
    openai: ['gpt'],
    qwen: ['qwen'],
    stability: ['sd', 'sdxl', 'stable'],
    twelvelabs: ['marengo', 'pegasus'],
    writer: ['palmyra'],
    zai: ['glm'],
  }).flatMap(([family, words]) => words.map((word) => [word, family])),
);

/**
 * Sold through AWS Marketplace where the account buys there: a bill of its own, reported to settle later than 48 h after
 * use where Amazon's own models are 8 to 24 h behind (aws-samples/sample-bedrock-spend-budget-guardrails, reconciler).
 */
const MARKETPLACE: ReadonlySet<Family> = new Set([
  'ai21',
  'anthropic',
  'cohere',
  'stability',
  'twelvelabs',
  'writer',
  OTHER_FAMILY,
]);

/** Family of a model as the ledger names it. */
export const familyOf = (canonicalModel: string): Family =>
  FAMILY_OF_WORD.get(/^\p{L}+/u.exec(canonicalModel)?.[0] ?? '') ?? OTHER_FAMILY;

export const settlesLate = (family: Family): boolean => MARKETPLACE.has(family);
