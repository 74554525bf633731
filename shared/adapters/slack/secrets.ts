/** What the secret store holds for Slack: a bot token, or one incoming webhook a channel, or both. */
export interface SlackSecrets {
  readonly botToken?: string;
  /** What Slack signs its requests with; without it no click can be believed. */
  readonly signingSecret?: string;
  /** Webhook URL by channel address as budgets name it, e.g. `#search-ai`. */
  readonly webhooks?: Readonly<Record<string, string>>;
}

const SLACK_API_URL = 'https://slack.com/api/';

/**
 * The webhook's URL if posting there is safe: https to hooks.slack.com, or, where the Web API's address was changed
 * (the run on one machine), that same origin. Undefined: it may be somebody else's server.
 */
export function safeWebhookUrl(text: string, apiUrl: string = SLACK_API_URL): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return undefined;
  const override = new URL(apiUrl);
  if (override.origin !== new URL(SLACK_API_URL).origin)
    return url.origin === override.origin ? url.href : undefined;
  return url.origin === 'https://hooks.slack.com' ? url.href : undefined;
}
