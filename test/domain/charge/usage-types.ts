/** usage type | pricing unit | region | model | token kind and feature | tier | tokens in a unit */
const TABLE = `
# Plain tokens, the model in camel case
USE1-Claude4.6Sonnet-input-tokens | 1K tokens | us-east-1 | claude-sonnet-4.6 | input | standard | 1e3
USE1-Claude4.6Sonnet-output-tokens | 1K tokens | us-east-1 | claude-sonnet-4.6 | output | standard | 1e3
USE1-Claude4.6Opus-input-tokens | 1K tokens | us-east-1 | claude-opus-4.6 | input | standard | 1e3
USE1-Claude4.6Opus-output-tokens | 1K tokens | us-east-1 | claude-opus-4.6 | output | standard | 1e3
USW2-Claude4.6Sonnet-cache-write-input-token-count | 1K tokens | us-west-2 | claude-sonnet-4.6 | cache-write | standard | 1e3
USW2-Claude4.6Sonnet-cache-read-input-token-count | 1K tokens | us-west-2 | claude-sonnet-4.6 | cache-read | standard | 1e3
USW2-Claude4.5Sonnet-input-tokens | 1K tokens | us-west-2 | claude-sonnet-4.5 | input | standard | 1e3
USW2-Claude4.5Sonnet-cache-write-input-token-count | 1K tokens | us-west-2 | claude-sonnet-4.5 | cache-write | standard | 1e3
USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-standard | 1K tokens | us-west-2 | claude-opus-4.8 | cache-write | standard | 1e3
USE1-Claude4.6Sonnet-output-tokens-cross-region-global | 1K tokens | us-east-1 | claude-sonnet-4.6 | output | standard | 1e3
USE1-Claude4.6Opus-input-tokens-cross-region-global | 1K tokens | us-east-1 | claude-opus-4.6 | input | standard | 1e3
USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global | 1K tokens | us-east-1 | claude-opus-4.6 | cache-read | standard | 1e3
USW2-anthropic.claude-opus-4-8-mantle-input-tokens-global-standard | 1K tokens | us-west-2 | claude-opus-4.8 | input | standard | 1e3
USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-global-standard | 1K tokens | us-west-2 | claude-opus-4.8 | cache-write | standard | 1e3
USE1-anthropic.claude-opus-5-mantle-output-tokens-global-standard | 1K tokens | us-east-1 | claude-opus-5 | output | standard | 1e3
USE1-anthropic.claude-opus-5-mantle-cache-read-tokens-global-standard | 1K tokens | us-east-1 | claude-opus-5 | cache-read | standard | 1e3
USE1-Claude4.5Haiku-input-tokens | 1K tokens | us-east-1 | claude-haiku-4.5 | input | standard | 1e3
USE1-NovaLite-input-tokens | 1K tokens | us-east-1 | nova-lite | input | standard | 1e3
USE1-NovaLite-output-tokens | 1K tokens | us-east-1 | nova-lite | output | standard | 1e3
USE1-NovaMicro-input-tokens-batch | 1K tokens | us-east-1 | nova-micro | input | batch | 1e3
USE1-NovaLite-input-tokens-priority | 1K tokens | us-east-1 | nova-lite | input | priority | 1e3
USE1-Nova2.0Lite-input-tokens-flex | 1K tokens | us-east-1 | nova-2-lite | input | flex | 1e3
USE1-NovaLite-input-tokens-custom-model | 1K tokens | us-east-1 | nova-lite | input | standard | 1e3
USE1-Nova2.0Lite-cache-read-input-token-count-cross-region-global | 1K tokens | us-east-1 | nova-2-lite | cache-read | standard | 1e3
USE1-Nova2.0Omni-output-image-token-count | 1K tokens | us-east-1 | nova-2-omni | other image-output | standard | 1e3
USE1-Nova2.0Lite-nova-grounding | Queries | us-east-1 | nova-2-lite | other grounding | standard | 0
USE1-openai.gpt-oss-120b-mantle-input-tokens-standard | 1K tokens | us-east-1 | gpt-oss-120b | input | standard | 1e3
USE1-gpt-oss-120b-output-tokens-priority | 1K tokens | us-east-1 | gpt-oss-120b | output | priority | 1e3
USE1-gpt-oss-120b-input-tokens-batch | 1K tokens | us-east-1 | gpt-oss-120b | input | batch | 1e3
USE1-Qwen3-32B-input-tokens-cross-region-global | 1K tokens | us-east-1 | qwen-3-32b | input | standard | 1e3
USE1-qwen.qwen3-next-80b-a3b-instruct-mantle-input-tokens-flex | 1K tokens | us-east-1 | qwen-3-next-80b-a3b | input | flex | 1e3
EU-qwen.qwen3-coder-480b-a35b-instruct-mantle-input-tokens-flex | 1K tokens | eu-west-1 | qwen-3-coder-480b-a35b | input | flex | 1e3
USW2-zai.glm5-mantle-input-tokens-priority | 1K tokens | us-west-2 | glm-5 | input | priority | 1e3
USE1-xai.grok-4.3-mantle-input-tokens-batch | 1K tokens | us-east-1 | grok-4.3 | input | batch | 1e3
UGW1-openai.gpt-5.6-terra-mantle-cache-write-tokens-30m-standard | 1M tokens | us-gov-west-1 | gpt-5.6-terra | cache-write | standard | 1e6
USE1-TitanEmbeddingV2-Text-input-tokens | 1K tokens | us-east-1 | titan-embed-text-v2 | other embedding-input | standard | 1e3
# Marketplace: no model in the usage type, units of a million tokens
USW2-MP:USW2_InputTokenCount-Units | Units | us-west-2 | unknown | input | standard | 1e6
USW2-MP:USW2_OutputTokenCount-Units | Units | us-west-2 | unknown | output | standard | 1e6
USE1-MP:USE1_CacheReadInputTokenCount-Units | Units | us-east-1 | unknown | cache-read | standard | 1e6
USE1-MP:USE1_CacheWriteInputTokenCount-Units | Units | us-east-1 | unknown | cache-write | standard | 1e6
USE1-MP:USE1_CacheWrite1hInputTokenCount-Units | Units | us-east-1 | unknown | cache-write | standard | 1e6
EUW2-MP:EUW2_InputTokenCount_Global_Batch-Units | Units | eu-west-2 | unknown | input | batch | 1e6
USE1-MP:USE1_input_tokens_standard-Units | Units | us-east-1 | unknown | input | standard | 1e6
USE1-MP:USE1_output_tokens_global_standard-Units | Units | us-east-1 | unknown | output | standard | 1e6
USE1-MP:USE1_cache_write_tokens_1h_global_standard-Units | Units | us-east-1 | unknown | cache-write | standard | 1e6
USE1-MP:USE1_Reserved_3Month_OutputTPM_Global-Units | Units | us-east-1 | reserved-output | other reserved-output | reserved | 0
USE1-MP:USE1_ProvisionedThroughput_NoCommit_ModelUnits_Usage-Units | Units | us-east-1 | provisioned | other provisioned | provisioned | 0
USE1-MP:USE1_InputImageCount-Units | Units | us-east-1 | image-input | other image-input | standard | 0
USE2_InputTokenCount_Global-Units | Units | us-east-2 | unknown | input | standard | 1e6
# Not tokens at all
USW2-Llama3-1-70B-ProvisionedThroughput-NoCommit-ModelUnits | hour | us-west-2 | llama-3.1-70b | other provisioned | provisioned | 0
USE1-Nova2.0Lite-ProvisionedThroughput-1month-ModelUnits | hour | us-east-1 | nova-2-lite | other provisioned | provisioned | 0
USE1-NovaPro-Customization-Training | 1K tokens | us-east-1 | nova-pro | other customization-training | standard | 1e3
USE1-Nova2.0Lite-Customization-Storage | month | us-east-1 | nova-2-lite | other customization-storage | standard | 0
USE1-Nova2.0Lite-RFT-Training-Hours | hour | us-east-1 | nova-2-lite | other rft-training | standard | 0
USE1-Llama-CustomModelImport-Inference-v1:0 | CMU-minute | us-east-1 | llama | other custom-model-import | standard | 0
USE1-Guardrail-ContentPolicyUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-SensitiveInformationPolicyPaidUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-TopicPolicyUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-WordPolicyUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-ContextualGroundingPolicyUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-SensitiveInformationPolicyFreeUnitsConsumed | 1K text units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-Guardrail-AutomatedReasoningPolicyUnitsConsumed | 1K units | us-east-1 | guardrail | other guardrail | standard | 0
USE1-GuardrailChecks-ContentFilterCheckUnitsConsumed | TextUnit | us-east-1 | guardrail | other guardrail | standard | 0
USE1-DataAutomation-Standard-ImagesProcessed | image | us-east-1 | data-automation | other data-automation | standard | 0
USE1-Runtime:Consumption-based:vCPU | vCPU-hour | us-east-1 | agentcore-runtime | other agentcore-runtime | standard | 0
USE1-Runtime:Consumption-based:Memory | GB-hour | us-east-1 | agentcore-runtime | other agentcore-runtime | standard | 0
USE1-Knowledge-Base:Consumption-based:Storage | GB-Month | us-east-1 | knowledge-base | other knowledge-base | standard | 0
USE1-Knowledge-Base:Consumption-based:Retrieval | Retrievals | us-east-1 | knowledge-base | other knowledge-base | standard | 0
USE1-Gateway:Consumption-based:API-Invocations | Invocations | us-east-1 | agentcore-gateway | other agentcore-gateway | standard | 0
USE1-Gateway:Consumption-based:Search-API | Invocations | us-east-1 | agentcore-gateway | other agentcore-gateway | standard | 0
USE1-Gateway:Consumption-based:Tool-Indexing | Tools | us-east-1 | agentcore-gateway | other agentcore-gateway | standard | 0
USE1-Memory:Consumption-based:Short-Term-Memory | Events | us-east-1 | agentcore-memory | other agentcore-memory | standard | 0
USE1-Memory:Consumption-based:Long-Term-Memory-Storage | Records | us-east-1 | agentcore-memory | other agentcore-memory | standard | 0
USE1-Memory:Consumption-based:Long-Term-Memory-Retrieval | Retrievals | us-east-1 | agentcore-memory | other agentcore-memory | standard | 0
USE1-BrowserTool:Consumption-based:vCPU | vCPU-hour | us-east-1 | agentcore-browser | other agentcore-browser | standard | 0
USE1-CodeInterpreter:Consumption-based:vCPU | vCPU-hour | us-east-1 | agentcore-code-interpreter | other agentcore-code-interpreter | standard | 0
USE1-Bedrock-Websearch-Queries | Queries | us-east-1 | web-search | other web-search | standard | 0
USE1-Evaluations:Consumption-based:BuiltIn-Input:Tier1 | 1M Input Tokens | us-east-1 | evaluations | other evaluations | standard | 1e6
`;

export type UsageTypeRow = [
  usageType: string,
  unit: string,
  region: string,
  model: string,
  kind: string,
  tier: string,
  tokensPerUnit: number,
];

/** Usage types as AWS writes them, with what each means. */
export const USAGE_TYPES: readonly UsageTypeRow[] = TABLE.split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [usageType, unit, region, model, kind, tier, tokens] = line.split(' | ');
    return [usageType!, unit!, region!, model!, kind!, tier!, Number(tokens)];
  });
