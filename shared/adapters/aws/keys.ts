import { createHash } from 'node:crypto';
import { type Day, isoDay } from '../../domain/base/instant.ts';
import { type BillingPeriod, periodDays } from '../../domain/base/period.ts';
import type { DeliveryOrder } from '../../domain/delivery/order.ts';
import type { LedgerScope } from '../../domain/ledger/entry.ts';
import { encodePart } from '../../domain/ledger/entry-key.ts';
import type { LedgerVersion } from '../../domain/ledger/snapshot.ts';
import type { ChannelRef } from '../../domain/notification/notification.ts';

/** The only place that knows how the table is laid out; README.md beside it shows the whole of it. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Prefixes that the table's stream is filtered by. */
export const POINTER_PREFIX = 'pointer#';
export const OUTBOX_PREFIX = 'outbox#';

/** Sparse index of messages that wait, and of those that were given up. */
export const DUE_INDEX = 'due';
export const DUE_PARTITION = 'pending';
export const GIVEN_UP_PARTITION = 'undeliverable';

/**
 * DynamoDB allows 2,048 bytes of partition key and 1,024 of sort key
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html). The longest sort key joins a
 * scope's three parts, a day and an order: 4 × 220 + 20 bytes.
 */
const PART_BYTES_MAX = 220;
const LONG_PART_BYTES_MAX = 1_800;
const VERSION_DIGITS = 12;
const TIME_DIGITS = 15;

export const pointersPk = (exportName: string): string => `${POINTER_PREFIX}${part(exportName)}`;
export const pointerKey = (exportName: string, period: BillingPeriod): Key => ({
  pk: pointersPk(exportName),
  sk: part(period),
});

/**
 * One partition a day. Late charges may carry a day outside their billing period; they live with its first or last
 * day, so that reading the period's days finds every entry.
 */
export function entriesPk(exportName: string, period: BillingPeriod, day: Day): string {
  const { from, to } = periodDays(period);
  const shelf = Math.min(Math.max(day, from), to - 1);
  return `entry#${part(exportName)}#${part(period)}#${isoDay(shelf)}`;
}

export function entryPks(exportName: string, period: BillingPeriod): readonly string[] {
  const { from, to } = periodDays(period);
  return Array.from({ length: to - from }, (_, index) => entriesPk(exportName, period, from + index));
}

/** `slice` counts the items of one version of an entry that is too large for one item. */
export function entrySk(scope: LedgerScope, day: Day, version: LedgerVersion, slice: number): string {
  const scopeKey = [scope.dimension, scope.team, scope.value].map((text) => part(text)).join('#');
  const first = `${scopeKey}#${isoDay(day)}#${part(version)}`;
  return slice === 0 ? first : `${first}#${slice}`;
}

export const alertsPk = (exportName: string): string => `alert#${part(exportName)}`;
export const alertKey = (exportName: string, alertId: string): Key => ({
  pk: alertsPk(exportName),
  sk: part(alertId),
});

export const outboxKey = (id: string): Key => ({
  pk: `${OUTBOX_PREFIX}${part(id, LONG_PART_BYTES_MAX)}`,
  sk: 'entry',
});
/** The messages of one alert by channel and alert version: what an older message of the same thread is found by. */
export const threadPk = (alertId: string): string => `thread#${part(alertId)}`;
export const threadSk = (channel: ChannelRef, version: number): string =>
  `${channelPart(channel)}#${padded(version, VERSION_DIGITS)}`;
/** Sort keys of one channel lie between this and itself followed by digits. */
export const threadSkFrom = (channel: ChannelRef): string => `${channelPart(channel)}#`;
export const receiptKey = (alertId: string, channel: ChannelRef): Key => ({
  pk: `receipt#${part(alertId)}`,
  sk: channelPart(channel),
});
/** Sorts by due time, then age. */
export const dueAt = (time: number, createdAt: number): string =>
  `${padded(time, TIME_DIGITS)}#${padded(createdAt, TIME_DIGITS)}`;

export const BUDGET_BOOK_KEY: Key = { pk: 'budgets', sk: 'book' };
export const BUDGET_AUDIT_PK = 'budget-audit';
/** Versions count down, so that rows come newest first and, within one version, by team. */
export const budgetAuditKey = (version: number, team: string): Key => ({
  pk: BUDGET_AUDIT_PK,
  sk: `${padded(10 ** VERSION_DIGITS - version, VERSION_DIGITS)}#${part(team)}`,
});

export const plansPk = (exportName: string): string => `plan#${part(exportName)}`;
export const planKey = (exportName: string, id: string): Key => ({ pk: plansPk(exportName), sk: part(id) });
export const silencesPk = (exportName: string): string => `silence#${part(exportName)}`;
export const silenceKey = (exportName: string, id: string): Key => ({
  pk: silencesPk(exportName),
  sk: part(id),
});

/** What was stored as one version of a subject is written down once, in the order of the versions. */
export const auditPk = (exportName: string, subject: string): string =>
  `audit#${part(exportName)}#${part(subject)}`;
export const auditKey = (exportName: string, subject: string, version: number): Key => ({
  pk: auditPk(exportName, subject),
  sk: padded(version, VERSION_DIGITS),
});

export const quarantinePk = (exportName: string, period: BillingPeriod): string =>
  `quarantine#${part(exportName)}#${part(period)}`;
export const quarantineKey = (exportName: string, period: BillingPeriod, order: DeliveryOrder): Key => ({
  pk: quarantinePk(exportName, period),
  sk: part(order),
});

export const seenRequestKey = (id: string): Key => ({ pk: `request#${part(id)}`, sk: 'seen' });

/** By who asked, so that nobody can take another's key. */
export const repeatKey = (who: string, key: string): Key => ({
  pk: `repeat#${part(who)}`,
  sk: part(key),
});

export const backtestKey = (exportName: string, id: string): Key => ({
  pk: `backtest#${part(exportName)}#${part(id)}`,
  sk: 'job',
});

export const reportsPk = (exportName: string): string => `report#${part(exportName)}`;
/** Sort keys of one rule begin with it. */
export const reportRuleSk = (rule: string): string => `${rule}#`;
export const reportKey = (exportName: string, rule: string, id: string): Key => ({
  pk: reportsPk(exportName),
  sk: `${reportRuleSk(rule)}${part(id)}`,
});

export const ripenessKey = (exportName: string): Key => ({
  pk: `ripeness#${part(exportName)}`,
  sk: 'state',
});

/**
 * One part of a key: equal only for equal texts. Too long ones keep a readable head and their SHA-256, behind `%~`,
 * which no encoded text contains: a name that spells out another name's hash cannot take its place.
 */
export function part(text: string, bytesMax = PART_BYTES_MAX): string {
  const safe = encodePart(text);
  if (Buffer.byteLength(safe) <= bytesMax) return safe;
  const head = text.replace(/[^\x21-\x7e]|[%#]/g, '').slice(0, 60);
  return `${head}%~${createHash('sha256').update(safe).digest('hex')}`;
}

const channelPart = (channel: ChannelRef): string => `${channel.kind}#${part(channel.address)}`;
const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
