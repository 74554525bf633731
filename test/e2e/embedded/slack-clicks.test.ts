import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picoText } from '../../../shared/domain/base/money.ts';
import { periodOf, shiftPeriod } from '../../../shared/domain/base/period.ts';
import type { AppAnswer } from '../../../shared/embedded/slack-hand.ts';
import type { SlackBlock, SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import { EXPORT, type SlackApp, startSlackApp } from './slack-app.ts';

let app: SlackApp;
const took: number[] = [];
beforeAll(async () => {
  app = await startSlackApp();
}, 120_000);
afterAll(async () => {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(0);
  console.info(
    `${took.length} requests answered in ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(1)} ms (slowest)`,
  );
  await app?.stop();
});

const SLACK = (): SlackApp['stack']['slack'] => app.stack.slack;

/** Does something in Slack, and waits until all of it has come to rest. */
async function hand(done: Promise<AppAnswer>): Promise<AppAnswer> {
  const answer = await done;
  took.push(answer.ms);
  expect(answer.fault).toBeUndefined();
  await app.stack.idle(20_000);
  return answer;
}
const click = async (id: string, action: string, value?: string, user?: string) =>
  hand(SLACK().click(app.message(id), action, value, user));
const submit = (values: Record<string, string>) => hand(SLACK().submit(SLACK().views().at(-1)!, values));
const command = async (text: string, user = 'U0ONCALL') => {
  await hand(SLACK().command(text, user, '#support-ai'));
  return words(SLACK().ephemerals().at(-1)!.blocks);
};

const words = (blocks: readonly SlackBlock[]): string =>
  [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text).join(' ');
const shown = (id: string): string => words(app.message(id).blocks);
const thread = (id: string): readonly string[] => app.message(id).replies.map(({ text }) => text);
const told = (): string => words(SLACK().ephemerals().at(-1)!.blocks);
const view = (): string => words(SLACK().views().at(-1)!.view.blocks);

describe('a button in the channel', () => {
  const ID = 'spike-clicked01';

  test('Ack edits the same message with who and when, and leaves a line in its thread', async () => {
    await app.fire(ID);
    await click(ID, 'acknowledge');
    expect(app.message(ID).edits).toBe(1);
    expect(shown(ID)).toMatch(/ACK .*Robin Vega/);
    expect(thread(ID)).toEqual([expect.stringMatching(/[Aa]cknowledged.*Robin Vega/)]);
    expect((await app.alert(ID))?.handling?.acknowledged?.by).toEqual({
      id: 'slack:U0ONCALL',
      name: 'Robin Vega',
    });
  });

  test('a second Ack, from a page that was not loaded again, changes nothing and says why', async () => {
    const before = app.message(ID);
    const button = { type: 'button', action_id: 'billhook.acknowledge.0', value: ID };
    const stale = { ...before, blocks: [{ type: 'actions', elements: [button] }] };
    await hand(SLACK().click(stale, 'acknowledge', undefined, 'U0FINANCE'));
    expect(told()).toContain('Robin Vega has acknowledged it already');
    expect(app.message(ID)).toEqual(before);
  });

  test('the stop card is told to the one who asks, whole', async () => {
    const before = app.message(ID);
    await click(ID, 'stop-card');
    expect(told()).toMatch(/Stop card: role claims-agent in account 123456789012 .*Undo/);
    expect(app.message(ID)).toEqual(before);
  });

  test.each([
    ['U0STRANGER', /does not know you.*slack: U0STRANGER/],
    ['U0OTHER', /not listed for team support/],
    ['U0VIEWER', /reads only/],
  ])('%s is told why not, and nothing changes', async (user, why) => {
    const before = [app.message(ID), await app.alert(ID)];
    await click(ID, 'snooze', '8', user);
    expect(told()).toMatch(why);
    await click(ID, 'expected', undefined, user);
    expect(told()).toMatch(why);
    expect([app.message(ID), await app.alert(ID)]).toEqual(before);
  });

  test('Snooze takes the chosen hours and tells its price', async () => {
    await click(ID, 'snooze', '8');
    expect(shown(ID)).toContain('SNOOZED until');
    expect(told()).toMatch(/Snoozed until .*8 h.*\$/);
    const { at = 0, until = 0 } = (await app.alert(ID))?.handling?.snoozed ?? {};
    expect(Math.round((until - at) / 3_600_000)).toBe(8);
  });

  test('Not mine keeps the note, and no name in it calls anybody', async () => {
    await click(ID, 'not-mine');
    await submit({ note: 'looks like <!channel> search' });
    expect((await app.alert(ID))?.handling?.notMine?.note).toBe('looks like <!channel> search');
    expect(JSON.stringify(thread(ID))).not.toContain('<!channel>');
  });

  test('Expected, as planned with a cap, stores the plan and notes it', async () => {
    await click(ID, 'expected');
    expect(view()).toContain(`claims-agent of team support, ${ID}`);
    await submit({ verdict: 'planned', note: 'eval run' });
    expect(SLACK().views().at(-1)?.errors).toEqual({ cap: expect.stringContaining('needs a cap') });
    await submit({ verdict: 'planned', cap: '$60,000', note: 'eval run' });
    expect(view()).toMatch(/Planned: role\/claims-agent@123456789012 of team support may spend \$60,000.00/);
    const plans = await app.plans.recent(EXPORT, Date.now());
    expect(plans).toMatchObject([
      {
        team: 'support',
        principal: 'role/claims-agent@123456789012',
        note: 'eval run',
        by: { name: 'Robin Vega' },
      },
    ]);
    expect(picoText(plans[0]!.cap)).toBe('60000');
    expect((await app.alert(ID))?.handling?.verdict?.verdict).toBe('planned');
  });
});

test('a raise is asked for in a form, approved by finance alone, and ends by itself', async () => {
  const button = (action: string, value: string): SlackStandInMessage => ({
    ...app.message('spike-clicked01'),
    blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: `billhook.${action}.0`, value }] }],
  });
  const until = shiftPeriod(periodOf(Date.now()), 1);
  await hand(SLACK().click(button('raise', 'support'), 'raise'));
  await submit({ amount: '15,000', until, note: 'launch' });
  expect(view()).toContain('Finance gets your request');
  expect(told()).toContain('Finance was asked');
  // Its message waits for finance's working hours, but can be answered before.
  const [request] = await app.reports.of(EXPORT, 'raise');
  expect(request).toMatchObject({ team: 'support', figures: { amount: '15000', until } });
  await hand(SLACK().click(button('approve', request!.id), 'approve', undefined, 'U0ONCALL'));
  expect(told()).toContain('budgets are changed by finance only');
  await hand(SLACK().click(button('approve', request!.id), 'approve', undefined, 'U0FINANCE'));
  expect(told()).toContain('Approved by Fenna Moor');
  const [budget] = (await app.budgets.read()).budgets;
  const amounts = Object.entries(budget!.months ?? {}).map(([month, pico]) => [month, picoText(pico)]);
  expect(amounts.at(-1)).toEqual([until, '15000']);
  expect(picoText(budget!.amount)).toBe('11000');
});

describe('/billhook', () => {
  test('answers only about the teams that somebody is listed for', async () => {
    expect(await command('status')).toMatch(/support.*\$8,920.50 of \$1[15],000.00/);
    expect(await command('status')).not.toContain('search');
    expect(await command('status', 'U0FINANCE')).toContain('search');
    expect(await command('top search')).toContain('You are listed for no team search');
    expect(await command('top')).toMatch(/role\/claims-agent.*\$8,800.00 \(99 %\) · claude-opus-4.6/);
    expect(await command('budget')).toMatch(/Left .*\$[26],079.50/);
    expect(await command('alerts')).toMatch(/CRITICAL role\/claims-agent.*spike-clicked01/);
    expect(await command('alerts', 'U0OTHER')).toContain('Nothing is firing for your teams');
    expect(await command('status', 'U0STRANGER')).toContain('does not know you');
    expect(await command('statsu')).toContain('Did you mean /billhook status?');
  });

  test('plan stores what one line says, or opens the form', async () => {
    expect(await command('plan 500 until')).toContain('needs an amount and an end');
    expect(await command('plan $5,000 until 3d load test')).toMatch(
      /Planned: team support may spend \$5,000.00/,
    );
    await hand(SLACK().command('plan', 'U0ONCALL', '#support-ai'));
    await submit({ team: 'support', cap: '7.5k', note: 'launch' });
    const plans = await app.plans.recent(EXPORT, Date.now());
    expect(plans.map(({ note, cap }) => `${note} ${picoText(cap)}`).toSorted()).toEqual([
      'eval run 60000',
      'launch 7500',
      'load test 5000',
    ]);
  });
});
