import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hour, hourOf, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import { EXPORT } from '../../builders/flow-world.ts';
import { exactSum } from '../cli/exact-sum.ts';
import { shown, threadOf } from './shown.ts';
import { beginStory, billed, type Spending, type Story } from './story.ts';

const at = (text: string): Hour => hourOf(parseInstant(`${text}:00Z`));
const OPUS = { usageType: 'USE1-Claude4.6Opus-output-tokens' };
const [USUAL, BEGAN, ENDED] = [2, at('2026-11-17T02'), at('2026-11-18T08')];
const isLoop = (hour: Hour): boolean => hour >= BEGAN && hour < ENDED;

/** A loop of claims; and search, whose hours from the 17th on are billed eight times over by mistake. */
const firstBilled: Spending = (hour) => [
  { team: 'claims', role: 'claims-agent', dollars: isLoop(hour) ? 30 : USUAL, row: OPUS },
  { team: 'search', role: 'search-api', dollars: hour > BEGAN ? 24 : 3 },
];
/** The bill as AWS corrects it: search was as ever, and half of the loop was dearer than it should have been. */
const corrected: Spending = (hour) => [
  {
    team: 'claims',
    role: 'claims-agent',
    dollars: isLoop(hour) ? (hour < BEGAN + 13 ? 20 : 30) : USUAL,
    row: OPUS,
  },
  { team: 'search', role: 'search-api', dollars: 3 },
];
const FIVE: readonly (readonly [string, Spending])[] = [
  ['2026-11-17T16:00:00.000Z', firstBilled],
  ['2026-11-18T04:00:00.000Z', firstBilled],
  ['2026-11-18T16:00:00.000Z', corrected],
  ['2026-11-19T16:00:00.000Z', corrected],
  ['2026-11-20T16:00:00.000Z', corrected],
];

const budget = (team: string) => ({
  ...{ team, currency: 'USD', amount: parsePico('30000'), thresholds: [80, 100] },
  channel: `#${team}-ai`,
});

let story: Story;
beforeAll(async () => {
  story = await beginStory({
    settings: 'slack: { fallback-channel: "#ai-spend" }\n',
    budgets: [budget('claims'), budget('search')],
    people: [{ id: 'U0ONCALL', name: 'Robin Vega' }],
    channels: ['#claims-ai', '#search-ai', '#ai-spend'],
  });
}, 120_000);
afterAll(() => story?.end());

/** What the last delivery bills a team for from one hour to another, off its own rows. */
function costOf(team: string, from: string, to: string, spending = corrected): string {
  const rows = billed('2026-11', FIVE.at(-1)![0], spending).filter(
    ({ tags, chargePeriodStart = '' }) =>
      JSON.stringify(tags).includes(team) && chargePeriodStart >= from && chargePeriodStart < to,
  );
  return exactSum(rows.map(({ unblendedCost }) => String(unblendedCost)));
}
const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

test('five deliveries of a month, one of which takes money back, leave one true message an incident', async () => {
  await story.deliver('2026-10', '2026-11-03T12:00:00.000Z', firstBilled);
  for (const [when, spending] of FIVE) await story.deliver('2026-11', when, spending);

  const alerts = await story.account.alerts.recent(EXPORT);
  const messages = story.stack.slack.messages();
  const ofAlert = alerts.map(({ id }) => messages.filter((message) => shown(message).includes(id)));
  expect(ofAlert.map((found) => found.length)).toEqual([1, 1]);
  expect(messages.map(({ channel }) => channel)).toEqual(['#claims-ai', '#search-ai']);
  const [loop, mistake] = messages as [SlackStandInMessage, SlackStandInMessage];

  // The loop: all that it cost beyond its usual, until the bill ends.
  const [since, end] = ['2026-11-17T02', '2026-11-20T09'];
  const extra = Number(costOf('claims', since, end)) - USUAL * (at(end) - at(since));
  expect(loop.text).toBe(
    `RESOLVED · role/claims-agent · claude-opus-4.6 output · ${dollars(extra)} above usual, Tue 17 Nov 02:00 to Wed 18 Nov 08:00 UTC`,
  );
  expect(shown(loop)).toContain('Data complete through Fri 20 Nov 09:00 UTC');
  expect(threadOf(loop)).toEqual([
    'was $246.00 → now $196.00 for what was told before: the delivery of Wed 18 Nov 16:00 UTC changed it. Still firing.',
    `was $26.67/h (13× usual) → now over: the last 2 deliveries no longer show it. It cost ${dollars(extra)} more than usual in all. No longer firing.`,
  ]);

  // The mistake: the hours that were told, as they were billed and as they are.
  const [, from = '', to = ''] =
    /Hours\* Tue 17 Nov (\d\d):00 to Tue 17 Nov (\d\d):00 UTC/.exec(shown(mistake)) ?? [];
  const [told, now] = [firstBilled, corrected].map((spending) =>
    dollars(Number(costOf('search', `2026-11-17T${from}`, `2026-11-17T${to}`, spending))),
  );
  expect(mistake.text).toBe(
    `WITHDRAWN · role/search-api · claude-sonnet-4.6 input · told as ${told}, now ${now}, since Tue 17 Nov 03:00 UTC`,
  );
  expect(threadOf(mistake)).toEqual([
    `was ${told} → now ${now} for the same hours: the delivery of Wed 18 Nov 16:00 UTC took the rise back. No longer firing.`,
  ]);

  // A row for each change, and a ledger that is the bill to the last decimal.
  const changes = alerts.map(async ({ id, finding }) => {
    const rows = await story.account.audit.of(EXPORT, `alert:${id}`, 100);
    return [
      finding.scope.team,
      ...rows.map(({ at: when, action }) => `${isoInstant(when).slice(5, 13)} ${action}`),
    ];
  });
  expect(Object.fromEntries((await Promise.all(changes)).map(([team, ...rows]) => [team, rows]))).toEqual({
    claims: ['11-20T16 resolved', '11-18T16 revised', '11-17T16 first'],
    search: ['11-18T16 withdrawn', '11-18T04 first'],
  });
  const pointer = await story.account.ledger.pointer(EXPORT, '2026-11');
  expect(pointer?.totals.teams).toMatchObject({
    claims: { USD: costOf('claims', '2026-11', '2026-12') },
    search: { USD: costOf('search', '2026-11', '2026-12') },
  });
  expect(story.stack.faults()).toBe(0);
});
