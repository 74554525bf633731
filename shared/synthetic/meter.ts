import { accountTags, rateText } from './bedrock-series.ts';
import { type Account, REGIONS } from './company.ts';
import { DIGITS, lineItemId, opaque, SKU_ALPHABET } from './identity.ts';
import type { Entries, Owner, Series } from './series.ts';

/** A line that runs by the hour, Bedrock's own side products included. */
export interface Meter {
  readonly series: Series;
  /** Median quantity in an hour, and how much it wavers (0: constant). */
  readonly hourly: number;
  readonly sigma: number;
}

export interface MeterSpec {
  readonly account: Account;
  readonly code: string;
  readonly name: string;
  readonly usageType: string;
  readonly operation: string;
  readonly unit: string;
  /** USD per unit × 10^(10 − decimals): the price of the smallest quantity in 10^-10 USD. */
  readonly price: number;
  readonly decimals: number;
  readonly hourly: number;
  readonly sigma: number;
  readonly resource?: string;
  readonly family?: string;
  readonly team?: string;
  readonly description: string;
  readonly product?: Entries;
  readonly bedrock?: boolean;
}

/** One metered line of a service that is billed by AWS and called by no principal. */
export function meter(spec: MeterSpec): Meter {
  const { account, code, usageType } = spec;
  const region = REGIONS[account.region];
  const sku = opaque(`sku ${code} ${usageType}`, 16, SKU_ALPHABET);
  const team = spec.team;
  return {
    hourly: spec.hourly,
    sigma: spec.sigma,
    series: {
      quantityDecimals: spec.decimals,
      price: spec.price,
      span: 'hour',
      hasPublicCost: true,
      bedrock: spec.bedrock === true,
      ...(spec.bedrock === true
        ? { owner: { team: team ?? 'unattributed', principal: 'none' } satisfies Owner }
        : {}),
      item: {
        id: lineItemId(`${usageType} ${spec.operation} ${spec.resource ?? ''} ${account.id}`),
        lineItemType: 'Usage',
        billType: 'Anniversary',
        billingEntity: 'AWS',
        productCode: code,
        accountId: account.id,
        accountName: account.name,
        usageType,
        operation: spec.operation,
        ...(spec.resource === undefined ? {} : { resourceId: spec.resource }),
        description: spec.description,
        rate: rateText(spec.price, spec.decimals),
        unit: spec.unit,
        term: 'OnDemand',
        sku,
        rateCode: `${sku}.${opaque(`term ${sku}`, 10, SKU_ALPHABET)}.${opaque(`rate ${sku}`, 10, SKU_ALPHABET)}`,
        rateId: opaque(`rate id ${sku}`, 12, DIGITS),
        subscriptionId: opaque(`subscription ${account.id} ${code}`, 11, DIGITS),
        region: region.code,
        location: region.location,
        servicecode: code,
        ...(spec.family === undefined ? {} : { productFamily: spec.family }),
        product: [
          ['product_name', spec.name],
          ['region', region.code],
          ['servicename', spec.name],
          ...(spec.product ?? []),
        ],
        tags: [
          ...(team === undefined ? [] : ([['resourceTags/user:team', team]] as const)),
          ...accountTags(account),
        ],
        resourceTags: team === undefined ? [] : [['user_team', team]],
        costCategory: account.costCategory,
      },
    },
  };
}

/** USD per unit as the price of 10^-decimals of it, in 10^-10 USD. */
export const per = (usd: number, decimals: number): number => Math.round(usd * 10 ** (10 - decimals));
export const usage = (account: Account, rest: string): string => `${REGIONS[account.region].prefix}-${rest}`;
