import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import type { PagerDutySecret } from '../adapters/pagerduty/pagerduty-channel.ts';
import type { WebhookSecret } from '../adapters/webhook/webhook-channel.ts';
import { misconfigured } from '../domain/base/failure.ts';
import { record } from './notice-events.ts';

/** What the secret holds besides Slack's part: by the names that `billhook.yml` gives them. */
export interface ChannelSecrets {
  readonly endpoints: ReadonlyMap<string, WebhookSecret>;
  readonly pagerduty: ReadonlyMap<string, PagerDutySecret>;
  /** Key of the hash that makes pseudonyms of names. */
  readonly namesKey?: string;
}

/** A changed secret is used after at most this long. */
const FRESH_SECONDS = 300;
/** Shorter keys can be guessed from one signed message. */
const KEY_CHARS_MIN = 16;

/** Reads the same SSM SecureString as `slackSecretReader`, cached for five minutes. */
export function channelSecretsReader(parameter: string | undefined): () => Promise<ChannelSecrets> {
  if (parameter === undefined) {
    const expected = 'BILLHOOK_SLACK_PARAMETER to name the SSM parameter with the secrets of channels';
    return () => Promise.reject(misconfigured('there is no secret for channels', { expected }));
  }
  const provider = new SSMProvider();
  return async () => {
    const text = await provider.get(parameter, { decrypt: true, maxAge: FRESH_SECONDS });
    return parseChannelSecrets(text ?? '', parameter);
  };
}

/** Throws Failure `misconfigured` naming the parameter and the field, without the value. */
export function parseChannelSecrets(text: string, parameter: string): ChannelSecrets {
  const refuse = (expected: string) =>
    misconfigured(`the secret in SSM parameter ${parameter} cannot be used`, { expected });
  const secret = record(parsed(text));
  if (secret === undefined) throw refuse('a JSON object');
  const { endpoints, pagerduty, namesKey } = secret;
  if (namesKey !== undefined && !isKey(namesKey))
    throw refuse(`namesKey to be a text of at least ${KEY_CHARS_MIN} characters`);
  return {
    endpoints: mapOf(endpoints, (value, name) => {
      const endpoint = endpointOf(value);
      if (endpoint !== undefined) return endpoint;
      throw refuse(
        `endpoints.${name} to be {"url": "https://…", "signingKeys": ["…"]} with keys of at least ${KEY_CHARS_MIN} characters`,
      );
    }),
    pagerduty: mapOf(pagerduty, (value, name) => {
      const service = serviceOf(value);
      if (service !== undefined) return service;
      throw refuse(`pagerduty.${name} to be a routing key, or {"routingKey": "…", "region": "eu"}`);
    }),
    ...(isKey(namesKey) ? { namesKey } : {}),
  };
}

function endpointOf(value: unknown): WebhookSecret | undefined {
  const { url, signingKeys } = record(value) ?? {};
  if (typeof url !== 'string' || !Array.isArray(signingKeys) || signingKeys.length === 0) return undefined;
  return signingKeys.every(isKey) ? { url, signingKeys } : undefined;
}

function serviceOf(value: unknown): PagerDutySecret | undefined {
  const { routingKey, region = 'us' } = record(value) ?? { routingKey: value };
  if (typeof routingKey !== 'string' || !/^[A-Za-z0-9]{32}$/.test(routingKey)) return undefined;
  return region === 'us' || region === 'eu' ? { routingKey, region } : undefined;
}

const isKey = (value: unknown): value is string => typeof value === 'string' && value.length >= KEY_CHARS_MIN;

function mapOf<T>(value: unknown, read: (each: unknown, name: string) => T): ReadonlyMap<string, T> {
  return new Map(Object.entries(record(value) ?? {}).map(([name, each]) => [name, read(each, name)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
