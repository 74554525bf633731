import { createHmac } from 'node:crypto';
import type { OpenView } from './slack-app-state.ts';
import { SLACK_TEAM, type SlackPerson } from './slack-people.ts';
import type { SlackChannelState, SlackStandInMessage } from './slack-store.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the app is told besides, wherever it was done. */
export interface Around {
  readonly triggerId: string;
  readonly responseUrl: string;
}

const APP = { api_app_id: 'A0BILLHOOK', token: 'not-used-any-more' };

const userOf = ({ id, name }: SlackPerson): Json => ({ id, name, username: name, team_id: SLACK_TEAM.id });

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function clickBody(
  message: SlackStandInMessage,
  action: Json,
  person: SlackPerson,
  { triggerId, responseUrl }: Around,
): string {
  const { ts, channelId, channel, text, blocks } = message;
  return payloadBody({
    type: 'block_actions',
    ...APP,
    team: SLACK_TEAM,
    user: userOf(person),
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: false },
    trigger_id: triggerId,
    channel: { id: channelId, name: channel.slice(1) },
    message: { type: 'message', ts, text, blocks, bot_id: 'B0BILLHOOK' },
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...action, action_ts: `${Math.floor(Date.now() / 1_000)}.000000` }],
  });
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export const submissionBody = ({ id, view }: OpenView, values: Json, person: SlackPerson): string =>
  payloadBody({
    type: 'view_submission',
    ...APP,
    team: SLACK_TEAM,
    user: userOf(person),
    view: { ...view, id, team_id: SLACK_TEAM.id, state: { values }, hash: '1.a', bot_id: 'B0BILLHOOK' },
    response_urls: [],
  });

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export const commandBody = (
  text: string,
  { id, name }: SlackChannelState,
  person: SlackPerson,
  { triggerId, responseUrl }: Around,
): string =>
  new URLSearchParams({
    token: APP.token,
    team_id: SLACK_TEAM.id,
    team_domain: SLACK_TEAM.domain,
    channel_id: id,
    channel_name: name.slice(1),
    user_id: person.id,
    user_name: person.name,
    command: '/billhook',
    text,
    api_app_id: APP.api_app_id,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }).toString();

const payloadBody = (payload: Json): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedHeaders(body: string, secret: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${digest}`,
    'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  };
}
