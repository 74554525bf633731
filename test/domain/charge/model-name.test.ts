import { describe, expect, it } from 'vitest';
import { canonicalModel } from '../../../shared/domain/charge/model-name.ts';

/** Model id, usage type and product name of one model on one line. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  'claude-opus-4.6': ['us.anthropic.claude-opus-4-6-v1:0', 'Claude4.6Opus', 'Claude Opus 4.6'],
  'claude-opus-4.1': [
    'anthropic.claude-opus-4-1-20250805-v1:0',
    'Claude4.1Opus',
    'Anthropic Claude Opus 4.1',
  ],
  'claude-sonnet-4': ['apac.anthropic.claude-sonnet-4-20250514-v1:0', 'Claude4Sonnet', 'Claude Sonnet 4'],
  'claude-sonnet-3.5': ['anthropic.claude-3-5-sonnet-20240620-v1:0', 'Claude3.5Sonnet', 'Claude 3.5 Sonnet'],
  'claude-sonnet-3.5-v2': ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'Claude 3.5 Sonnet v2'],
  'claude-haiku-3': ['anthropic.claude-3-haiku-20240307-v1:0', 'Claude3Haiku', 'Claude 3 Haiku'],
  'nova-lite': ['amazon.nova-lite-v1:0:300k', 'NovaLite', 'Amazon Nova Lite'],
  'nova-2-lite': ['global.amazon.nova-2-lite-v1:0', 'Nova2.0Lite', 'Nova 2 Lite'],
  'llama-3.1-70b': ['us.meta.llama3-1-70b-instruct-v1:0', 'Llama3-1-70B', 'Llama 3.1 70B Instruct'],
  'gpt-oss-120b': ['openai.gpt-oss-120b-1:0', 'gpt-oss-120b', 'OpenAI gpt-oss-120b'],
  'qwen-3-32b': ['qwen.qwen3-32b-v1:0', 'Qwen3-32B', 'Qwen3 32B'],
  'qwen-3-coder-480b-a35b': ['qwen.qwen3-coder-480b-a35b-instruct', 'Qwen3 Coder 480B A35B Instruct'],
  'deepseek-r1': ['us.deepseek.r1-v1:0', 'DeepSeek-R1', 'DeepSeek R1'],
  'glm-5': ['zai.glm5', 'GLM 5', 'GLM5', 'Z.AI GLM 5'],
  'grok-4.3': ['xai.grok-4.3', 'xAI Grok 4.3'],
  'pegasus-1.2': ['us.twelvelabs.pegasus-1-2-v1:0', 'TwelveLabs Pegasus 1.2'],
  'kimi-k2-thinking': ['moonshot.kimi-k2-thinking', 'Moonshot AI Kimi K2 Thinking'],
  'mixtral-8x7b': ['mistral.mixtral-8x7b-instruct-v0:1', 'Mixtral8x7B'],
  'mistral-large-2402': ['mistral.mistral-large-2402-v1:0', 'Mistral Large 2402'],
  'command-r-plus': ['cohere.command-r-plus-v1:0', 'Cohere Command R+'],
  'titan-embed-text-v2': [
    'amazon.titan-embed-text-v2:0',
    'TitanEmbeddingV2-Text',
    'Titan Text Embeddings V2',
    'TitanEmbeddingsV2-Text',
  ],
  'minimax-m2': ['minimax.minimax-m2', 'MiniMax M2'],
  'jamba-1.5-large': ['ai21.jamba-1-5-large-v1:0', 'Jamba 1.5 Large'],
};

describe('canonicalModel', () => {
  it.each(Object.entries(SPELLINGS))('%s', (name, spellings) => {
    for (const spelling of spellings) expect(canonicalModel(spelling)).toBe(name);
    expect(canonicalModel(name)).toBe(name);
  });

  it.each([
    'AI21',
    'Alibaba',
    'Amazon',
    'Anthropic',
    'Cohere',
    'Google',
    'Luma',
    'Meta',
    'Moonshot',
    'MoonshotAI',
    'NVIDIA',
    'OpenAI',
    'Stability',
    'TwelveLabs',
    'xAI',
    'Zai',
    'Stability AI',
  ])('leaves out the maker %s', (maker) => {
    expect(canonicalModel(`${maker} Thing`)).toBe('thing');
    expect(canonicalModel(`Thing ${maker}`)).not.toBe('thing');
  });

  it.each([
    [' us.anthropic.claude-opus-4-6-v1:0 ', 'claude-opus-4.6'],
    ['Claude Opus 4.6 (Private Preview) (new)', 'claude-opus-4.6'],
    ['nova(beta)lite', 'nova-lite'],
    ['custom model.final', 'custom-model.final'],
    ['..Nova Lite..', 'nova-lite'],
    ['Nova v2.0', 'nova-v2.0'],
    ['Nova 2.05', 'nova-2.05'],
    ['Nova 10.0', 'nova-10'],
    ['nova-20250514', 'nova'],
    ['nova-120250514', 'nova-120250514'],
    ['nova-202505141', 'nova-202505141'],
    ['nova-4-12', 'nova-4.12'],
    ['4 Nova', '4-nova'],
    ['Instruct', 'instruct'],
    ['Claude 3', 'claude-3'],
    ['My Claude 3 Opus', 'my-claude-3-opus'],
    ['Claude 3 X', 'claude-3-x'],
    ['Claude 3 opus.x', 'claude-3-opus.x'],
    ['us2.deepseek.r1-v1:0', 'deepseek-r1'],
    ['deepseek.deepseek-v3', 'deepseek-v3'],
  ])('%s is %s', (text, name) => expect(canonicalModel(text)).toBe(name));

  it('keeps a company that is all there is', () => expect(canonicalModel('Anthropic')).toBe('anthropic'));

  it('finds no model in nothing', () => {
    for (const text of ['', '  ', '()', '???', '...']) expect(canonicalModel(text)).toBe('');
  });
});
