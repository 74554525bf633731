import type { Notification, NotificationState } from '../../domain/notification/notification.ts';
import { explainCommand } from '../../domain/notification/plain-message.ts';
import { cutText, plainText } from '../../domain/notification/text.ts';

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const SUMMARY_CHARS_MAX = 1_024;
const DEDUP_KEY_CHARS_MAX = 255;
/** The whole event may have 512 KB; this many entries of this size are far below. */
const DETAILS_MAX = 60;
const DETAIL_CHARS_MAX = 500;
const LINKS_MAX = 5;
const LINK_CHARS_MAX = 1_000;

export interface PagerDutyEvent {
  readonly routing_key: string;
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly payload?: {
    readonly summary: string;
    readonly source: string;
    readonly severity: 'critical' | 'warning' | 'info';
    /** When it began, ISO 8601; absent where that is not known. */
    readonly timestamp?: string;
    readonly group?: string;
    readonly class: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly client?: string;
  readonly client_url?: string;
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

/**
 * One incident of PagerDuty an alert: its id is the fingerprint with the start, and so is the dedup key. Severities have
 * the same names; PagerDuty's `error` stays unused.
 */
export function eventOf(
  notification: Notification,
  routingKey: string,
  remarks: readonly string[],
): PagerDutyEvent {
  const action = ACTIONS[notification.state];
  const head = { routing_key: routingKey, event_action: action, dedup_key: dedupKeyOf(notification.alertId) };
  if (action !== 'trigger') return head;
  const { headline, severity, team, rule, data } = notification;
  const links = linksOf(notification);
  const startedAt = data.startedAt;
  return {
    ...head,
    payload: {
      summary: cutText(plainText(headline), SUMMARY_CHARS_MAX) || 'Billhook alert',
      source: 'billhook',
      severity,
      ...(typeof startedAt === 'string' ? { timestamp: startedAt } : {}),
      ...(team === '' ? {} : { group: cutText(plainText(team), DETAIL_CHARS_MAX) }),
      class: rule,
      custom_details: detailsOf(notification, remarks),
    },
    client: 'Billhook',
    ...(links[0] === undefined ? {} : { client_url: links[0].href, links }),
  };
}

export const dedupKeyOf = (alertId: string): string => `billhook:${alertId}`.slice(0, DEDUP_KEY_CHARS_MAX);

/**
 * Somebody at work on it is an acknowledgement there too; what is over, or kept still, is resolved and triggers anew
 * should it come back; all else triggers.
 */
const ACTIONS: Readonly<Record<NotificationState, PagerDutyEvent['event_action']>> = {
  FIRING: 'trigger',
  REVISED: 'trigger',
  TEST: 'trigger',
  REPORT: 'trigger',
  ACK: 'acknowledge',
  SNOOZED: 'acknowledge',
  MUTED: 'resolve',
  RESOLVED: 'resolve',
  WITHDRAWN: 'resolve',
  CLOSED: 'resolve',
};

function detailsOf(notification: Notification, remarks: readonly string[]): Readonly<Record<string, string>> {
  const { change, decisions = [], why = [], facts, outlook, contributors, notes, freshness } = notification;
  const explain = explainCommand(notification);
  const rows: readonly (readonly [string, string])[] = [
    ...remarks.map((remark): [string, string] => ['Remark', remark]),
    ...(change === '' ? [] : [['Change', change] as const]),
    ...decisions.map((line, index): [string, string] => [`Decision ${index + 1}`, line]),
    ...[...why, ...facts, ...outlook, ...contributors].map(({ label, value }) => [label, value] as const),
    ...notes.map((note, index): [string, string] => [`Note ${index + 1}`, note]),
  ];
  const kept = rows.slice(0, DETAILS_MAX).map(([label, value]) => [short(label), short(value)] as const);
  const rest = rows.length - kept.length;
  return Object.fromEntries([
    ...kept,
    ...(rest === 0 ? [] : [['Not shown', `and ${rest} more`]]),
    ['Data', short(freshness)],
    ...(explain === undefined ? [] : [['Explain', explain]]),
  ]);
}

const short = (text: string): string => cutText(plainText(text), DETAIL_CHARS_MAX);

const linksOf = ({ links }: Notification): readonly { readonly href: string; readonly text: string }[] =>
  links
    .filter(({ url }) => url.length <= LINK_CHARS_MAX && /^https?:\/\/\S+$/u.test(url) && URL.canParse(url))
    .slice(0, LINKS_MAX)
    .map(({ label, url }) => ({ href: url, text: short(label) }));
