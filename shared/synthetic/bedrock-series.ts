import { type Account, REGIONS, type Region, type RegionCode } from './company.ts';
import { DIGITS, lineItemId, opaque, SKU_ALPHABET } from './identity.ts';
import { type Kind, type Model, marketplaceCode, type Scope, type Tier, tokenPrice } from './models.ts';
import { COST_DECIMALS, type Entries, type LineItem, type Series } from './series.ts';
import { usageName } from './usage-type-text.ts';

export interface TokenUse {
  readonly account: Account;
  readonly region: RegionCode;
  readonly model: Model;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly scope: Scope;
  readonly streaming: boolean;
  readonly iamPrincipal: string;
  readonly principalTags: Entries;
  /** An application inference profile and its tags; plain models and system profiles cannot carry any. */
  readonly profile?: { readonly id: string; readonly team: string };
  readonly owner: { readonly team: string; readonly principal: string };
}

/** Token usage of one caller, model and direction, in the billing shape that the account buys the model in. */
export function tokenSeries(use: TokenUse): Series {
  const { account, model, kind, tier, scope } = use;
  const region = REGIONS[use.region];
  const marketplace = model.marketplace && account.claudeThrough === 'marketplace';
  const { usageType, unit, noun } = usageName(model, kind, tier, scope, region, marketplace);
  const price = tokenPrice(model, kind, tier, scope);
  const productCode = marketplace ? marketplaceCode(model) : 'AmazonBedrockService';
  const sku = opaque(`sku ${productCode} ${usageType}`, 16, SKU_ALPHABET);
  const quantityDecimals = unit === 'Units' ? 6 : 3;
  const resourceTags: Entries = use.profile === undefined ? [] : [['user_team', use.profile.team]];
  const resourceId = resourceOf(use, region);
  const item: LineItem = {
    id: lineItemId(`${usageType} ${use.iamPrincipal} ${resourceId} ${account.id}`),
    lineItemType: 'Usage',
    billType: 'Anniversary',
    billingEntity: marketplace ? 'AWS Marketplace' : 'AWS',
    productCode,
    accountId: account.id,
    accountName: account.name,
    usageType,
    operation: use.streaming ? 'InvokeModelStreamingInference' : 'InvokeModelInference',
    resourceId,
    iamPrincipal: use.iamPrincipal,
    rate: rateText(price, quantityDecimals),
    unit,
    term: 'OnDemand',
    sku,
    rateCode: `${sku}.${opaque(`term ${sku}`, 10, SKU_ALPHABET)}.${opaque(`rate ${sku}`, 10, SKU_ALPHABET)}`,
    rateId: opaque(`rate id ${sku} ${region.code}`, 12, DIGITS),
    subscriptionId: opaque(`subscription ${account.id} ${productCode}`, 11, DIGITS),
    region: region.code,
    location: region.location,
    ...(marketplace ? {} : { servicecode: productCode }),
    productFamily: 'Amazon Bedrock',
    description: marketplace
      ? `AWS Marketplace software usage|${region.code}|${noun}`
      : `$${trimmed(price, quantityDecimals)} per 1K ${noun.toLowerCase()} for ${model.name} in ${region.location}`,
    product: productEntries(use, region, marketplace),
    tags: [...use.principalTags, ...profileTags(use), ...accountTags(account)],
    resourceTags,
    costCategory: account.costCategory,
  };
  return {
    item,
    quantityDecimals,
    price,
    span: 'hour',
    hasPublicCost: !marketplace,
    bedrock: true,
    owner: use.owner,
  };
}

const profileTags = ({ profile }: TokenUse): Entries =>
  profile === undefined ? [] : [['resourceTags/user:team', profile.team]];

/** Cost category values appear in `tags` as well as in their own column. */
export const accountTags = (account: Account): Entries =>
  account.costCategory.map(([key, value]) => [`costCategory/${key}`, value]);

function resourceOf({ account, model, profile, scope }: TokenUse, region: Region): string {
  const home = `arn:aws:bedrock:${region.code}`;
  if (profile !== undefined) return `${home}:${account.id}:application-inference-profile/${profile.id}`;
  if (model.provider !== 'Anthropic') return `${home}::foundation-model/${model.id}`;
  const geo = scope === 'global' ? 'global' : region.geo;
  return `${home}:${account.id}:inference-profile/${geo}.${model.id}`;
}

const INFERENCE_TYPE: Readonly<Record<Kind, string>> = {
  input: 'Input tokens',
  output: 'Output tokens',
  'cache-read': 'Cache read input tokens',
  'cache-write': 'Cache write input tokens',
  'cache-write-1h': 'Cache write 1h input tokens',
};

/** The standardised Bedrock metadata of July 2026. */
function productEntries({ model, kind, tier }: TokenUse, region: Region, marketplace: boolean): Entries {
  return [
    ['product_name', marketplace ? `${model.name} (Amazon Bedrock Edition)` : 'Amazon Bedrock Service'],
    ['region', region.code],
    ['servicename', marketplace ? `${model.name} (Amazon Bedrock Edition)` : 'Amazon Bedrock Service'],
    ['provider', model.provider],
    ['model', model.name],
    ['inference_type', INFERENCE_TYPE[kind]],
    ['feature', tier === 'batch' ? 'Batch Inference' : 'On-demand Inference'],
  ];
}

/** Price of one pricing unit with ten decimals; `price` is for the 10^-decimals part of it. */
export function rateText(price: number, quantityDecimals: number): string {
  const units = BigInt(price) * 10n ** BigInt(quantityDecimals);
  const digits = units.toString().padStart(COST_DECIMALS + 1, '0');
  return `${digits.slice(0, -COST_DECIMALS)}.${digits.slice(-COST_DECIMALS)}`;
}

const trimmed = (price: number, quantityDecimals: number): string =>
  rateText(price, quantityDecimals).replace(/0+$/, '').replace(/\.$/, '');
