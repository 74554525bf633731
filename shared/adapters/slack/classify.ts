import type { DeliveryResult } from '../../ports/channel.ts';

export type Refusal = Exclude<DeliveryResult, { outcome: 'sent' }>;

/** What came back over HTTP, as far as it was read. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Where Slack asks to wait without saying how long. */
const WAIT_DEFAULT_MS = 30 * SECOND_MS;
const WAIT_MAX_MS = 24 * 60 * MINUTE_MS;

const again = (afterMs: number, surelyNotSent: boolean, why: string): Refusal => ({
  outcome: 'again',
  afterMs,
  surelyNotSent,
  why,
});
const never = (why: string): Refusal => ({ outcome: 'never', why });

/**
 * Milliseconds to wait by a Retry-After header: seconds or an HTTP date, as RFC 9110 §10.2.3 has it. What is missing
 * or makes no sense (negative, words) gives the default; more than a day is a day.
 */
export function retryAfterMs(header: string | null, now: number): number {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * SECOND_MS, WAIT_MAX_MS);
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
  return Number.isNaN(date) ? WAIT_DEFAULT_MS : Math.min(Math.max(date - now, 0), WAIT_MAX_MS);
}

/** By HTTP status alone; undefined for 200, where the body decides. */
export function judgeStatus({ status, retryAfter, body }: Answer, now: number): Refusal | undefined {
  if (status === 200) return undefined;
  const why = `Slack answered HTTP ${status}${wordOf(body)}`;
  if (status === 429) return again(retryAfterMs(retryAfter, now), true, why);
  if (status === 425) return again(WAIT_DEFAULT_MS, true, why);
  if (status === 503) return again(retryAfterMs(retryAfter, now), false, why);
  if (status === 408 || status >= 500) return again(MINUTE_MS, false, why);
  // Other 2xx and 1xx are not what Slack answers: something in between did, and nobody knows what it passed on.
  if (status < 300) return again(MINUTE_MS, false, why);
  return never(why);
}

/** Errors of the Web API that pass by themselves; `false`: it may have been done before it failed. */
const PASSING: ReadonlyMap<string, boolean> = new Map([
  ['ratelimited', true],
  ['rate_limited', true],
  ['message_limit_exceeded', true],
  ['accesslimited', true],
  ['request_timeout', true],
  ['service_unavailable', false],
  ['team_added_to_org', true],
  ['org_login_required', true],
  ['internal_error', false],
  ['fatal_error', false],
]);

/** Errors that no later try mends: the message, the channel, the token or a setting must change. */
const LASTING: ReadonlySet<string> = new Set(
  (
    'access_denied account_inactive as_user_not_supported cannot_reply_to_message channel_is_archived ' +
    'channel_not_found deprecated_endpoint duplicate_channel_not_found duplicate_message_not_found ' +
    'ekm_access_denied enterprise_is_restricted invalid_arg_name invalid_arguments invalid_array_arg invalid_auth ' +
    'invalid_blocks invalid_blocks_format invalid_charset invalid_form_data invalid_metadata_format ' +
    'invalid_metadata_schema invalid_post_type is_archived is_inactive message_not_found ' +
    'messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_channel ' +
    'missing_post_type missing_scope msg_blocks_too_long msg_too_long no_permission no_text not_allowed_token_type ' +
    'not_authed not_in_channel restricted_action restricted_action_non_threadable_channel ' +
    'restricted_action_read_only_channel restricted_action_thread_locked restricted_action_thread_only_channel ' +
    'slack_connect_blocked_file_type slack_connect_file_link_sharing_blocked team_access_not_granted ' +
    'team_not_found token_expired token_revoked too_many_attachments too_many_contact_cards two_factor_setup_required ' +
    'cant_update_message edit_window_closed block_mismatch external_channel_migrating user_not_found'
  ).split(' '),
);

/** Errors by which Slack refuses the token: a newer one may lie in the secret store. */
export const isTokenRefused = (error: string | undefined): boolean =>
  ['invalid_auth', 'not_authed', 'token_expired', 'token_revoked', 'account_inactive'].includes(error ?? '');

/** The message to edit is out of reach, a new one is not. */
export const isEditRefused = (error: string | undefined): boolean =>
  [
    'message_not_found',
    'cant_update_message',
    'edit_window_closed',
    'block_mismatch',
    'channel_not_found',
  ].includes(error ?? '');

/** By the `error` of a body with `ok: false`. An unknown one is tried again, counted, so that it ends. */
export function judgeError(error: string, retryAfter: string | null, now: number): Refusal {
  const why = `Slack refused: ${error}`;
  const surelyNotSent = PASSING.get(error);
  if (surelyNotSent !== undefined) return again(retryAfterMs(retryAfter, now), surelyNotSent, why);
  return LASTING.has(error) ? never(why) : again(5 * MINUTE_MS, false, why);
}

/** An answer that is neither a yes nor a no: HTML of a proxy, nothing, or far too much. */
export const judgeUnreadable = (): Refusal =>
  again(MINUTE_MS, false, 'Slack’s answer could not be read as one of Slack’s');

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

/** No answer at all. The code only: messages of network errors hold the URL, and a webhook's URL is a secret. */
export const judgeNetwork = (code: string): Refusal =>
  again(WAIT_DEFAULT_MS, NEVER_CONNECTED.has(code), `no answer from Slack (${code})`);

/** Slack's error word in a body, if it is one: nothing else of a body is repeated. */
export const errorWord = (body: string): string | undefined =>
  /^[a-z][a-z0-9_]{1,63}$/.exec(body.trim())?.[0];

const wordOf = (body: string): string => {
  const word = errorWord(body);
  return word === undefined ? '' : ` (${word})`;
};
