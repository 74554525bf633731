import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSlackChannel } from '../../shared/adapters/slack/slack-channel.ts';
import { type SlackServer, startSlackServer } from '../../shared/embedded/slack-server.ts';
import { hostileWords } from './hostile-words.ts';
import { drawStory } from './story.ts';

test('hostile names are shown literally, obeyed nowhere and kept out of logs, through every output', async () => {
  const { count, failures } = await hostileWords.run({ count: 400, seed: 20_261_118 });
  expect(failures).toEqual([]);
  expect(count).toBe(400);
});

describe('a workspace that checks like Slack takes them all', () => {
  let slack: SlackServer;
  beforeAll(async () => {
    slack = await startSlackServer();
  });
  afterAll(() => slack.stop());

  test.each(['bot', 'webhook'] as const)('by %s: posted, and told again when it changes', async (way) => {
    const address = `#alerts-${way}`;
    const channel = createSlackChannel({
      apiUrl: slack.apiUrl,
      now: Date.now,
      secrets: async () =>
        way === 'bot' ? { botToken: slack.token } : { webhooks: { [address]: slack.webhookUrl(address) } },
    });
    for (let index = 0; index < 25; index += 1) {
      const { notification } = drawStory(7, index);
      const parcel = { outboxId: `${index}`, address, notification, maybeRepeat: index % 2 === 0 };
      const first = await channel.deliver(parcel);
      if (first.outcome !== 'sent') throw new Error(JSON.stringify([first, notification]));
      const change = { ...notification, reason: 'revised', change: notification.team } as const;
      const next = await channel.deliver({ ...parcel, notification: change, previous: first.receipt });
      expect(next).toMatchObject({ outcome: 'sent', edited: way === 'bot' });
    }
    const told = slack.messages().filter((message) => message.channel === address);
    expect(told).toHaveLength(way === 'bot' ? 25 : 50);
    expect(told.flatMap(({ replies }) => replies)).toHaveLength(way === 'bot' ? 25 : 0);
  });
});
