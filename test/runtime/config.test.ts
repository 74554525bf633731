import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../shared/runtime/config.ts';
import { VARIABLES } from '../../shared/runtime/variables.ts';

const GOOD = {
  BILLHOOK_TABLE: 'billhook-dev',
  BILLHOOK_EXPORT_BUCKET: 'example-export',
  BILLHOOK_EXPORT_NAME: 'billhook-cur',
  BILLHOOK_WORK_BUCKET: 'example-work',
  BILLHOOK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/notices',
};

describe('the environment of a function', () => {
  test('with only what is needed, the rest has defaults or is absent', () => {
    expect(readConfig(GOOD)).toEqual({
      table: 'billhook-dev',
      exportBucket: 'example-export',
      exportName: 'billhook-cur',
      exportPrefix: '',
      workBucket: 'example-work',
      queueUrl: GOOD.BILLHOOK_QUEUE_URL,
      slackApiUrl: 'https://slack.com/api/',
    });
  });

  test('slashes around prefix and address are no part of them, blank means not set', () => {
    const found = readConfig({
      ...GOOD,
      BILLHOOK_EXPORT_PREFIX: '/finance/cur/',
      BILLHOOK_CONSOLE_URL: 'https://spend.example.com/',
      BILLHOOK_TOPIC_ARN: ' ',
    });
    expect(found).toMatchObject({ exportPrefix: 'finance/cur', consoleUrl: 'https://spend.example.com' });
    expect(found).not.toHaveProperty('topicArn');
  });

  test.each(VARIABLES.filter((variable) => variable.required).map((variable) => variable.name))(
    'a missing %s is named together with what it should be',
    (name) => {
      const expected = VARIABLES.find((variable) => variable.name === name)!.expected;
      expect(() => readConfig({ ...GOOD, [name]: undefined })).toThrow(
        `${name} is not set (expected ${expected})`,
      );
    },
  );

  test('all faults are told at once, each with what was found', () => {
    const bad = { ...GOOD, BILLHOOK_TABLE: 'no spaces!', BILLHOOK_QUEUE_URL: 'notices' };
    expect(() => readConfig(bad)).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        message: expect.stringMatching(/BILLHOOK_TABLE is "no spaces!".*BILLHOOK_QUEUE_URL is "notices"/),
      }),
    );
  });

  test('a secret pasted where its name belongs is not repeated in the error', () => {
    const pasted = { ...GOOD, BILLHOOK_SLACK_PARAMETER: '{"botToken":"xoxb-123-456-abc"}' };
    expect(() => readConfig(pasted)).toThrow(/BILLHOOK_SLACK_PARAMETER/);
    expect(() => readConfig(pasted)).not.toThrow(/123-456/);
  });

  test('serverless.yml, or a function of its own, sets every variable that a deployment needs, and no unknown one', () => {
    const files = ['serverless.yml', ...globSync('functions/*/function.yml')];
    const set = files
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/^\s+(BILLHOOK_\w+):/gm)])
      .map((match) => match[1]);
    // Slack's address is changed only by the run on one machine.
    const known = VARIABLES.map((variable) => variable.name).filter(
      (name) => name !== 'BILLHOOK_SLACK_API_URL',
    );
    expect(set.sort()).toEqual([...known].sort());
  });
});
