import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSlackRequest } from '../../shared/adapters/slack/requests.ts';
import { serveHandedOver, serveSlack } from '../../shared/adapters/slack/serve.ts';
import { validateBlocks, validateView } from '../../shared/embedded/slack-validate.ts';
import { eachSlackRequest } from '../../shared/runtime/slack-events.ts';
import { aClick, aCommand, aDesk, aDoor, aSubmission, NOW } from '../builders/slack-desk.ts';
import { signed } from '../builders/slack-request.ts';
import { anAlert } from '../builders/transition.ts';
import { observed } from '../runtime/observed.ts';

/** More with `SLACK_RUNS`, by hand. */
const RUNS = Number(process.env.SLACK_RUNS ?? 400);
const SEED = Number(process.env.SLACK_SEED ?? 1);
const ID = anAlert().id;

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<!channel>',
    '\u0000',
    '\ud800',
    '__proto__',
    'a'.repeat(4_000),
    '$5,000',
    'friday 18:00',
    '"',
    '%',
  ),
);
const team = fc.oneof(hostile, fc.constant('support'));
const user = fc.constantFrom('U0ROBIN', 'U0FENNA', 'U0OLA', 'U0VIC', 'U0STRANGER', 'B0BOT', '');
const action = fc.constantFrom(
  ...[
    'acknowledge',
    'snooze',
    'unacknowledge',
    'unsnooze',
    'expected',
    'not-mine',
    'stop-card',
    'plan',
    'raise',
    'approve',
    'decline',
  ],
  ...['mine', 'confirm', 'constructor', '__proto__'],
);
const form = fc.constantFrom(
  ...['expected', 'plan', 'not-mine', 'raise', 'decline', 'outcome', '__proto__'].map(
    (name) => `billhook.${name}`,
  ),
);
const inputs = fc.dictionary(
  fc.constantFrom('verdict', 'cap', 'ends', 'note', 'team', 'principal', 'amount', 'until', '__proto__', 'x'),
  fc.oneof(hostile, fc.double(), fc.constantFrom('planned', 'noise', '2026-12')),
);

/** Bodies that Slack might send, and others. */
const body = fc.oneof(
  fc
    .tuple(fc.constantFrom('', 'status', 'top', 'budget', 'plan', 'plan support 500 until'), hostile, user)
    .map(([word, rest, who]) => aCommand(`${word} ${rest}`, who)),
  fc
    .tuple(action, fc.oneof(hostile, fc.constant(ID), fc.constant(`${ID} 8`), fc.constant('support')), user)
    .map(([name, value, who]) => aClick(name, value, who)),
  fc
    .tuple(
      form,
      fc.oneof(
        hostile,
        fc.constant(ID),
        team.map((name) => JSON.stringify({ team: name })),
      ),
      inputs,
      user,
    )
    .map((parts) => aSubmission(...parts)),
  fc.json().map((text) => new URLSearchParams({ payload: text }).toString()),
  hostile,
);

describe('whatever is sent', () => {
  test('a genuine request of any content is answered, inside Slack’s limits, and changes no prototype', async () => {
    await fc.assert(
      fc.asyncProperty(body, hostile, async (text, name) => {
        const { desk } = aDesk();
        const named = {
          ...desk,
          standing: async (asker: never) => {
            const standing = (await desk.standing(asker))!;
            return { ...standing, teams: [...standing.teams, { team: name, spent: 7n, open: 0 }] };
          },
        };
        const { door, told, refusals } = aDoor(named);
        const raw = { headers: signed(text, { at: NOW }), body: Buffer.from(text) };
        const { statusCode, body: answer } = await serveSlack(door, raw, NOW);
        expect([200, 400]).toContain(statusCode);
        await serveHandedOver(door, raw);
        expect(refusals.filter((why) => why !== 'unknown shape')).toEqual([]);
        const sent = [...told.map(({ what }) => what), ...(answer.startsWith('{') ? [answer] : [])];
        for (const each of sent.map((one) => JSON.parse(one))) {
          const view = each.type === 'modal' ? each : each.view;
          expect(view === undefined ? [] : validateView(view)).toEqual([]);
          expect(
            each.response_action === undefined && view === undefined && each.blocks !== undefined
              ? validateBlocks(each.blocks)
              : undefined,
          ).toBeUndefined();
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  test('nothing that is not signed is even parsed into a deed', async () => {
    const { desk, asked } = aDesk();
    const { door } = aDoor(desk);
    const anyHeaders = fc.dictionary(
      fc.constantFrom('x-slack-signature', 'x-slack-request-timestamp', 'content-type'),
      fc.oneof(
        hostile,
        fc.constant(String(NOW / 1_000)),
        fc
          .uint8Array({ minLength: 32, maxLength: 32 })
          .map((bytes) => `v0=${Buffer.from(bytes).toString('hex')}`),
      ),
    );
    await fc.assert(
      fc.asyncProperty(body, anyHeaders, async (text, headers) => {
        const { statusCode } = await serveSlack(door, { headers, body: Buffer.from(text) }, NOW);
        expect(statusCode).toBe(401);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(asked).toEqual([]);
  });

  test('bytes and events of any shape give a request, nothing, or a refusal', async () => {
    const app = { ...observed(), door: aDoor(aDesk().desk).door };
    const handle = eachSlackRequest(app);
    const event = fc.oneof(
      fc.jsonValue(),
      fc.record({ handedOver: fc.oneof(fc.jsonValue(), fc.record({ contentType: hostile, body: hostile })) }),
      fc.record(
        {
          version: fc.constant('2.0'),
          rawPath: hostile,
          headers: fc.jsonValue(),
          body: fc.oneof(hostile, fc.jsonValue()),
          isBase64Encoded: fc.boolean(),
          requestContext: fc.record({ http: fc.record({ method: hostile }), timeEpoch: fc.jsonValue() }),
        },
        { requiredKeys: ['version'] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(event, fc.uint8Array({ maxLength: 300 }), hostile, async (any, bytes, type) => {
        expect([200, 400, 401]).toContain((await handle(any)).statusCode);
        parseSlackRequest(type, bytes);
        app.lines.length = 0;
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
