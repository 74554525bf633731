/** Company names in front of a model name. Not here: names that are part of the model's own, such as Mistral's. */
export const COMPANIES: ReadonlySet<string> = new Set([
  'ai', // Stability AI, Moonshot AI, Z.AI
  'ai21',
  'alibaba',
  'amazon',
  'anthropic',
  'cohere',
  'google',
  'luma',
  'meta',
  'moonshot',
  'moonshotai',
  'nvidia',
  'openai',
  'stability',
  'twelvelabs',
  'xai',
  'zai',
]);

/** Makers whose model ids leave out the name that people and price lists use: `deepseek.r1-v1:0` is DeepSeek-R1. */
const NAMED_AFTER_MAKER = /(deepseek)\.(?!\1)/;

/** Names that differ in more than spelling between model ids and usage types. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['titan-embedding-v2-text', 'titan-embed-text-v2'],
  ['titan-text-embeddings-v2', 'titan-embed-text-v2'],
  ['titan-embeddings-v2-text', 'titan-embed-text-v2'],
]);

/** Canonical names that mean this one: itself, and those that differ in more than spelling. */
export const spellingsOf = (model: string): readonly string[] => [
  model,
  ...[...SYNONYMS].flatMap(([name, canonical]) => (canonical === model ? [name] : [])),
];

/**
 * One name for all spellings of a model: `Claude4.6Opus`, `us.anthropic.claude-opus-4-6-v1:0` and
 * `Claude Opus 4.6 (Amazon Bedrock Edition)` are all `claude-opus-4.6`. '' where nothing is left.
 */
export function canonicalModel(text: string): string {
  const id = splitWords(text.trim().replace(/\([^)]*\)/g, ' '))
    .toLowerCase()
    .replace(NAMED_AFTER_MAKER, '$1-')
    // Geography and maker in front, `us.anthropic.`; the dot of a version number is followed by a digit.
    .replace(/^(?:[a-z][a-z0-9-]*\.(?=[a-z]))+/, '')
    // First versions of a model id add nothing to its name; later ones are another model.
    .replace(/-(?:v?1|v0):\d.*/, '')
    .replace(/:.*/, '');
  const words = id
    .replace(/\+/g, '-plus')
    .split(/[^\p{L}\p{N}.]/u)
    .map((word) => word.replace(/^\.+|\.+$/g, '').replace(/^(\d+)\.0$/, '$1'))
    .filter((word) => word !== '' && !/^20\d{6}$/.test(word));
  while (words.length > 1 && COMPANIES.has(words[0]!)) words.shift();
  if (words.length > 1 && words.at(-1) === 'instruct') words.pop();
  const name = versionLast(joinVersions(words).join('-'));
  return SYNONYMS.get(name) ?? name;
}

/** `Claude4.6Opus` -> `Claude-4.6-Opus`, `NovaLite` -> `Nova-Lite`, `qwen3` -> `qwen-3`; `70B`, `r1`, `a3b` stay. */
const splitWords = (text: string): string =>
  text
    .replace(/DeepSeek/g, 'Deepseek')
    .replace(/MiniMax/g, 'Minimax')
    .replace(/TwelveLabs/g, 'Twelvelabs')
    .replace(/AI\b/g, 'ai')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .replace(/(\d)(\p{Lu}\p{Ll})/gu, '$1-$2')
    .replace(/(\p{L}{3})(\d)/gu, '$1-$2');

/** `4`, `6` -> `4.6`: model ids write the point of a version as a hyphen. */
function joinVersions(words: readonly string[]): string[] {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const short = /^\d{1,2}$/.test(word);
    if (short && open) joined.push(`${joined.pop()}.${word}`);
    else joined.push(word);
    open = short;
  }
  return joined;
}

/** Claude's older names put the version first (`claude-3-5-sonnet`), the newer ones last: last is canonical. */
const versionLast = (name: string): string =>
  name.replace(/^claude-(\d[^-]*)-(\p{L}{3,})(?![^-])/u, 'claude-$2-$1');
