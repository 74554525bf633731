import { describe, expect, test } from 'vitest';
import {
  BODY_BYTES_MAX,
  type SlackDoor,
  serveHandedOver,
  serveSlack,
} from '../../../shared/adapters/slack/serve.ts';
import { aClick, aCommand, aDesk, aDoor, aSubmission, bodyOf, NOW } from '../../builders/slack-desk.ts';
import { signed } from '../../builders/slack-request.ts';
import { anAlert } from '../../builders/transition.ts';

const ID = anAlert().id;
const raw = (body: string, headers = signed(body, { at: NOW })) => ({ headers, body: Buffer.from(body) });
const serve = (door: SlackDoor, body: string, headers?: Record<string, string>) =>
  serveSlack(door, raw(body, headers), NOW);

describe('a request that is not believed does nothing', () => {
  test.each<[string, string, Partial<SlackDoor>, Record<string, string> | undefined, number, string]>([
    ['unsigned', aCommand('status'), {}, {}, 401, 'headers'],
    [
      'of another secret',
      aCommand('status'),
      {},
      signed(aCommand('status'), { at: NOW, secret: 'x' }),
      401,
      'signature',
    ],
    ['too old', aCommand('status'), {}, signed(aCommand('status'), { at: NOW - 301_000 }), 401, 'time'],
    ['too long', 'x'.repeat(BODY_BYTES_MAX + 1), {}, undefined, 413, 'too long'],
    [
      'before a secret is set',
      aCommand('status'),
      { signingSecret: async () => undefined },
      undefined,
      503,
      'no signing secret',
    ],
    ['of no shape that Slack sends', 'payload=%5B%5D', {}, undefined, 400, 'unknown shape'],
  ])('%s', async (_, body, overrides, headers, status, why) => {
    const { desk, asked } = aDesk();
    const { door, told, refusals } = aDoor(desk, overrides);
    const answer = await serve(door, body, headers);
    expect([answer.statusCode, answer.body]).toEqual([status, '']);
    expect(refusals).toEqual([why]);
    expect([asked, told]).toEqual([[], []]);
  });

  test('sent a second time within the five minutes', async () => {
    const { desk, asked } = aDesk();
    const { door, refusals } = aDoor(desk);
    const body = aClick('acknowledge', ID);
    expect((await serve(door, body)).statusCode).toBe(200);
    expect((await serve(door, body)).statusCode).toBe(401);
    expect(refusals).toEqual(['replay']);
    expect(asked).toHaveLength(1);
  });
});

describe('what Slack itself asks', () => {
  test('the challenge is given back, the certificate’s check and a link’s click are taken', async () => {
    const { door } = aDoor(aDesk().desk);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'c<h>', token: 't' });
    const headers = { ...signed(challenge, { at: NOW }), 'content-type': 'application/json' };
    const { body, headers: answered } = await serve(door, challenge, headers);
    expect([body, answered['content-type']]).toEqual(['c<h>', 'text/plain; charset=utf-8']);
    expect(await serve(door, 'ssl_check=1&token=t')).toMatchObject({ statusCode: 200, body: '' });
    const link = aClick('acknowledge', ID).replace('billhook.acknowledge.0', 'link-0');
    expect(await serve(door, link)).toMatchObject({ statusCode: 200, body: '' });
  });
});

describe('in time', () => {
  const late = { pause: async () => {} };
  const never = { standing: () => new Promise<never>(() => {}), decide: () => new Promise<never>(() => {}) };

  test('a command that takes too long says so, and is handed over', async () => {
    const { desk } = aDesk(never);
    const { door, handedOver } = aDoor(desk, late);
    const body = aCommand('status');
    expect(bodyOf(await serve(door, body))).toMatchObject({ text: expect.stringContaining('Still adding') });
    expect(handedOver).toEqual([body]);
  });

  test('what was handed over is answered where the click was made', async () => {
    const { door, told } = aDoor(aDesk().desk);
    await serveHandedOver(door, raw(aCommand('status')));
    expect(told).toEqual([
      {
        to: 'https://hooks.slack.com/commands/T/1/x',
        what: expect.stringContaining('$8,800.00 of $11,000.00'),
      },
    ]);
  });

  test('a form that takes too long is not sent off twice', async () => {
    const { door, handedOver } = aDoor(aDesk(never).desk, late);
    const body = aSubmission('billhook.not-mine', ID, { note: 'x' });
    expect(JSON.stringify(bodyOf(await serve(door, body)))).toContain('It may not have been done');
    expect(handedOver).toEqual([]);
  });

  test('a request for more is worked out after the form was closed', async () => {
    const { desk, asked } = aDesk();
    const { door, handedOver, told } = aDoor(desk);
    const metadata = JSON.stringify({ team: 'support', answerTo: 'https://hooks.slack.com/x' });
    const body = aSubmission('billhook.raise', metadata, { amount: '15k', until: '2026-12', note: 'launch' });
    expect(JSON.stringify(bodyOf(await serve(door, body)))).toContain('Finance gets your request');
    expect([asked, handedOver]).toEqual([[], [body]]);
    await serveHandedOver(door, raw(body));
    expect(asked).toMatchObject([
      ['raise', 'Robin Vega', { team: 'support', until: '2026-12', reason: 'launch' }],
    ]);
    expect(told.map(({ to }) => to)).toEqual(['https://hooks.slack.com/x']);
  });

  test('where something fails, the person does not believe that it was done', async () => {
    const fails = { decide: () => Promise.reject(new Error('throttled')) };
    const { door, told, refusals } = aDoor(aDesk(fails).desk);
    expect((await serve(door, aClick('acknowledge', ID))).statusCode).toBe(200);
    expect(told[0]?.what).toContain('It may not have been done');
    expect(refusals).toEqual(['Error: throttled']);
  });

  test('a form that Slack did not open is told instead', async () => {
    const { door, told } = aDoor(aDesk().desk);
    const closed = { ...door, web: { ...door.web, open: async () => false } };
    await serve(closed, aClick('expected', ID));
    expect(told[0]?.what).toContain('did not open the form in time');
  });
});
