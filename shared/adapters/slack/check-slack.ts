import { LogLevel, WebClient } from '@slack/web-api';
import type { ChannelFacts } from '../../domain/doctor/facts.ts';
import type { SlackSecrets } from './secrets.ts';

/** Whether Slack takes the token, without posting anything; a webhook can only be tried by a message. */
export async function checkSlack(
  { botToken, webhooks = {} }: SlackSecrets,
  apiUrl: string | undefined,
): Promise<readonly ChannelFacts[]> {
  const hooks = Object.keys(webhooks).map((name) => ({ name: `webhook of ${name} (not tried)` }));
  if (botToken === undefined || botToken === '') return hooks;
  const client = new WebClient(botToken, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    timeout: 5_000,
  });
  try {
    const { team, user } = await client.auth.test();
    return [{ name: `Slack as ${user ?? 'a bot'} in ${team ?? 'a workspace'}` }, ...hooks];
  } catch (error) {
    const data = error instanceof Error && 'data' in error ? error.data : undefined;
    const said =
      typeof data === 'object' && data !== null && 'error' in data && typeof data.error === 'string'
        ? data.error
        : 'no answer';
    return [{ name: 'Slack', fault: `the bot token is refused (${said})` }, ...hooks];
  }
}
