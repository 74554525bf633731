import { CLAIMS, LAB, RISK } from './company.ts';
import { hex } from './identity.ts';
import { type Meter, meter, per, usage } from './meter.ts';

const BEDROCK = 'Amazon Bedrock';

/** Bedrock lines that are not tokens, or not yet known: none has a caller. */
export const BEDROCK_SIDE: readonly Meter[] = [
  meter({
    account: CLAIMS,
    code: 'AmazonBedrock',
    name: BEDROCK,
    usageType: usage(CLAIMS, 'Guardrail-ContentPolicyUnitsConsumed'),
    operation: 'ApplyGuardrail',
    unit: '1K text units',
    price: per(0.15, 3),
    decimals: 3,
    hourly: 4_300,
    sigma: 0.35,
    resource: `arn:aws:bedrock:us-east-1:${CLAIMS.id}:guardrail/${hex('guardrail', 12)}`,
    family: BEDROCK,
    description: '$0.15 per 1K text units processed by content filters',
    product: [['feature', 'Guardrails']],
    bedrock: true,
  }),
  meter({
    account: RISK,
    code: 'AmazonBedrock',
    name: BEDROCK,
    usageType: usage(RISK, 'NovaPro-ProvisionedThroughput-1month-ModelUnits'),
    operation: 'ProvisionedModelThroughput',
    unit: 'hour',
    price: per(2.4, 2),
    decimals: 2,
    hourly: 100,
    sigma: 0,
    resource: `arn:aws:bedrock:us-west-2:${RISK.id}:provisioned-model/${hex('provisioned', 12)}`,
    family: BEDROCK,
    team: 'fraud',
    description: '$2.40 per model unit hour of Nova Pro, 1 month commitment',
    product: [
      ['provider', 'Amazon'],
      ['model', 'Nova Pro'],
      ['feature', 'Provisioned Throughput'],
    ],
    bedrock: true,
  }),
  meter({
    account: LAB,
    code: 'AmazonBedrockService',
    name: BEDROCK,
    usageType: usage(LAB, 'ReasoningLattice-v0-lattice-steps'),
    operation: 'InvokeModelInference',
    unit: 'Steps',
    price: per(0.0004, 0),
    decimals: 0,
    hourly: 180,
    sigma: 0.5,
    family: BEDROCK,
    description: '$0.0004 per lattice step',
    bedrock: true,
  }),
];
