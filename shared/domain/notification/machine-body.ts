import { escapeUnseen } from '../base/unseen.ts';
import { commandsOf } from './commands.ts';
import type { Notification } from './notification.ts';
import { cutText, xmlText } from './text.ts';

/** What a program may need to know of the call that brings the message. */
export interface Dispatch {
  readonly outboxId: string;
  /** The same for every try of one message: whoever saw it may drop the rest. */
  readonly deliveryId?: string;
  readonly maybeRepeat: boolean;
}

/** In this order they are left out where a body is too large. */
const LISTS = ['sections', 'notes', 'contributors', 'facts', 'outlook', 'why', 'decisions'] as const;

const TEXT_CHARS_MAX = 1_000;
const DATA_ENTRIES_MAX = 100;

/**
 * Facts for programs, sentences for people who read the raw JSON; at most `bytesMax` bytes of UTF-8, which must be
 * 196,000 at least. Where a body is too large, lists go first and `omitted` names them; the facts in `data` stay, cut
 * if need be.
 */
export function machineBody(notification: Notification, dispatch: Dispatch, bytesMax: number): string {
  const core = coreOf(notification, dispatch);
  // Nothing can be clicked here, so it says what to type.
  const commands = commandsOf(notification).map(({ value }) => value);
  const kept: Record<string, unknown> = {};
  for (const name of LISTS) if (notification[name] !== undefined) kept[name] = notification[name];
  const omitted: string[] = [];
  const body = (): string =>
    bodyText({
      ...core,
      ...Object.fromEntries(Object.entries(kept).toReversed()),
      ...(commands.length > 0 ? { commands } : {}),
      ...(dispatch.maybeRepeat ? { maybeRepeat: true } : {}),
      ...(omitted.length > 0 ? { omitted } : {}),
    });
  for (const name of LISTS) {
    if (bytesOf(body()) <= bytesMax) break;
    if (kept[name] === undefined) continue;
    delete kept[name];
    omitted.push(name);
  }
  const whole = body();
  return bytesOf(whole) <= bytesMax ? whole : bodyText(cutCore(core, omitted));
}

const coreOf = (notification: Notification, { outboxId, deliveryId }: Dispatch) => {
  const { alertId, reason, state, severity, rule, team, headline, change, freshness, links, data } =
    notification;
  return {
    alertId,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    outboxId,
    reason,
    state,
    severity,
    rule,
    team,
    headline,
    change,
    freshness,
    links,
    data,
  };
};

/**
 * Below the limit whatever it holds: 12 texts of 1,000 and 100 entries of 260 characters, each at most 6 bytes in JSON,
 * are 228 kB only if every character is one that is written as an escape, and `shortText` has taken those out but for the
 * joiners inside emoji; 4 bytes a character leave 152 kB.
 */
function cutCore(core: ReturnType<typeof coreOf>, omitted: readonly string[]): Record<string, unknown> {
  const short = (value: unknown, max: number): unknown =>
    typeof value === 'string' ? shortText(value, max) : value;
  const { data, links: _, ...texts } = core;
  const entries = Object.entries(data).slice(0, DATA_ENTRIES_MAX);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, short(value, TEXT_CHARS_MAX)])),
    data: Object.fromEntries(entries.map(([key, value]) => [shortText(key, 60), short(value, 200)])),
    omitted: [...omitted, 'links', 'long texts'],
  };
}

const shortText = (text: string, max: number): string => cutText(xmlText(text), max);

/** SNS and SQS refuse characters that XML does not have; as escapes they arrive, and no reader's terminal obeys them. */
const bodyText = (value: unknown): string => escapeUnseen(JSON.stringify(value));

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
