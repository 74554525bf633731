import { retryAfterMs } from '../http/retry-after.ts';
import {
  type Answer,
  again,
  judgeStatus as judgeHttpStatus,
  judgeNetwork as judgeNoAnswer,
  judgeUnreadable as judgeOddAnswer,
  never,
  type Receiver,
  type Refusal,
} from '../http/verdict.ts';

/** Slack says yes and no with 200: the body decides. */
export const SLACK: Receiver = { name: 'Slack', takesBy: (status) => status === 200 };

const MINUTE_MS = 60_000;

/** By HTTP status alone; undefined for 200, where the body decides. */
export const judgeStatus = (answer: Answer, now: number): Refusal | undefined =>
  judgeHttpStatus(SLACK, answer, now, errorWord(answer.body));

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

export const judgeUnreadable = (): Refusal => judgeOddAnswer(SLACK);

export const judgeNetwork = (code: string): Refusal => judgeNoAnswer(SLACK, code);

/** Slack's error word in a body, if it is one: nothing else of a body is repeated. */
const errorWord = (body: string): string | undefined => /^[a-z][a-z0-9_]{1,63}$/.exec(body.trim())?.[0];
