import type { CurWord } from '../../shared/adapters/cur/columns.ts';
import type { Dice } from '../builders/dice.ts';
import type { RawMap, RawRow } from './raw-row.ts';

export const PERIOD = '2026-11';
const HOUR = 3_600_000;
const FIRST_HOUR = Date.UTC(2026, 10, 1);
const MONTH_END = Date.UTC(2026, 11, 1);
const HOURS = 720;

/** What a layout lets its rows hold. */
export interface RowLimits {
  /** The layout stores costs as doubles or decimals, which hold no more digits than this after the point. */
  readonly cost: 'double' | 'text' | { readonly scale: number; readonly digits: number };
  /** The synthetic writer has costs of ten decimals, one currency and whole hours. */
  readonly plain: boolean;
}

const TEXTS = [
  'plain',
  'a,b',
  'say "hi"',
  '"',
  '""',
  'two\nlines',
  'two\r\nlines',
  '\ttab',
  ' spaces ',
  "it's",
  'semi;colon',
  '=cmd()',
  '{"a":1}',
  'Zoë',
  '検索',
  '👩‍🚀 crew',
  'e\u0301',
  '\u202Egnp',
  '\uFEFFmark',
  '\u2028',
  '\\',
  'NULL',
  '0',
];
const TEAMS = [
  'search',
  'claims',
  'Growth ',
  'a,b "c"',
  'two\nlines',
  '検索',
  '',
  ' ',
  'unattributed',
  '__proto__',
];
const ACCOUNTS = ['123456789012', '012345678901', '999988887777'];
const SESSIONS = ['i-0abc', 'ann@example.com', 'run-1', 'run-2', 'a,b', 'say "hi"', '👩‍🚀', ''];
const ROLES = ['claims-agent', 'search-api', 'x', 'AWSReservedSSO_Analysts_0123456789abcdef', 'rôle "q"'];
const TOKEN_TYPES: readonly (readonly [usageType: string | null, unit: string | null, product: string])[] = [
  ['USE1-Claude4.6Sonnet-input-tokens', '1K tokens', 'Amazon Bedrock Service'],
  ['USE1-Claude4.6Opus-output-tokens-cross-region-global', '1K tokens', 'Amazon Bedrock Service'],
  ['USW2-Claude4.5Sonnet-cache-write-input-token-count', '1M tokens', 'Amazon Bedrock'],
  ['USW2-anthropic.claude-opus-4-8-mantle-cache-read-tokens-standard', '1k Tokens', 'Amazon Bedrock'],
  ['USE1-Nova2.0Lite-input-tokens-flex', '1K tokens', 'Amazon Bedrock'],
  ['EU-Guardrail-ContentPolicyUnitsConsumed', 'TextUnits', 'Amazon Bedrock'],
  ['USE1-something-nobody-knows', null, 'Amazon Bedrock'],
  [null, null, 'Amazon Bedrock'],
];
const MARKET_TYPES = [
  'USW2-MP:USW2_InputTokenCount-Units',
  'USW2-MP:USW2_OutputTokenCount-Units',
  'USE1-MP:USE1_CacheReadInputTokenCount-Units',
  'USE1-MP:USE1_input_tokens_standard-Units',
];
const OTHERS = ['AmazonEC2', 'AmazonS3', 'AWSLambda', 'AWSSupportEnterprise', ''];
const TYPES = ['Credit', 'Refund', 'Tax', 'EdpDiscount', 'Fee', 'RIFee', 'Adjustment of 2027', ''];

export const drawRows = (dice: Dice, count: number, limits: RowLimits): readonly RawRow[] =>
  Array.from({ length: count }, () => drawRow(dice, limits));

function drawRow(dice: Dice, limits: RowLimits): RawRow {
  const shape = dice.below(10);
  const facts = shape < 4 ? ownShape(dice) : shape < 7 ? marketShape(dice) : otherService(dice);
  const type = dice.chance(0.2)
    ? dice.pick(TYPES)
    : dice.pick(['Usage', 'Usage', 'Usage', 'usage ', 'DiscountedUsage']);
  const cost = drawCost(dice, limits, type === 'Credit' || type === 'Refund');
  return {
    ...facts,
    lineItemType: type,
    ...drawTimes(dice, limits, type),
    unblendedCost: cost,
    netUnblendedCost: limits.plain || dice.chance(0.5) ? null : drawCost(dice, limits, false),
    usageAmount: drawAmount(dice, limits),
    billingCurrency: 'USD',
    billingAccountId: limits.plain ? null : dice.pick(ACCOUNTS),
    subAccountId: dice.pick(ACCOUNTS),
    resourceId: dice.chance(0.5) ? null : `arn:aws:bedrock:us-east-1::foundation-model/${dice.pick(TEXTS)}`,
    iamPrincipal: drawPrincipal(dice),
    tags: drawTags(dice, limits),
    resourceTags: drawResourceTags(dice, limits),
  };
}

type Facts = Pick<
  RawRow,
  | 'billingEntity'
  | 'productCode'
  | 'servicecode'
  | 'productFamily'
  | 'product'
  | 'operation'
  | 'usageType'
  | 'pricingUnit'
  | 'description'
  | 'regionCode'
>;

function ownShape(dice: Dice): Facts {
  const [usageType, pricingUnit, name] = dice.pick(TOKEN_TYPES);
  const code = dice.pick([
    'AmazonBedrock',
    'AmazonBedrockService',
    'AmazonBedrockFoundationModels',
    'amazonbedrockagentcore',
  ]);
  return {
    billingEntity: dice.pick(['AWS', 'AWS', 'AISPL']),
    productCode: code,
    servicecode: code,
    productFamily: dice.pick(['Amazon Bedrock', null, '']),
    product: drawProduct(dice, name),
    operation: dice.pick(['InvokeModelInference', 'InvokeModelStreamingInference', null]),
    usageType,
    pricingUnit,
    description: dice.chance(0.3) ? dice.pick(TEXTS) : '$0.003 per 1K input tokens, "list" price',
    regionCode: dice.pick(['us-east-1', null, '']),
  };
}

const marketShape = (dice: Dice): Facts => ({
  billingEntity: 'AWS Marketplace',
  productCode: dice.pick(['7zgyu5r4uonlsrnaq20qq63eo', '4a524th30q694o538qndh9ucht']),
  servicecode: dice.pick([null, '']),
  productFamily: dice.pick([null, 'Amazon Bedrock']),
  product: drawProduct(dice, dice.pick(['Claude Sonnet 4.6 (Amazon Bedrock Edition)', 'Some other seller'])),
  operation: dice.pick(['Usage', 'InvokeModelInference']),
  usageType: dice.pick(MARKET_TYPES),
  pricingUnit: 'Units',
  description: dice.pick(['AWS Marketplace software usage|us-west-2|Million Input Tokens', null, 'x,y']),
  regionCode: dice.pick(['us-west-2', null]),
});

const otherService = (dice: Dice): Facts => ({
  billingEntity: 'AWS',
  productCode: dice.pick(OTHERS),
  servicecode: dice.pick(['AmazonEC2', null]),
  productFamily: dice.pick(['Compute Instance', null]),
  product: drawProduct(dice, dice.pick(['Amazon Elastic Compute Cloud', ...TEXTS])),
  operation: dice.pick(['RunInstances', null, '']),
  usageType: dice.pick(['USE1-BoxUsage:m7g.large', null]),
  pricingUnit: dice.pick(['Hrs', null]),
  description: dice.pick(TEXTS),
  regionCode: dice.pick(['eu-west-1', null]),
});

function drawProduct(dice: Dice, name: string): RawMap {
  const model = dice.pick([[], [], [['model', dice.pick(['Claude Sonnet 4.6', 'Nova Lite', ''])]]] as const);
  const noise = Array.from({ length: dice.below(3) }, (_, index) => [`k${index}`, dice.pick(TEXTS)] as const);
  return dice.shuffled([['product_name', name] as const, ...model, ...noise]);
}

/** Usage lies in the month; tax, fees and the like span it. */
function drawTimes(
  dice: Dice,
  { plain }: RowLimits,
  type: string,
): Pick<RawRow, 'chargePeriodStart' | 'chargePeriodEnd'> {
  if (type === 'Tax' || type === 'Fee') return { chargePeriodStart: FIRST_HOUR, chargePeriodEnd: MONTH_END };
  const start = FIRST_HOUR + dice.below(HOURS) * HOUR;
  if (plain || dice.chance(0.7)) return { chargePeriodStart: start, chargePeriodEnd: start + HOUR };
  const odd = dice.pick([0, 1, 59_999, HOUR - 1]);
  const length = dice.pick([HOUR - 1, HOUR, 24 * HOUR, 1]);
  return { chargePeriodStart: start + odd, chargePeriodEnd: dice.chance(0.1) ? null : start + odd + length };
}

/** Decimal text as its layout holds it: of a double the digits that name it, of a decimal its scale. */
function drawCost(dice: Dice, { cost, plain }: RowLimits, negative: boolean): string {
  const sign = negative || dice.chance(0.05) ? '-' : '';
  const kind = dice.below(6);
  if (plain || kind < 2) return shortened(`${sign}${ten(dice)}`, cost);
  if (kind === 2) return '0';
  if (kind === 3) return shortened(`${sign}${dice.below(9)}.${digits(dice, 30)}`, cost);
  if (kind === 4) return shortened(`${sign}${1_000 + dice.below(99_000)}.${digits(dice, 17)}`, cost);
  return shortened(`${sign}0.${'0'.repeat(dice.below(14))}${digits(dice, 3)}`, cost);
}

/** Up to $99 with ten decimals, as AWS's own rows have. */
const ten = (dice: Dice): string => {
  const size = dice.pick([1_000, 1_000_000, 10_000_000_000, 990_000_000_000]);
  const units = String(dice.below(size)).padStart(11, '0');
  return `${units.slice(0, -10)}.${units.slice(-10)}`;
};

const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, () => dice.below(10)).join('');

function shortened(text: string, cost: RowLimits['cost']): string {
  if (cost === 'text') return text;
  if (cost === 'double') return String(Number(text));
  const [whole = '0', fraction = ''] = text.split('.');
  // Too large for the column's digits: its last ones.
  const kept = whole.replace('-', '').slice(-(cost.digits - cost.scale)) || '0';
  return `${whole.startsWith('-') ? '-' : ''}${kept}.${fraction.slice(0, cost.scale).padEnd(1, '0')}`;
}

const drawAmount = (dice: Dice, { plain }: RowLimits): RawRow['usageAmount'] => {
  if (plain) return dice.below(5_000_000) / 1_000;
  return dice.pick([null, 0, 1, 0.5, -2, 1e-7, 1.5e7, dice.below(1_000_000) / 1_000, dice.below(1_000) / 7]);
};

function drawPrincipal(dice: Dice): string | null {
  const [account, role, session] = [dice.pick(ACCOUNTS), dice.pick(ROLES), dice.pick(SESSIONS)];
  return dice.pick([
    null,
    '',
    `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    `arn:aws:iam::${account}:role/service/${role}`,
    `arn:aws:iam::${account}:user/${dice.pick(['alice', 'BedrockAPIKey-x1', 'a,b'])}`,
    `arn:aws:sts::${account}:federated-user/${session}`,
    `arn:aws:iam::${account}:root`,
    dice.pick(TEXTS),
  ]);
}

function drawTags(dice: Dice, limits: RowLimits): RawMap | null {
  const key = dice.pick(['team', 'Team', 'te-am', 'user:team']);
  return drawMap(dice, limits, [
    [`iamPrincipal/${key}`, dice.pick(TEAMS)],
    ['resourceTags/user:team', dice.pick(TEAMS)],
    ['iamPrincipal/project', dice.pick(TEXTS)],
    ['costCategory/Unit', dice.pick(TEXTS)],
  ]);
}

const drawResourceTags = (dice: Dice, limits: RowLimits): RawMap | null =>
  drawMap(dice, limits, [
    ['user_team', dice.pick(TEAMS)],
    ['user_project', dice.pick(TEXTS)],
  ]);

function drawMap(dice: Dice, { plain }: RowLimits, entries: RawMap): RawMap | null {
  const kept = dice.shuffled(entries.filter(() => dice.chance(0.5)));
  if (plain) return kept;
  if (dice.chance(0.1)) return null;
  return kept.flatMap((entry) =>
    dice.chance(0.05)
      ? [[entry[0], null] as const]
      : dice.chance(0.05)
        ? [entry, [entry[0], 'again'] as const]
        : [entry],
  );
}

export const REQUIRED_WORDS: readonly CurWord[] = [
  'lineItemType',
  'productCode',
  'usageType',
  'chargePeriodStart',
  'unblendedCost',
  'billingCurrency',
];
