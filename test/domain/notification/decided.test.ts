import { describe, expect, it, test } from 'vitest';
import type { Transition } from '../../../shared/domain/alert/alert.ts';
import { HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { commandsOf } from '../../../shared/domain/notification/commands.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { decidedText } from '../../../shared/domain/notification/decided-words.ts';
import { maskNames } from '../../../shared/domain/notification/mask-names.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { ANNA, DECIDED_TELLINGS, decided } from '../../builders/decided-tellings.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { aFinding, anAlert, aPointer } from '../../builders/transition.ts';

const tell = (telling: string | Transition) =>
  composeNotification(typeof telling === 'string' ? TELLINGS[telling]! : telling, aPointer);
const AT = parseInstant('2026-11-17T21:31:00Z');
const alert = anAlert();

describe('the first word', () => {
  test.each([
    ['spike-first', 'FIRING', 'CRITICAL'],
    ['spike-acknowledged', 'ACK', 'ACK · CRITICAL'],
    ['spike-acknowledged-grew', 'ACK', 'ACK · CRITICAL · GROWING'],
    ['spike-ack-lapsed', 'FIRING', 'CRITICAL · ACK LAPSED'],
    ['spike-snoozed', 'SNOOZED', 'SNOOZED until Wed 18 Nov 05:31 UTC · CRITICAL'],
    ['spike-snoozed-updated', 'SNOOZED', 'SNOOZED until Wed 18 Nov 05:31 UTC · CRITICAL'],
    ['spike-snooze-ended', 'FIRING', 'CRITICAL · SNOOZE OVER'],
    ['spike-planned', 'ACK', 'ACK · CRITICAL · PLANNED'],
    ['spike-real', 'ACK', 'ACK · CRITICAL'],
    ['spike-not-mine', 'FIRING', 'CRITICAL · NOT THEIRS'],
    ['spike-muted', 'MUTED', 'MUTED · CRITICAL'],
    ['spike-unmuted', 'FIRING', 'CRITICAL · NO LONGER MUTED'],
    ['spike-revised', 'REVISED', 'REVISED · CRITICAL'],
    ['spike-resolved', 'RESOLVED', 'RESOLVED'],
    ['spike-resolved-noise', 'RESOLVED', 'RESOLVED'],
    ['spike-withdrawn', 'WITHDRAWN', 'WITHDRAWN'],
    ['spike-period-closed', 'CLOSED', 'CLOSED'],
    ['burn-taken-over', 'RESOLVED', 'MERGED'],
  ])('of %s is its state', (telling, state, word) => {
    const { parts, ...notification } = tell(telling);
    expect([notification.state, parts?.word]).toEqual([state, word]);
    expect(notification.headline.startsWith(`${word} · `)).toBe(true);
  });

  it('stays that of its end when a delivery restates what is over, or somebody says how it turned out', () => {
    const over = TELLINGS['spike-withdrawn']!.after;
    const restated: Transition = {
      reason: 'revised',
      before: over,
      after: {
        ...over,
        version: 9,
        history: [
          ...over.history,
          { at: AT, reason: 'revised', delivery: 'exec-3', note: '$34.02 -> $36.10' },
        ],
      },
      tell: true,
    };
    expect(tell(restated)).toMatchObject({
      state: 'WITHDRAWN',
      parts: { word: 'WITHDRAWN · REVISED', amount: 'told as $1,513.70, now $34.02' },
      change: expect.stringMatching(/^was \$34\.02 → now \$36\.10 .* No longer firing\.$/),
    });
    const judged = decided(over, { kind: 'verdict', verdict: 'noise', note: '' });
    expect(tell(judged).parts?.amount).toBe('told as $1,513.70, now $34.02');
  });
});

describe('what somebody decided', () => {
  const line = (telling: string | Transition) => tell(telling).decisions ?? [];
  const thread = (telling: string | Transition) => tell(telling).change;

  it('stands in the message with who and when, in UTC and on the team’s clocks', () => {
    expect(line('spike-acknowledged')).toEqual([
      'Acknowledged by Anna Schmidt, Tue 17 Nov 21:31 UTC (22:31 Berlin).',
    ]);
    expect(line('spike-snoozed')).toEqual([
      'Snoozed by Anna Schmidt until Wed 18 Nov 05:31 UTC (06:31 Berlin): about $1,402 ($1,250 to $1,659) extra by then.',
    ]);
    expect(line('spike-planned')[0]).toBe(
      'Called expected (planned) by Anna Schmidt, Tue 17 Nov 21:31 UTC (22:31 Berlin): “load test of the new claims flow, until Friday”.',
    );
    expect(line('spike-muted')).toEqual([
      'Muted by plan plan-1a2b3c4d since Tue 17 Nov 21:31 UTC (22:31 Berlin).',
    ]);
    expect(line('budget-muted')[0]).toMatch(/: alert spike-3f9a2c71 speaks for it\.$/);
    expect(line('spike-first')).toEqual([]);
  });

  it('is gone where it no longer holds', () => {
    for (const telling of ['spike-ack-lapsed', 'spike-snooze-ended', 'spike-unsnoozed', 'spike-unmuted']) {
      expect(line(telling)).toEqual([]);
    }
    // The word of somebody who saw it stays with what is over; a snooze of it would mean nothing.
    const over = { ...TELLINGS['spike-snoozed']!.after, state: 'resolved' } as const;
    expect(line({ reason: 'resolved', before: over, after: over, tell: true })).toEqual([]);
    expect(line('spike-resolved-acknowledged')).toHaveLength(1);
  });

  it.each([
    [
      'spike-acknowledged',
      'was open at $148.20/h (49× usual) → now acknowledged by Anna Schmidt, Tue 17 Nov 21:31 UTC (22:31 Berlin): quiet unless it grows. Still firing.',
    ],
    [
      'spike-snoozed',
      'was open at $148.20/h (49× usual) → now snoozed by Anna Schmidt until Wed 18 Nov 05:31 UTC (06:31 Berlin): about $1,402 ($1,250 to $1,659) extra by then. Still firing.',
    ],
    [
      'spike-snooze-ended',
      'was snoozed by Anna Schmidt → now open again at $148.20/h (49× usual): the time is up. Still firing.',
    ],
    [
      'spike-unsnoozed',
      'was snoozed by Anna Schmidt → now open again at $148.20/h (49× usual): Anna Schmidt ended it early. Still firing.',
    ],
    [
      'spike-ack-lapsed',
      'was acknowledged by Anna Schmidt → now open again at $148.20/h (49× usual): it grew from $61.40/h to $148.20/h and nobody said a word since. Still firing.',
    ],
    [
      'spike-real',
      'was not judged → now called real by Anna Schmidt, Tue 17 Nov 21:31 UTC (22:31 Berlin). Still firing.',
    ],
    [
      'spike-not-mine',
      'was with team support → now looks for its owner: Anna Schmidt says it is not theirs, Tue 17 Nov 21:31 UTC (22:31 Berlin): “moved to claims last week”. Still firing.',
    ],
    [
      'spike-unmuted',
      'was muted by plan plan-1a2b3c4d → now speaks for itself at $148.20/h (49× usual): plan plan-1a2b3c4d was left: more was spent than its cap. Still firing.',
    ],
    [
      'spike-resolved-noise',
      'was not judged → now called not a problem (noise) by Anna Schmidt, Thu 19 Nov 03:31 UTC (04:31 Berlin): “retry storm, fixed”. No longer firing.',
    ],
  ])('is a line in the thread of %s: was, now, why, and whether it still fires', (telling, text) => {
    expect(thread(telling)).toBe(text);
  });

  it('names the cap and the end of the plan that mutes it, where the plan is known', () => {
    const plan = {
      id: 'plan-1a2b3c4d',
      team: 'support',
      cap: parsePico('5000'),
      currency: 'USD',
      startsAt: AT,
      endsAt: AT + 48 * HOUR_MS,
      by: ANNA,
      note: 'evaluation',
      createdAt: AT,
      version: 1,
    };
    const { decisions, facts } = composeNotification(TELLINGS['spike-muted']!, aPointer, { plans: [plan] });
    expect(decisions).toEqual([
      'Muted by plan plan-1a2b3c4d of Anna Schmidt: up to $5,000.00 until Thu 19 Nov 21:31 UTC (22:31 Berlin).',
    ]);
    expect(facts).toContainEqual({ label: 'Plan', value: 'plan-1a2b3c4d' });
    const open = composeNotification(TELLINGS['spike-first']!, aPointer, { plans: [plan] });
    expect(open.facts).toContainEqual({ label: 'Plan', value: 'none covers it' });
  });

  it('is told of a person by no more than a name that fits a line', () => {
    const by = { id: 'slack:U1', name: `<!channel>\u202e ${'x'.repeat(300)}` };
    const after = { ...alert, handling: { acknowledged: { by, at: AT } } };
    const [text] = line({ reason: 'acknowledged', before: alert, after, tell: true });
    expect(text).toMatch(/^Acknowledged by <!channel> x{40,}…, Tue/);
    const nameless = { ...alert, handling: { acknowledged: { by: { id: 'x', name: ' ' }, at: AT } } };
    expect(line({ reason: 'acknowledged', before: alert, after: nameless, tell: true })[0]).toContain(
      'by somebody,',
    );
  });
});

describe('what can be decided', () => {
  const names = (telling: string | Transition) => [
    ...new Set((tell(telling).actions ?? []).map(({ name }) => name)),
  ];

  test.each([
    ['spike-first', ['acknowledge', 'snooze', 'stop-card', 'expected', 'not-mine']],
    ['spike-acknowledged', ['snooze', 'stop-card', 'expected', 'not-mine', 'unacknowledge']],
    ['spike-snoozed', ['acknowledge', 'unsnooze', 'stop-card', 'expected', 'not-mine']],
    ['spike-planned', ['snooze', 'stop-card', 'expected', 'not-mine', 'unacknowledge']],
    ['spike-not-mine', ['acknowledge', 'snooze', 'stop-card', 'expected']],
    ['spike-muted', ['expected', 'not-mine']],
    ['spike-resolved', ['expected']],
    ['spike-resolved-noise', []],
    ['spike-withdrawn', []],
    ['spike-period-closed', []],
    ['burn-taken-over', []],
    ['spike-first-whole-team', ['acknowledge', 'snooze', 'expected', 'not-mine']],
    ['newcomer-first-nobodys', ['acknowledge', 'snooze', 'expected', 'mine']],
    ['budget-first', ['acknowledge', 'snooze', 'plan', 'raise', 'expected']],
    ['drop-first', ['acknowledge', 'snooze', 'expected', 'not-mine']],
  ])('about %s depends on how it stands', (telling, expected) => {
    expect(names(telling)).toEqual(expected);
  });

  it('has the price of each snooze: of a rise what is extra, of a budget all that is spent, of a silence nothing', () => {
    const prices = (telling: string) =>
      (tell(telling).actions ?? []).filter(({ name }) => name === 'snooze').map(({ label }) => label);
    expect(prices('spike-first')).toEqual([
      '1 h, about $145 extra',
      '8 h, about $1,161 extra',
      '24 h, about $3,484 extra',
    ]);
    expect(prices('spike-first-unripe')[0]).toBe('1 h, about $175 ($156 to $207) extra');
    expect(prices('budget-first')[1]).toBe('8 h, about $175 spent');
    expect(prices('burn-first')[1]).toBe('8 h, about $802 extra');
    expect(prices('drop-first')).toEqual(['1 h', '8 h', '24 h']);
  });

  it('is named as commands where nothing can be clicked, each once', () => {
    expect(commandsOf(tell('spike-first'))).toEqual([
      { label: 'Ack:', value: 'npx billhook alerts ack spike-3f9a2c71' },
      { label: 'Snooze:', value: 'npx billhook alerts snooze spike-3f9a2c71 --for 8h' },
      { label: 'Expected:', value: 'npx billhook alerts expected spike-3f9a2c71 --planned' },
      { label: 'Not mine:', value: 'npx billhook alerts not-mine spike-3f9a2c71' },
    ]);
  });
});

describe('what is over', () => {
  it('says how long it lasted, how high it went, who saw it, why, and what it took of the month', () => {
    const budgets = aBook(
      aBudget({ team: 'support', amount: parsePico('11000'), owner: 'Bo', channel: '#s' }),
    );
    const { facts, notes } = composeNotification(TELLINGS['spike-resolved-acknowledged']!, aPointer, {
      budgets,
    });
    expect(Object.fromEntries(facts.map(({ label, value }) => [label, value]))).toEqual({
      'While it ran': '$148.20/h',
      Usual: '$3.02/h',
      'Extra in all, as last told': '$1,480.43',
      Lasted: '38 h at most',
      Peak: '$152.40/h, Tue 17 Nov 11:00 UTC',
      Acknowledged: 'by Anna Schmidt',
      Cause: 'likely self-talk',
      'Of the month’s budget': '13 % of $11,000.00',
      Owner: 'Bo · #s',
    });
    expect(notes).toContain(
      'Fires again in this message if it rises again (above $4.37/h) before Fri 20 Nov 17:00 UTC (18:00 Berlin).',
    );
  });

  it('says of what was taken back which numbers changed, and by which delivery', () => {
    expect(tell('spike-withdrawn').facts).toEqual([
      { label: 'Told as', value: '$1,513.70' },
      { label: 'The same hours now', value: '$34.02' },
      { label: 'Corrected by', value: 'the delivery of Tue 17 Nov 21:04 UTC' },
      { label: 'Hours', value: 'Tue 17 Nov 02:00 to Tue 17 Nov 13:00 UTC' },
      { label: 'Acknowledged', value: 'by nobody' },
    ]);
  });

  it('has for a cause the word of somebody who knows', () => {
    const causeOf = (transition: Transition) =>
      tell(transition).facts.find(({ label }) => label === 'Cause')?.value;
    expect(causeOf(TELLINGS['spike-resolved-noise']!)).toBe('not a problem (noise)');
    const { cause: _, ...unknown } = aFinding();
    const over = { ...TELLINGS['spike-resolved']!.after, finding: unknown };
    expect(causeOf({ reason: 'resolved', after: over, tell: true })).toBe('not known');
  });
});

test('an alert that speaks for others names three of them and counts the rest', () => {
  const muted = (id: string) => ({ ...alert, id, mute: { by: 'alert' as const, id: alert.id, since: AT } });
  const speaksFor = (...ids: readonly string[]) =>
    composeNotification(TELLINGS['spike-first']!, aPointer, {
      alerts: [alert, ...ids.map(muted)],
    }).facts.find(({ label }) => label === 'Speaks for')?.value;
  expect(speaksFor()).toBeUndefined();
  expect(speaksFor('budget-1', 'burn-2')).toBe('budget-1, burn-2');
  expect(speaksFor('a-1', 'a-2', 'a-3', 'a-4', 'a-5')).toBe('a-1, a-2, a-3 and 2 more');
});

test('a newcomer of nobody says so, whose it may be and why', () => {
  const { facts, notes } = tell('newcomer-first-nobodys');
  expect(facts).toContainEqual({ label: 'Team', value: 'none: no tag and no rule claims it' });
  expect(facts).toContainEqual({ label: 'Perhaps', value: 'team search' });
  expect(notes).toContain(
    'It may belong to team search: 7 of the 9 known callers in account 210987654321 are theirs.',
  );
});

test('a start is told in UTC and, where the team is elsewhere, on its clocks', () => {
  expect(tell('spike-first-unripe').parts).toMatchObject({
    when: 'since Tue 17 Nov 02:00 UTC',
    local: '03:00 Berlin',
  });
  expect(tell('spike-first').parts?.local).toBeUndefined();
  const elsewhere = composeNotification(TELLINGS['spike-first']!, aPointer, {
    budgets: aBook(aBudget({ team: 'support', timeZone: 'America/New_York' })),
  });
  expect(elsewhere.parts?.local).toBe('Mon 21:00 New York');
});

test.each([
  [8 * HOUR_MS, '8 h'],
  [HOUR_MS, '1 h'],
  // Decided a moment after it was asked for.
  [HOUR_MS - 400, '1 h'],
  [0.75 * HOUR_MS, '45 min'],
])('a snooze of %d ms is priced as %s', (ms, span) => {
  const text = decidedText({ kind: 'snooze', until: AT + ms }, alert, AT);
  expect(text).toContain(` ${span} at this rate: about $`);
});

test('nobody who decided or owns anything is named where a channel hides names', () => {
  const budgets = aBook(aBudget({ team: 'support', owner: 'Bo Berg' }));
  for (const transition of Object.values(DECIDED_TELLINGS)) {
    const shown = maskNames(composeNotification(transition, aPointer, { budgets }), () => 'person-1');
    expect(JSON.stringify(shown)).not.toMatch(/Anna|Schmidt|U0ANNA|Berg/);
  }
});
