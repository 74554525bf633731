import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hour, hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { amountIn } from '../../../shared/domain/evaluation/budget/budget.ts';
import { EXPORT } from '../../builders/flow-world.ts';
import { handsOf, messageOf } from './hands.ts';
import { beginStory, type Spending, type Story } from './story.ts';

const at = (text: string): Hour => hourOf(parseInstant(`${text}:00Z`));
const OPUS = { usageType: 'USE1-Claude4.6Opus-output-tokens' };
const ROLE = 'role/claims-agent@123456789012';
const BATCH = 2;
const [USUAL, EVAL, FROM, TO] = [10, 80, at('2026-11-19T00'), at('2026-11-21T12')];
const spending: Spending = (hour) => [
  { team: 'claims', role: 'claims-agent', dollars: hour >= FROM && hour < TO ? EVAL : USUAL, row: OPUS },
  { team: 'claims', role: 'claims-batch', dollars: BATCH },
];

let story: Story;
beforeAll(async () => {
  story = await beginStory({
    settings: `
people:
  - { slack: U0OWNER, name: Anna Berg, role: owner, teams: [claims] }
  - { slack: U0FINANCE, name: Fenna Moor, role: finance }
routes:
  - team: claims
    channels: [{ slack: '#claims-ai' }]
`,
    budgets: [],
    people: [
      { id: 'U0OWNER', name: 'Anna Berg' },
      { id: 'U0FINANCE', name: 'Fenna Moor' },
    ],
    channels: ['#claims-ai', '#ai-spend'],
  });
}, 120_000);
afterAll(() => story?.end());

const headlines = (channel: string): readonly string[] =>
  story.stack.slack
    .messages()
    .filter((each) => each.channel === channel)
    .map(({ text }) => text);

test('a budget owner sets out, plans an evaluation, leaves the plan, asks for more, and sees the month end', async () => {
  const anna = handsOf(story, 'U0OWNER', '#claims-ai');
  const fenna = handsOf(story, 'U0FINANCE', '#ai-spend');
  const { account, stack } = story;

  // Somebody spends and has no limit: a card with what it would be, which the owner accepts.
  await story.deliver('2026-10', '2026-11-02T06:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-11-02T12:00:00.000Z', spending);
  story.at('2026-11-02T12:10:00Z');
  await story.report();
  const october = 31 * 24 * (USUAL + BATCH);
  expect(messageOf(story, 'onboarding-claims')).toMatchObject({
    channel: '#claims-ai',
    text: `NEW TEAM · team claims · 2 principals, $${thousands(october)} in 2026-10, proposed budget $9,900.00`,
  });
  expect(await anna.click('onboarding-claims', 'approve')).toContain('Approved by Anna Berg');
  expect((await account.budgets.read()).budgets).toMatchObject([
    { team: 'claims', amount: parsePico('9900') },
  ]);
  expect(messageOf(story, 'onboarding-claims').text).toMatch(/^APPROVED /);

  // Quiet weeks: Monday's report and nothing else.
  await story.deliver('2026-11', '2026-11-09T08:00:00.000Z', spending);
  story.at('2026-11-09T09:10:00Z');
  await story.report();
  expect(headlines('#claims-ai')).toContainEqual(expect.stringMatching(/^WEEK · team claims · \$2,016\.00/));

  // Half of it is used: a notice, from which an evaluation is announced with a cap and an end.
  await story.deliver('2026-11', '2026-11-18T16:00:00.000Z', spending);
  const notice = (await account.alerts.recent(EXPORT)).find(
    ({ finding }) => finding.rule === 'budget-threshold',
  );
  const noticeId = notice?.id ?? '';
  expect(messageOf(story, noticeId).text).toBe(
    'INFO · team claims budget · 50.5 % of $9,900.00 used, day 18 of 30',
  );
  story.at('2026-11-18T16:20:00Z');
  await anna.click(noticeId, 'plan');
  const plan = { team: 'claims', principal: ROLE, cap: '3,000', note: 'eval run' };
  expect(await anna.submit(plan)).toMatch(
    /Planned: role\/claims-agent@123456789012 of team claims may spend \$3,000\.00 in all until Fri 20 Nov 18:00 UTC/,
  );

  // Eightfold spending inside the plan is nobody's alert; past its cap it is.
  await story.deliver('2026-11', '2026-11-19T16:00:00.000Z', spending);
  const rise = (await account.alerts.recent(EXPORT)).find(({ finding }) => finding.rule === 'spike');
  const riseId = rise?.id ?? '';
  expect(rise).toMatchObject({ state: 'pending', mute: { by: 'plan' } });
  expect(headlines('#claims-ai').filter((text) => text.includes('role/claims-agent'))).toEqual([]);
  await story.deliver('2026-11', '2026-11-21T04:00:00.000Z', spending);
  expect(messageOf(story, riseId).text).toMatch(
    /^CRITICAL · NO LONGER MUTED · role\/claims-agent .* · \$80\.00\/h, 8\.0× usual/,
  );
  story.at('2026-11-21T04:10:00Z');
  await story.report();
  expect(headlines('#claims-ai')).toContainEqual(
    expect.stringMatching(
      /^PLAN OVER · team claims · role\/claims-agent · \$3,440\.00 of \$3,000\.00 planned/,
    ),
  );

  // More is needed: finance is asked with the forecast, and they alone can say yes. The team is told what changed.
  await anna.click(noticeId, 'raise');
  await anna.submit({ amount: '15,000', until: '2026-11', note: 'launch' });
  const [request] = stack.slack.messages().filter(({ text }) => text.startsWith('REQUEST · '));
  const requestId = /raise-claims-\w+/.exec(JSON.stringify(request))?.[0] ?? '';
  expect(request).toMatchObject({
    channel: '#ai-spend',
    text: 'REQUEST · team claims · asks for $15,000.00 a month, has $9,900.00, until end of 2026-11',
  });
  expect(await anna.click(requestId, 'approve')).toContain('budgets are changed by finance only');
  expect(await fenna.click(requestId, 'approve')).toContain('Approved by Fenna Moor');
  story.at('2026-11-21T05:10:00Z');
  await story.report();
  expect(headlines('#claims-ai')).toContainEqual(expect.stringMatching(/\$9,900\.00.*\$15,000\.00/));
  const audit = await account.audit.of(EXPORT, 'budget:claims', 10);
  expect(audit.map(({ by, action }) => [by?.name, action])).toEqual([
    ['Fenna Moor', 'changed'],
    ['Anna Berg', 'set'],
  ]);
  const [budget] = (await account.budgets.read()).budgets;
  expect([amountIn(budget!, '2026-11'), amountIn(budget!, '2026-12')]).toEqual([
    parsePico('15000'),
    parsePico('9900'),
  ]);

  // The month ends: its alert is closed, the run is told with all of its hours, the statement is exact.
  await story.deliver('2026-11', '2026-12-01T16:00:00.000Z', spending);
  await story.deliver('2026-12', '2026-12-04T16:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-12-04T16:00:00.000Z', spending);
  story.at('2026-12-05T09:10:00Z');
  await story.report();
  const [extra, november] = [
    (TO - FROM) * (EVAL - USUAL),
    30 * 24 * (USUAL + BATCH) + (TO - FROM) * (EVAL - USUAL),
  ];
  expect(messageOf(story, noticeId).text).toBe(
    'CLOSED · team claims budget · month closed at 85.6 % of $15,000.00, in 2026-11',
  );
  expect(messageOf(story, riseId).text).toBe(
    `RESOLVED · role/claims-agent · claude-opus-4.6 output · $${thousands(extra)} above usual, Thu 19 Nov 00:00 to Sat 21 Nov 12:00 UTC`,
  );
  expect(headlines('#ai-spend')).toContain(
    `CLOSE · Bedrock in 2026-11 · $${thousands(november)}, ties to the bill, through 30 Nov`,
  );
  // Its route leads to the team: nobody is told that it has no channel.
  expect(headlines('#ai-spend').filter((text) => text.includes('channel'))).toEqual([]);
  expect(stack.faults()).toBe(0);
});

const thousands = (dollars: number): string => `${dollars.toLocaleString('en-US')}.00`;
