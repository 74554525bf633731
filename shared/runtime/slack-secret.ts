import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { misconfigured } from '../domain/base/failure.ts';
import { record } from './notice-events.ts';

/** A Slack bot token, or incoming webhooks by channel, or both. */
export interface SlackSecret {
  readonly botToken?: string;
  readonly signingSecret?: string;
  readonly webhooks?: Readonly<Record<string, string>>;
}

/** A changed secret is used after at most this long, or at once when Slack refuses the old one. */
const FRESH_SECONDS = 300;

/**
 * Reads the secret from an SSM SecureString, cached for five minutes; `fresh` asks past the cache. Rejects with Failure
 * `misconfigured`, which never repeats any part of the secret.
 */
export function slackSecretReader(parameter: string | undefined): (fresh?: boolean) => Promise<SlackSecret> {
  if (parameter === undefined) {
    const expected = 'BILLHOOK_SLACK_PARAMETER to name the SSM parameter with the Slack secret';
    return () => Promise.reject(misconfigured('there is no Slack secret', { expected }));
  }
  const provider = new SSMProvider();
  return async (fresh = false) => {
    const text = await provider.get(parameter, { decrypt: true, maxAge: FRESH_SECONDS, forceFetch: fresh });
    return parseSlackSecret(text ?? '', parameter);
  };
}

/** Throws Failure `misconfigured` naming the parameter and the field, without the value. */
export function parseSlackSecret(text: string, parameter: string): SlackSecret {
  const secret = record(parsed(text));
  if (secret === undefined) throw unusable(parameter, 'a JSON object');
  const { botToken, signingSecret, webhooks } = secret;
  if (botToken !== undefined && typeof botToken !== 'string')
    throw unusable(parameter, 'botToken to be a text');
  if (signingSecret !== undefined && typeof signingSecret !== 'string')
    throw unusable(parameter, 'signingSecret to be a text');
  const urls = webhooks === undefined ? undefined : record(webhooks);
  if (webhooks !== undefined && (urls === undefined || !isTexts(urls))) {
    throw unusable(parameter, 'webhooks to be an object of channel and address');
  }
  return {
    ...(botToken === undefined ? {} : { botToken }),
    ...(signingSecret === undefined ? {} : { signingSecret }),
    ...(urls !== undefined && isTexts(urls) ? { webhooks: urls } : {}),
  };
}

const isTexts = (value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, string>> =>
  Object.values(value).every((url) => typeof url === 'string');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unusable = (parameter: string, expected: string) =>
  misconfigured(`the Slack secret in SSM parameter ${parameter} cannot be used`, {
    expected: `${expected}, as in {"botToken": "xoxb-…", "signingSecret": "…"} or {"webhooks": {"#channel": "https://…"}}`,
  });
