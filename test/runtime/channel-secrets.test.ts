import { describe, expect, test } from 'vitest';
import { channelSecretsReader, parseChannelSecrets } from '../../shared/runtime/channel-secrets.ts';

const KEY = 'R0123456789abcdefghijklmnopqrstu';
const parse = (secret: unknown) => parseChannelSecrets(JSON.stringify(secret), '/billhook/slack');

describe('the secrets of channels', () => {
  test('stand by name beside those of Slack', () => {
    const endpoint = {
      url: 'https://hooks.example.com/in',
      signingKeys: ['sixteen-characters', 'another-sixteen-ones'],
    };
    const secrets = parse({
      botToken: 'xoxb-1',
      webhooks: { '#a': 'https://hooks.slack.com/services/x' },
      endpoints: { tickets: endpoint },
      pagerduty: { us: KEY, eu: { routingKey: KEY, region: 'eu' } },
      namesKey: 'sixteen-characters',
    });
    expect(secrets.endpoints.get('tickets')).toEqual(endpoint);
    expect(secrets.endpoints.get('#a')).toBeUndefined();
    expect([...secrets.pagerduty]).toEqual([
      ['us', { routingKey: KEY, region: 'us' }],
      ['eu', { routingKey: KEY, region: 'eu' }],
    ]);
    expect(secrets.namesKey).toBe('sixteen-characters');
    expect(parse({})).toEqual({ endpoints: new Map(), pagerduty: new Map() });
  });

  test.each<[unknown, RegExp]>([
    ['verysecret', /a JSON object/],
    [{ endpoints: { a: 'https://verysecret' } }, /endpoints\.a/],
    [{ endpoints: { a: { url: 'https://verysecret' } } }, /endpoints\.a/],
    [{ endpoints: { a: { url: 'https://verysecret', signingKeys: ['short'] } } }, /at least 16/],
    [{ pagerduty: { a: 'verysecret' } }, /pagerduty\.a/],
    [{ pagerduty: { a: { routingKey: KEY, region: 'verysecret' } } }, /pagerduty\.a/],
    [{ namesKey: 'verysecret' }, /namesKey/],
  ])('%o is refused without being repeated', (secret, expected) => {
    const refused = () => parse(secret);
    expect(refused).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        message: 'the secret in SSM parameter /billhook/slack cannot be used',
        detail: { expected: expect.stringMatching(expected) },
      }),
    );
    expect(refused).not.toThrow(/verysecret/);
  });

  test('without a parameter it says which variable names it', async () => {
    await expect(channelSecretsReader(undefined)()).rejects.toMatchObject({
      kind: 'misconfigured',
      detail: { expected: expect.stringContaining('BILLHOOK_SLACK_PARAMETER') },
    });
  });
});
