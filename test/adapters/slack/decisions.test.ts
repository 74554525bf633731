import { describe, expect, test } from 'vitest';
import { serveSlack } from '../../../shared/adapters/slack/serve.ts';
import { validateBlocks, validateView } from '../../../shared/embedded/slack-validate.ts';
import { aClick, aCommand, aDesk, aDoor, aSubmission, bodyOf, NOW } from '../../builders/slack-desk.ts';
import { signed } from '../../builders/slack-request.ts';
import { anAlert } from '../../builders/transition.ts';

const ID = anAlert().id;
const FRIDAY = Date.UTC(2026, 10, 20, 17) / 1_000;

/** What one request asked for, what the person was told, and what Slack got back. */
async function done(body: string, overrides: Parameters<typeof aDesk>[0] = {}) {
  const { desk, asked } = aDesk(overrides);
  const { door, told } = aDoor(desk);
  const answer = await serveSlack(door, { headers: signed(body, { at: NOW }), body: Buffer.from(body) }, NOW);
  for (const { what } of told) {
    const sent = JSON.parse(what);
    expect(sent.type === 'modal' ? validateView(sent) : validateBlocks(sent.blocks)).toEqual(
      sent.type === 'modal' ? [] : undefined,
    );
  }
  return { asked, told: told.map(({ what }) => what).join(' '), answer: JSON.stringify(bodyOf(answer)) };
}

describe('a click', () => {
  test.each<[string, string, unknown[]]>([
    ['acknowledge', ID, ['decide', 'Robin Vega', ID, { kind: 'acknowledge' }]],
    ['unsnooze', ID, ['decide', 'Robin Vega', ID, { kind: 'unsnooze' }]],
    ['snooze', `${ID} 8`, ['decide', 'Robin Vega', ID, { kind: 'snooze', until: NOW + 8 * 3_600_000 }]],
    ['stop-card', ID, ['stop', 'Robin Vega', ID]],
    ['mine', ID, ['decide', 'Robin Vega', ID, { kind: 'acknowledge' }]],
    ['confirm', 'drill-support', ['answer', 'Robin Vega', 'drill-support', 'confirmed', '']],
    ['approve', 'raise-1 15000', ['answer', 'Robin Vega', 'raise-1', 'approved', '']],
    ['not-mine', 'onboarding-a', ['answer', 'Robin Vega', 'onboarding-a', 'not-mine', '']],
  ])('on %s asks for what it says', async (action, value, call) => {
    expect((await done(aClick(action, value))).asked).toEqual([call]);
  });

  test.each([
    ['expected', ID, 'Is this expected?'],
    ['not-mine', ID, 'Not yours?'],
    ['plan', ID, 'Announce spending'],
    ['raise', ID, 'Ask for a raise'],
    ['raise', 'support', 'Ask for a raise'],
    ['decline', 'raise-1', 'Decline the raise'],
  ])('on %s of %s opens a form', async (action, value, title) => {
    const { asked, told } = await done(aClick(action, value));
    expect([asked, told]).toEqual([[], expect.stringContaining(`"text":"${title}"`)]);
  });

  test.each(['snooze', 'snooze x', 'snooze 0', 'snooze 9999', 'expected', 'stop-card'])(
    'on %s of an old message changes nothing and says so',
    async (text) => {
      const [action = '', hours] = text.split(' ');
      const subject = action === 'snooze' ? ID : 'spike-00000000';
      const { asked, told } = await done(
        aClick(action, hours === undefined ? subject : `${subject} ${hours}`),
      );
      expect([asked, told]).toEqual([[], expect.stringContaining('of an older message')]);
    },
  );

  test('on what is over asks how it turned out, without a plan', async () => {
    const over = { alert: async () => anAlert({ state: 'resolved', endsAt: NOW }) };
    const { told } = await done(aClick('expected', ID), over);
    expect(told).toContain('How did it turn out?');
    expect(told).not.toContain('"cap"');
    expect((await done(aClick('not-mine', ID), over)).told).toContain('This alert is over');
  });
});

describe('nobody does what they may not', () => {
  const CLICKS = ['expected', 'not-mine', 'mine', 'stop-card'];
  test.each([
    ['U0STRANGER', CLICKS, /does not know you.*slack: U0STRANGER/],
    ['U0OLA', CLICKS, /not listed for team support/],
    ['U0VIC', ['expected', 'not-mine', 'mine'], /reads only/],
  ])('%s is told why not', async (user, actions, why) => {
    for (const action of actions) {
      const { asked, told } = await done(aClick(action, ID, user));
      expect([asked, told]).toEqual([[], expect.stringMatching(why)]);
    }
  });

  test('a stranger’s form and command change nothing', async () => {
    const sent = await done(aSubmission('billhook.not-mine', ID, { note: 'x' }, 'U0STRANGER'));
    expect([sent.asked, sent.answer]).toEqual([[], expect.stringContaining('does not know you')]);
    const typed = await done(aCommand('plan support 500 until friday', 'U0STRANGER'));
    expect([typed.asked, typed.answer]).toEqual([[], expect.stringContaining('does not know you')]);
  });
});

describe('a form', () => {
  const plan = { team: 'support', cap: expect.anything(), currency: 'USD', endsAt: FRIDAY * 1_000 };
  test.each<[string, string, Record<string, string | number>, unknown[]]>([
    [
      'billhook.expected',
      ID,
      { verdict: 'noise', note: 'load test' },
      [['decide', 'Robin Vega', ID, { kind: 'verdict', verdict: 'noise', note: 'load test' }]],
    ],
    [
      'billhook.expected',
      ID,
      { verdict: 'planned', cap: '$5,000', ends: FRIDAY },
      [
        [
          'plan',
          'Robin Vega',
          { ...plan, startsAt: anAlert().startsAt, principal: 'role/claims-agent@123456789012', note: '' },
        ],
        ['decide', 'Robin Vega', ID, { kind: 'verdict', verdict: 'planned', note: '' }],
      ],
    ],
    [
      'billhook.plan',
      '',
      { team: 'support', cap: '5k', ends: FRIDAY, note: 'eval' },
      [['plan', 'Robin Vega', { ...plan, note: 'eval' }]],
    ],
    [
      'billhook.not-mine',
      ID,
      { note: 'search' },
      [['decide', 'Robin Vega', ID, { kind: 'not-mine', note: 'search' }]],
    ],
    [
      'billhook.decline',
      'raise-1',
      { note: 'December' },
      [['answer', 'Robin Vega', 'raise-1', 'declined', 'December']],
    ],
  ])('%s asks for what was filled in', async (name, metadata, values, calls) => {
    expect((await done(aSubmission(name, metadata, values))).asked).toEqual(calls);
  });

  test.each<[string, string, Record<string, string | number>, string[]]>([
    ['billhook.expected', ID, { verdict: 'planned' }, ['cap', 'ends']],
    ['billhook.expected', ID, {}, ['verdict']],
    ['billhook.plan', '', { cap: '5.000', ends: 'soon' }, ['team', 'cap', 'ends']],
    ['billhook.raise', '{"team":"support"}', { amount: 'much', until: '2026-12' }, ['amount']],
    ['billhook.raise', '{"team":"support"}', { amount: '5k', until: 'never' }, ['until']],
  ])('%s of %s stays open beside what is wrong: %j', async (name, metadata, values, inputs) => {
    const { asked, answer } = await done(aSubmission(name, metadata, values));
    const { response_action: action, errors } = JSON.parse(answer);
    expect([asked, action, Object.keys(errors)]).toEqual([[], 'errors', inputs]);
  });

  test('shows what the plan’s own checks say, beside an input that it has', async () => {
    const refused = {
      declarePlan: async () =>
        ({
          outcome: 'refused',
          problems: [
            { field: 'team', text: 'unknown' },
            { field: 'endsAt', text: 'over' },
          ],
        }) as const,
    };
    const { answer } = await done(
      aSubmission('billhook.plan', '', { team: 'x', cap: '5', ends: FRIDAY }),
      refused,
    );
    expect(JSON.parse(answer).errors).toEqual({ cap: 'unknown', ends: 'over' });
  });

  test('of an older Billhook is shown as such', async () => {
    expect((await done(aSubmission('billhook.gone', '', {}))).answer).toContain('of an older Billhook');
  });
});

describe('a command', () => {
  test('plan in one line is read on the clocks of its team', async () => {
    const { asked, answer } = await done(aCommand('plan $5,000 until friday 18:00 eval run'));
    expect(asked).toEqual([
      [
        'plan',
        'Robin Vega',
        {
          team: 'support',
          cap: 5_000_000_000_000_000n,
          currency: 'USD',
          endsAt: FRIDAY * 1_000,
          note: 'eval run',
        },
      ],
    ]);
    expect(answer).toContain('$5,000.00 in all until Fri 20 Nov 17:00 UTC (18:00 Berlin)');
  });

  test.each([
    ['status', 'No delivery has been read yet', { standing: async () => undefined }],
    ['top', 'No delivery has been read yet', {}],
    [
      'status',
      'You are listed for no team',
      { standing: async () => ({ ...(await aDesk().desk.standing({} as never))!, teams: [] }) },
    ],
    [
      'alerts',
      'Nothing is firing',
      { standing: async () => ({ ...(await aDesk().desk.standing({} as never))!, alerts: [] }) },
    ],
    ['budget nope', 'You are listed for no team nope', {}],
    ['plan 500 until whenever', 'The end was not understood', {}],
  ])('%s with nothing to show says %s', async (text, said, overrides) => {
    expect((await done(aCommand(text), overrides)).answer).toContain(said);
  });

  test('a plan that is refused says why, and how to write one', async () => {
    const problems = [{ field: 'team', text: 'Nobody knows a team x.' }] as const;
    const refused = { declarePlan: async () => ({ outcome: 'refused', problems }) as const };
    const { answer } = await done(aCommand('plan x 500 until friday'), refused);
    expect(answer).toMatch(/Nobody knows a team x\..*\/billhook plan/);
  });

  test('people are named as everywhere', async () => {
    const masker = async () => (text: string) => text.replaceAll('claims-agent', 'person-1');
    const { answer } = await done(aCommand('alerts'), { masker });
    expect(answer).toContain('role/person-1');
    expect((await done(aClick('expected', ID), { masker })).told).toContain('role/person-1 of team support');
    const stopCard = async () => [{ kind: 'code', text: 'aws iam … claims-agent' }] as const;
    expect((await done(aClick('stop-card', ID), { masker, stopCard })).told).toContain(
      'aws iam … claims-agent',
    );
  });

  test('names in answers show literally', async () => {
    const name = '<!channel> *b* `c` <@U1>';
    const standing = async () => ({
      ...(await aDesk().desk.standing({} as never))!,
      teams: [{ team: name, spent: 1n, open: 0 }],
    });
    const { answer } = await done(aCommand('status'), { standing });
    const { text, blocks } = JSON.parse(answer);
    expect(validateBlocks(blocks)).toBeUndefined();
    expect(JSON.stringify(blocks)).toContain(`"type":"text","text":${JSON.stringify(name)}`);
    expect(text).not.toContain('<!channel>');
  });
});
