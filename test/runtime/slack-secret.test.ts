import { describe, expect, test } from 'vitest';
import { parseSlackSecret, slackSecretReader } from '../../shared/runtime/slack-secret.ts';

describe('the Slack secret', () => {
  test('a token, webhooks, or both', () => {
    const both = {
      botToken: 'xoxb-1-2-3',
      webhooks: { '#search-ai': 'https://hooks.slack.com/services/T/B/x' },
    };
    expect(parseSlackSecret(JSON.stringify({ ...both, more: 1 }), '/billhook/slack')).toEqual(both);
    expect(parseSlackSecret('{}', '/billhook/slack')).toEqual({});
  });

  test.each([
    ['xoxb-1-2-verysecret', 'a JSON object'],
    ['["xoxb-1-2-verysecret"]', 'a JSON object'],
    ['{"botToken": 7, "old": "verysecret"}', 'botToken to be a text'],
    ['{"webhooks": "https://hooks.slack.com/services/verysecret"}', 'webhooks to be an object'],
    ['{"webhooks": {"#a": ["verysecret"]}}', 'webhooks to be an object'],
  ])('%s is refused without being repeated', (text, expected) => {
    const refused = () => parseSlackSecret(text, '/billhook/slack');
    expect(refused).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        message: 'the Slack secret in SSM parameter /billhook/slack cannot be used',
        detail: { expected: expect.stringContaining(expected) },
      }),
    );
    expect(refused).not.toThrow(/verysecret/);
  });

  test('without a parameter it says which variable names it', async () => {
    await expect(slackSecretReader(undefined)()).rejects.toMatchObject({
      kind: 'misconfigured',
      detail: { expected: expect.stringContaining('BILLHOOK_SLACK_PARAMETER') },
    });
  });
});
