import { expect, it } from 'vitest';
import { tierOf, tokenKindOf } from '../../../shared/domain/charge/token-kind.ts';

it.each([
  ['Llama3-1-70B-NoCommit-ModelUnits', 'provisioned'],
  ['NovaPro-ProvisionedThroughput-NoCommit', 'provisioned'],
  ['Llama-CustomModelImport-Inference', 'custom-model-import'],
  ['NovaPro-Customization-Storage', 'customization-storage'],
  ['NovaPro-Customization-Training', 'customization-training'],
  ['NovaLite-RFT-Training-Hours', 'rft-training'],
  ['Reserved_1Month_TPM', 'reserved'],
  ['Reserved_1Month_InputTPM', 'reserved-input'],
  ['Reserved_1Month_OutputTPM', 'reserved-output'],
  ['Guardrail-WordPolicyUnitsConsumed', 'guardrail'],
  ['Evaluations:Consumption-based', 'evaluations'],
  ['Flows-NodeTransitions', 'flows'],
  ['OptimizePrompt-input-tokens', 'prompt-optimization'],
  ['PromptRouting-Requests', 'prompt-routing'],
  ['Nova2.0Lite-nova-grounding', 'grounding'],
  ['GenerateSQL-Queries', 'structured-data'],
  ['Rerank-search_units', 'search-units'],
  ['DataAutomation-Standard-ImagesProcessed', 'data-automation'],
  ['NovaReel-video-seconds', 'video'],
  ['Pegasus-video-input-seconds', 'video-input'],
  ['NovaReel-output-video-seconds', 'video-output'],
  ['NovaCanvas-image-count', 'image'],
  ['Nova2.0Omni-output-image-token-count', 'image-output'],
  ['NovaSonic-seconds', 'speech'],
  ['NovaSonic-speech-input-tokens', 'speech-input'],
  ['Embed-count', 'embedding'],
  ['TitanEmbeddingV2-Text-input-tokens', 'embedding-input'],
  ['Runtime:Consumption-based:vCPU', 'agentcore-runtime'],
  ['CodeInterpreter:Consumption-based:vCPU', 'agentcore-code-interpreter'],
  ['BrowserTool:Consumption-based:vCPU', 'agentcore-browser'],
  ['Gateway:Consumption-based:API-Invocations', 'agentcore-gateway'],
  ['Memory:Consumption-based:Short-Term', 'agentcore-memory'],
  ['Knowledge-Base:Consumption-based:Storage', 'knowledge-base'],
  ['Bedrock-Websearch-Queries', 'web-search'],
  ['Nova-cache-warming', 'unknown'],
  ['Nova-input-seconds', 'unknown'],
  ['Nova-output-characters', 'unknown'],
  ['Nova-tokens', 'unknown'],
])('%s is no plain token usage: %s', (usageType, feature) => {
  expect(tokenKindOf(usageType)).toEqual({ tokenKind: 'other', feature });
});

it.each([
  ['Nova-cache-read-input-token-count', 'cache-read'],
  ['CacheReadInputTokenCount', 'cache-read'],
  ['Nova-cache-write-input-token-count', 'cache-write'],
  ['Nova-input-tokens', 'input'],
  ['Nova-output-tokens', 'output'],
])('%s is plain tokens: %s', (usageType, tokenKind) => {
  expect(tokenKindOf(usageType)).toEqual({ tokenKind, feature: '' });
});

it.each([
  ['Nova-ModelUnits-batch', 'provisioned', 'provisioned'],
  ['Reserved_1Month_InputTPM_batch', 'reserved-input', 'reserved'],
  ['Nova-input-tokens-batch', '', 'batch'],
  ['InputTokenCount_Global_Batch-Units', '', 'batch'],
  ['Nova-input-tokens-Flex', '', 'flex'],
  ['Nova:priority:input', '', 'priority'],
  ['Nova-input-tokens', '', 'standard'],
  ['Novabatch-flexible-input-tokens', '', 'standard'],
])('%s of feature "%s" is of the %s tier', (usageType, feature, tier) => {
  expect(tierOf(usageType, feature)).toBe(tier);
});
