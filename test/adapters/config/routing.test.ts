import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../../shared/adapters/config/settings.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluateSettingsOf } from '../../../shared/runtime/evaluate-settings.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:billhook-prod-to-finance';
const routingIn = (yaml: string) => parseSettings(yaml, 'billhook.yml').routing;

function refusal(yaml: string): Failure {
  try {
    parseSettings(yaml, 'billhook.yml');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test('routes name channels of every kind, from a severity on, with the names they show', () => {
  const routing = routingIn(`
names: pseudonym
webhooks:
  tickets: hooks.example.com:8443
routes:
  - team: search
    channels:
      - slack: '#search-ai'
        names: full
      - webhook: tickets
  - team: '*'
    severity: critical
    channels: [{ pagerduty: on-call }, { email: '${TOPIC}', names: initials }, { sns: '${TOPIC}.fifo' }]
fallback: { email: '${TOPIC}' }
outside-working-hours: send
`);
  expect(routing).toEqual({
    fallbackChannel: '#ai-spend',
    fallback: { kind: 'email', address: TOPIC },
    sendsAtOnce: true,
    routes: [
      {
        team: 'search',
        severity: 'info',
        channels: [
          { kind: 'slack', address: '#search-ai' },
          { kind: 'webhook', address: 'tickets@hooks.example.com:8443' },
        ],
      },
      {
        team: '*',
        severity: 'critical',
        channels: [
          { kind: 'pagerduty', address: 'on-call' },
          { kind: 'email', address: TOPIC },
          { kind: 'sns', address: `${TOPIC}.fifo` },
        ],
      },
    ],
    names: {
      everywhere: 'pseudonym',
      byChannel: new Map([
        ['slack:#search-ai', 'full'],
        [`email:${TOPIC}`, 'initials'],
      ]),
    },
  });
});

describe('a routing that is wrong is refused with its line', () => {
  const route = (channels: string): string =>
    `cost: net\nroutes:\n  - team: a\n    channels:\n      - ${channels}\n`;
  test.each([
    ['an unknown kind', route('teams: x'), 5, /not a channel/],
    ['two kinds at once', route("{ slack: '#a', email: x }"), 5, /not a channel/],
    ['a Slack channel without its sign', route('slack: search'), 5, /not a Slack channel/],
    ['a topic that is none', route('email: a@example.com'), 5, /ARN of an SNS topic/],
    ['a webhook that no host is allowed for', route('webhook: tickets'), 5, /on which host tickets/],
    ['a host with its scheme', 'webhooks:\n  a: https://hooks.example.com\n', 2, /host name/],
    ['a host that is a number', 'webhooks:\n  a: 10.0.0.1\n', 2, /host name/],
    ['no channel at all', 'routes:\n  - team: a\n    channels: []\n', 3, /needs a channel/],
    [
      'an unknown severity',
      'routes:\n  - team: a\n    severity: high\n    channels: [{ slack: "#a" }]\n',
      3,
      /wrong value/,
    ],
    ['an unknown way to name people', 'names: nick\n', 1, /wrong value/],
    [
      'two ways to name people in one channel',
      `${route("{ slack: '#a', names: full }")}fallback:\n  slack: '#a'\n  names: initials\n`,
      8,
      /by full elsewhere/,
    ],
    [
      'a warning dearer than critical',
      'severity:\n  warning: { until-morning: 600 }\n',
      2,
      /critical begins at \$500/,
    ],
    [
      'a critical cheaper than a warning',
      'severity:\n  critical:\n    until-month-end: 5\n',
      3,
      /critical begins at \$5/,
    ],
  ])('%s', (_, yaml, line, message) => {
    const failure = refusal(yaml);
    expect(failure.message).toMatch(message);
    expect(failure.detail).toMatchObject({ file: 'billhook.yml', row: line });
  });

  test.each([
    ['webhook: https://hooks.example.com/in?token=canary'],
    ['pagerduty: canary0123456789abcdefghijklmnop'],
    ['pagerduty: "canary with blanks"'],
  ])('what looks like a secret is not repeated: %s', (channel) => {
    const { message, detail } = refusal(route(channel));
    expect(message).toMatch(/not a name in the secret/);
    expect(JSON.stringify({ message, detail })).not.toContain('canary');
  });
});

test('severity in dollars is as the file says, and as usual where it says nothing', () => {
  const settings = parseSettings(
    'severity:\n  critical: { until-morning: 2000 }\n  warning: { until-month-end: 900 }\n',
    'b.yml',
  );
  expect(evaluateSettingsOf(settings, {}).defaults.severity).toEqual({
    critical: { untilMorning: 2_000, untilMonthEnd: 5_000 },
    warning: { untilMorning: 50, untilMonthEnd: 900 },
  });
  expect(evaluateSettingsOf(parseSettings('', 'b.yml'), {}).defaults.severity).toEqual(
    EVALUATION_DEFAULTS.severity,
  );
});
