import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PagerDutyEvent } from '../../../shared/adapters/pagerduty/event.ts';
import { createPagerDutyChannel } from '../../../shared/adapters/pagerduty/pagerduty-channel.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import type { Parcel } from '../../../shared/ports/channel.ts';
import { aNotification } from '../../builders/outbox-entry.ts';

const ROUTING_KEY = 'R0123456789abcdefghijklmnopqrstu';
const YES = JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: 'x' });

let server: Server;
let answer: (response: ServerResponse) => void;
const events: PagerDutyEvent[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      events.push(JSON.parse(body) as PagerDutyEvent);
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const say =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

function deliver(notification: Partial<Notification> = {}, overrides: Partial<Parcel> = {}) {
  events.length = 0;
  const channel = createPagerDutyChannel({
    secretOf: async (name) => (name === 'on-call' ? { routingKey: ROUTING_KEY, region: 'us' } : undefined),
    now: () => 5_000,
    testOrigin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  return channel.deliver({
    outboxId: 'spike-3f9a2c71#1#pagerduty:on-call',
    address: 'on-call',
    notification: aNotification(notification),
    maybeRepeat: false,
    ...overrides,
  });
}

const previous = { channel: { kind: 'pagerduty', address: 'on-call' }, providerId: 'x', sentAt: 1 } as const;

describe('PagerDuty', () => {
  test('is given an incident that the alert is the key of, with severity, facts and link', async () => {
    answer = say(202, YES);
    expect(await deliver({ data: { startedAt: '2026-11-17T02:00Z' } })).toEqual({
      outcome: 'sent',
      edited: false,
      receipt: {
        channel: { kind: 'pagerduty', address: 'on-call' },
        providerId: 'billhook:spike-3f9a2c71',
        sentAt: 5_000,
      },
    });
    expect(events).toEqual([
      {
        routing_key: ROUTING_KEY,
        event_action: 'trigger',
        dedup_key: 'billhook:spike-3f9a2c71',
        payload: {
          summary: aNotification().headline,
          source: 'billhook',
          severity: 'critical',
          timestamp: '2026-11-17T02:00Z',
          group: 'support',
          class: 'spike',
          custom_details: {
            Began: '2026-11-17 02:00 UTC',
            'until morning': '$2,903.51',
            'role/claims-agent@123456789012': '$1,480.43',
            'Note 1': '96 % of the rise of the team.',
            Data: 'Data complete through 13:00 UTC',
            Explain: 'npx billhook explain spike-3f9a2c71',
          },
        },
        client: 'Billhook',
        client_url: 'https://billhook.example/alerts/spike-3f9a2c71',
        links: [{ href: 'https://billhook.example/alerts/spike-3f9a2c71', text: 'Evidence' }],
      },
    ]);
  });

  test.each([
    [{ reason: 'grew' }, 'trigger'],
    [{ reason: 'revised', state: 'REVISED' }, 'trigger'],
    [{ reason: 'fired-again' }, 'trigger'],
    [{ reason: 'acknowledged', state: 'ACK' }, 'acknowledge'],
    [{ reason: 'snoozed', state: 'SNOOZED' }, 'acknowledge'],
    [{ reason: 'ack-lapsed' }, 'trigger'],
    [{ reason: 'resolved', state: 'RESOLVED' }, 'resolve'],
    [{ reason: 'withdrawn', state: 'WITHDRAWN' }, 'resolve'],
    [{ reason: 'period-closed', state: 'CLOSED' }, 'resolve'],
    [{ reason: 'muted', state: 'MUTED' }, 'resolve'],
  ] as const)('%o is told as %s under the same key', async (notification, action) => {
    answer = say(202, YES);
    await deliver(notification, { previous });
    expect(events).toMatchObject([{ event_action: action, dedup_key: 'billhook:spike-3f9a2c71' }]);
  });

  test('is spared numbers that only moved on', async () => {
    expect(await deliver({ reason: 'updated' }, { previous })).toMatchObject({
      outcome: 'sent',
      spared: true,
    });
    expect(events).toEqual([]);
  });

  test.each([
    [
      400,
      JSON.stringify({ status: 'invalid event', errors: [ROUTING_KEY] }),
      {},
      { outcome: 'never', why: 'PagerDuty answered HTTP 400 (invalid event)' },
    ],
    [403, '', {}, { outcome: 'never', why: 'PagerDuty answered HTTP 403' }],
    [429, '', {}, { outcome: 'again', afterMs: 30_000, surelyNotSent: true }],
    [429, '', { 'Retry-After': '0' }, { outcome: 'again', afterMs: 0, surelyNotSent: true }],
    [500, '', {}, { outcome: 'again', afterMs: 60_000, surelyNotSent: false }],
    [202, '<html>Sign in</html>', {}, { outcome: 'again', surelyNotSent: false }],
    [202, '', {}, { outcome: 'again', surelyNotSent: false }],
    [200, YES, {}, { outcome: 'again', surelyNotSent: false }],
  ])('that answers %i with %j', async (status, body, headers, verdict) => {
    answer = say(status, body, headers);
    const result = await deliver();
    expect(result).toMatchObject(verdict);
    expect(JSON.stringify(result)).not.toContain(ROUTING_KEY);
  });

  test('a key that the secret does not hold is never tried, one that cannot be read is tried again', async () => {
    expect(await deliver({}, { address: 'unknown' })).toMatchObject({ outcome: 'never' });
    const broken = createPagerDutyChannel({ secretOf: () => Promise.reject(new Error('no')), now: () => 0 });
    const parcel = { outboxId: 'a', address: 'on-call', notification: aNotification(), maybeRepeat: false };
    expect(await broken.deliver(parcel)).toMatchObject({ outcome: 'again', surelyNotSent: true });
    expect(events).toEqual([]);
  });

  test('a huge message stays inside the limits, and what was cut is counted', async () => {
    answer = say(202, YES);
    const long = 'é'.repeat(3_000);
    await deliver({
      headline: long,
      facts: Array.from({ length: 900 }, (_, n) => ({ label: `fact ${n}`, value: long })),
      notes: [long],
    });
    const [event] = events;
    expect(event?.payload?.summary).toHaveLength(1_024);
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(512_000);
    expect(event?.payload?.custom_details['Not shown']).toBe('and 843 more');
  });
});
