import { CUR, CUR_UNREAD } from '../adapters/cur/columns.ts';
import { type Hour, isoInstant, startOfHour } from '../domain/base/instant.ts';
import { type BillingPeriod, periodEnd, periodHours, periodStart } from '../domain/base/period.ts';
import { COMPANY, PAYER } from './company.ts';
import { EXPORT_COLUMNS, EXTRA, type ExportColumn } from './export-columns.ts';
import type { Entries, LineItem, Series } from './series.ts';

/** What is the same on every row of one delivery. */
export interface Bill {
  readonly period: BillingPeriod;
  /** Null until the invoice is final. */
  readonly invoiceId: string | null;
}

/** Where a column's value comes from: which decides how often it has to be worked out. */
export type Cell =
  | { readonly from: 'nothing' }
  | { readonly from: 'item'; readonly text: (item: LineItem, bill: Bill) => string | null | undefined }
  | { readonly from: 'map'; readonly entries: (item: LineItem) => Entries }
  | { readonly from: 'instant'; readonly at: (time: RowTime, bill: Bill) => number }
  | { readonly from: 'interval' }
  | { readonly from: 'amount' }
  | { readonly from: 'cost' }
  | { readonly from: 'public-cost' };

export interface RowTime {
  readonly start: number;
  readonly end: number;
}

export interface FilledColumn extends ExportColumn {
  readonly cell: Cell;
}

export const timeOf = (hour: Hour, span: Series['span'], period: BillingPeriod): RowTime =>
  span === 'hour'
    ? { start: startOfHour(hour), end: startOfHour(hour + 1) }
    : { start: periodStart(period), end: periodEnd(period) };

/** `2026-11-18T13:00:00Z/2026-11-18T14:00:00Z`, without milliseconds. */
export const intervalText = ({ start, end }: RowTime): string =>
  `${isoInstant(start).slice(0, 19)}Z/${isoInstant(end).slice(0, 19)}Z`;

/** Row times by a small code: 0 is the whole period, 1 + n its n-th hour. */
export function timeCodes(period: BillingPeriod): {
  readonly codeOf: (hour: Hour, span: Series['span']) => number;
  readonly times: readonly RowTime[];
} {
  const { from, to } = periodHours(period);
  const times = [timeOf(from, 'month', period)];
  for (let hour = from; hour < to; hour += 1) times.push(timeOf(hour, 'hour', period));
  return { codeOf: (hour, span) => (span === 'month' ? 0 : hour - from + 1), times };
}

const item = (text: (item: LineItem, bill: Bill) => string | null | undefined): Cell => ({
  from: 'item',
  text,
});
const instant = (at: (time: RowTime, bill: Bill) => number): Cell => ({ from: 'instant', at });
const map = (entries: (item: LineItem) => Entries): Cell => ({ from: 'map', entries });

const SELLER = 'Amazon Web Services, Inc.';

const CELLS: Readonly<Record<string, Cell>> = {
  [CUR_UNREAD.billType]: item((i) => i.billType),
  [CUR.billingEntity.name]: item((i) => i.billingEntity),
  [CUR_UNREAD.periodStart]: instant((_, bill) => periodStart(bill.period)),
  [CUR_UNREAD.periodEnd]: instant((_, bill) => periodEnd(bill.period)),
  [CUR_UNREAD.invoiceId]: item((_, bill) => bill.invoiceId),
  [CUR_UNREAD.invoicingEntity]: item(() => SELLER),
  [CUR.billingAccountId.name]: item(() => PAYER.id),
  [CUR_UNREAD.payerAccountName]: item(() => `${COMPANY}, billing`),
  [CUR_UNREAD.costCategory]: map((i) => i.costCategory),
  [CUR_UNREAD.lineItemId]: item((i) => i.id),
  [CUR_UNREAD.timeInterval]: { from: 'interval' },
  [CUR_UNREAD.availabilityZone]: item((i) => i.availabilityZone),
  [CUR_UNREAD.blendedCost]: { from: 'cost' },
  [EXTRA.blendedRate]: item((i) => i.rate),
  [CUR.billingCurrency.name]: item(() => 'USD'),
  [CUR.iamPrincipal.name]: item((i) => i.iamPrincipal),
  [CUR_UNREAD.legalEntity]: item(() => SELLER),
  [CUR.description.name]: item((i) => i.description),
  [CUR.lineItemType.name]: item((i) => i.lineItemType),
  [CUR.operation.name]: item((i) => i.operation),
  [CUR.productCode.name]: item((i) => i.productCode),
  [CUR.resourceId.name]: item((i) => i.resourceId),
  [CUR_UNREAD.taxType]: item((i) => i.taxType),
  [CUR.unblendedCost.name]: { from: 'cost' },
  [CUR_UNREAD.unblendedRate]: item((i) => i.rate),
  [CUR.subAccountId.name]: item((i) => i.accountId),
  [CUR_UNREAD.usageAccountName]: item((i) => i.accountName),
  [CUR.usageAmount.name]: { from: 'amount' },
  [CUR.chargePeriodEnd.name]: instant((time) => time.end),
  [CUR.chargePeriodStart.name]: instant((time) => time.start),
  [CUR.usageType.name]: item((i) => i.usageType),
  [CUR_UNREAD.pricingCurrency]: item((i) => (i.unit === undefined ? null : 'USD')),
  [CUR_UNREAD.publicOnDemandCost]: { from: 'public-cost' },
  [CUR_UNREAD.publicOnDemandRate]: item((i) => i.rate),
  [EXTRA.rateCode]: item((i) => i.rateCode),
  [EXTRA.rateId]: item((i) => i.rateId),
  [CUR_UNREAD.pricingTerm]: item((i) => i.term),
  [CUR.pricingUnit.name]: item((i) => i.unit),
  [CUR.product.name]: map((i) => i.product),
  [EXTRA.instanceType]: item((i) => i.instanceType),
  [EXTRA.instanceFamily]: item((i) => i.instanceFamily),
  [EXTRA.location]: item((i) => i.location),
  [EXTRA.locationType]: item((i) => (i.location === undefined ? null : 'AWS Region')),
  [CUR_UNREAD.productOperation]: item((i) => (i.servicecode === undefined ? null : i.operation)),
  [CUR.productFamily.name]: item((i) => i.productFamily),
  [CUR.regionCode.name]: item((i) => i.region),
  [CUR.servicecode.name]: item((i) => i.servicecode),
  [CUR_UNREAD.productSku]: item((i) => i.sku),
  [CUR_UNREAD.productUsagetype]: item((i) => i.usageType),
  [EXTRA.subscriptionId]: item((i) => i.subscriptionId),
  [CUR.resourceTags.name]: map((i) => i.resourceTags),
  [CUR.tags.name]: map((i) => i.tags),
};

const EMPTY_MAP = map(() => []);

/** Every column of the export with the way to fill it. */
export const FILLED_COLUMNS: readonly FilledColumn[] = EXPORT_COLUMNS.map((column) => ({
  ...column,
  cell: CELLS[column.name] ?? (column.type.startsWith('map') ? EMPTY_MAP : { from: 'nothing' }),
}));
