import { type Hour, hourOf, type Instant, parseInstant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import { accountTags } from './bedrock-series.ts';
import { type Account, CLAIMS, PAYER, PLATFORM } from './company.ts';
import { DIGITS, lineItemId, opaque, SKU_ALPHABET } from './identity.ts';
import { MODELS, marketplaceCode } from './models.ts';
import type { LineItem, Series } from './series.ts';

/** A row whose cost is given and not metered. */
export interface FixedRow {
  readonly series: Series;
  readonly hour: Hour;
  /** 10^-10 USD. */
  readonly cost: number;
  /** Deliveries made before do not have it. */
  readonly shownFrom: Instant;
}

const CENT = 100_000_000;
const BEDROCK_CODE = 'AmazonBedrockService';
const BEDROCK_NAME = 'Amazon Bedrock Service';

interface Spec {
  readonly lineItemType: string;
  readonly account: Account;
  readonly code: string;
  readonly productName: string;
  readonly description: string;
  readonly bedrock: boolean;
  readonly usageType?: string;
  readonly billType?: LineItem['billType'];
  readonly marketplace?: boolean;
}

function adjustment(spec: Spec): Series {
  const { account } = spec;
  return {
    quantityDecimals: 0,
    price: 0,
    span: 'hour',
    hasPublicCost: false,
    bedrock: spec.bedrock,
    item: {
      id: lineItemId(`${spec.lineItemType} ${spec.description} ${spec.usageType ?? ''} ${account.id}`),
      lineItemType: spec.lineItemType,
      billType: spec.billType ?? 'Anniversary',
      billingEntity: spec.marketplace === true ? 'AWS Marketplace' : 'AWS',
      productCode: spec.code,
      accountId: account.id,
      accountName: account.name,
      ...(spec.usageType === undefined ? {} : { usageType: spec.usageType }),
      description: spec.description,
      ...(spec.usageType === undefined ? {} : pricing(spec.code, spec.usageType, account.id)),
      product: [
        ['product_name', spec.productName],
        ['servicename', spec.productName],
      ],
      tags: accountTags(account),
      resourceTags: [],
      costCategory: account.costCategory,
    },
  };
}

/** What a credit or discount repeats of the usage it is about: all but operation and rate code. */
const pricing = (code: string, usageType: string, accountId: string): Partial<LineItem> => ({
  unit: code === BEDROCK_CODE ? '1K tokens' : 'GB-Mo',
  rate: '0.0000000000',
  rateId: opaque(`rate id ${code} ${usageType}`, 12, DIGITS),
  term: 'OnDemand',
  sku: opaque(`sku ${code} ${usageType}`, 16, SKU_ALPHABET),
  servicecode: code,
  subscriptionId: opaque(`subscription ${accountId} ${code}`, 11, DIGITS),
});

const BEDROCK_CREDIT = adjustment({
  lineItemType: 'Credit',
  account: CLAIMS,
  code: BEDROCK_CODE,
  productName: BEDROCK_NAME,
  usageType: 'USE1-Claude4.6Sonnet-output-tokens',
  description: 'Generative AI adoption credit',
  bedrock: true,
});
const STORAGE_CREDIT = adjustment({
  lineItemType: 'Credit',
  account: PLATFORM,
  code: 'AmazonS3',
  productName: 'Amazon Simple Storage Service',
  usageType: 'USE1-TimedStorage-ByteHrs',
  description: 'AWS Free Tier',
  bedrock: false,
});
const REFUND = adjustment({
  lineItemType: 'Refund',
  account: PLATFORM,
  code: marketplaceCode(MODELS.sonnet45),
  productName: 'Claude Sonnet 4.5 (Amazon Bedrock Edition)',
  description: 'Refund for failed requests, case 17729044',
  billType: 'Refund',
  marketplace: true,
  bedrock: true,
});
const DISCOUNT = adjustment({
  lineItemType: 'Discount',
  account: CLAIMS,
  code: BEDROCK_CODE,
  productName: BEDROCK_NAME,
  usageType: 'USE1-Claude4.5Haiku-input-tokens',
  description: 'Launch discount, Claude Haiku 4.5',
  bedrock: true,
});
const BUNDLED_DISCOUNT = adjustment({
  lineItemType: 'BundledDiscount',
  account: PAYER,
  code: 'AmazonCloudWatch',
  productName: 'AmazonCloudWatch',
  usageType: 'USE1-CW:MetricMonitorUsage',
  description: 'Included metrics',
  bedrock: false,
});

/** One credit row a usage type and hour, as AWS books them. */
const spread = (series: Series, from: string, hours: number, cents: number, shownFrom = from): FixedRow[] =>
  Array.from({ length: hours }, (_, index) => ({
    series,
    hour: hourOf(parseInstant(from)) + index,
    cost: -cents * CENT,
    shownFrom: parseInstant(shownFrom),
  }));

export const FIXED_ROWS: readonly FixedRow[] = [
  ...spread(STORAGE_CREDIT, '2026-09-08', 5, 3),
  ...spread(REFUND, '2026-10-14T09:00', 1, 4_820, '2026-10-20'),
  ...spread(DISCOUNT, '2026-10-05', 12, 110),
  ...spread(BUNDLED_DISCOUNT, '2026-11-01', 24, 9),
  ...spread(BEDROCK_CREDIT, '2026-11-03T10:00', 10, 2_500, '2026-11-18'),
];

/** Tax is one row a product for the whole month and grows in place; 8 % of what the product cost so far, in whole cents. */
export const taxCost = (cost: number): number => Math.round((cost * 0.08) / CENT) * CENT;

/** The tax row of a product, after one of its usage series. */
export function taxSeries(usage: Series, period: BillingPeriod): Series {
  const { productCode, billingEntity, product } = usage.item;
  const base = adjustment({
    lineItemType: 'Tax',
    account: PAYER,
    code: productCode,
    productName: product[0]![1],
    description: `Tax for product code ${productCode}`,
    marketplace: billingEntity === 'AWS Marketplace',
    bedrock: usage.bedrock,
  });
  return {
    ...base,
    span: 'month',
    item: {
      ...base.item,
      id: lineItemId(`tax ${productCode} ${period}`),
      taxType: 'VAT',
      product: [product[0]!],
    },
  };
}
