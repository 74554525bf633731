export interface Model {
  readonly name: string;
  /** Sold through the marketplace: its usage is billed a day or two later. */
  readonly slow: boolean;
}

const fast = (name: string): Model => ({ name, slow: false });
const slow = (name: string): Model => ({ name, slow: true });

export const MODELS: readonly Model[] = [
  ...['claude-sonnet-4-5', 'claude-haiku-4-5', 'nova-pro', 'nova-lite', 'llama-4-maverick'].map(fast),
  ...['mistral-large-3', 'titan-embed-v2'].map(fast),
  ...['palmyra-x5', 'jamba-1-7'].map(slow),
];

/** What one switches to when money is no object. */
export const DEAR_MODELS: readonly Model[] = [fast('claude-opus-4-5'), fast('nova-premier')];
