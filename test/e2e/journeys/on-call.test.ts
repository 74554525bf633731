import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markLive } from '../../../functions/cli/live-store.ts';
import { type Hour, hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { EXPORT } from '../../builders/flow-world.ts';
import { billhook } from '../../cli/command-line.ts';
import { exactSum } from '../cli/exact-sum.ts';
import { handsOf, messageOf } from './hands.ts';
import { shown, threadOf } from './shown.ts';
import { beginStory, type Spending, type Story } from './story.ts';

const at = (text: string): Hour => hourOf(parseInstant(`${text}:00Z`));
const OPUS = { usageType: 'USE1-Claude4.6Opus-output-tokens' };
const [USUAL, LOOP, GROWN] = [2, 48, 160];
const [BEGAN, GREW, ENDED] = [at('2026-11-17T02'), at('2026-11-18T00'), at('2026-11-19T02')];
const rate = (hour: Hour): number => (hour < BEGAN || hour >= ENDED ? USUAL : hour < GREW ? LOOP : GROWN);
const spending: Spending = (hour) => [
  { team: 'claims', role: 'claims-agent', dollars: rate(hour), row: OPUS },
  { team: 'search', role: 'search-api', dollars: 3 },
];

let story: Story;
const store = mkdtempSync(join(tmpdir(), 'billhook-on-call-'));
beforeAll(async () => {
  story = await beginStory({
    settings: `
people:
  - { slack: U0ONCALL, name: Robin Vega, role: on-call, teams: '*' }
routes:
  - team: '*'
    severity: critical
    channels: [{ pagerduty: oncall }]
`,
    budgets: ['claims', 'search'].map((team) => ({
      team,
      currency: 'USD',
      amount: parsePico('90000'),
      thresholds: [80, 100],
      channel: `#${team}-ai`,
    })),
    people: [{ id: 'U0ONCALL', name: 'Robin Vega' }],
    channels: ['#claims-ai', '#search-ai', '#ai-spend'],
  });
  const { stack } = story;
  markLive(store, { exportName: EXPORT, endpoint: stack.endpoints.dynamodb, objects: stack.endpoints.s3 });
}, 120_000);
afterAll(async () => {
  await story?.end();
  rmSync(store, { recursive: true });
});

/** Cells of a column of CSV without quotes, of the lines that a test takes. */
function column(
  csv: string,
  name: string,
  takes: (cells: Readonly<Record<string, string>>) => boolean,
): readonly string[] {
  const [head = '', ...lines] = csv.trim().split('\r\n');
  const names = head.split(',');
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])),
  );
  return rows.filter(takes).map((row) => row[name] ?? '');
}
const explain = async (id: string, ...more: readonly string[]): Promise<string> => {
  const { out, err, exitCode } = await billhook('explain', id, '--store', store, ...more);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
  return out;
};

test('on-call hears of a loop, answers, looks, is heard again, and sees it end', async () => {
  const robin = handsOf(story, 'U0ONCALL', '#claims-ai');
  await story.deliver('2026-10', '2026-11-03T12:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-11-16T16:00:00.000Z', spending);
  expect(story.stack.slack.messages()).toEqual([]);

  // A page: it tells who, what, since when and how fast, before anything is opened.
  await story.deliver('2026-11', '2026-11-17T16:00:00.000Z', spending);
  const [alert] = await story.account.alerts.recent(EXPORT);
  const id = alert?.id ?? '';
  const message = () => messageOf(story, id);
  const first =
    'CRITICAL · role/claims-agent · claude-opus-4.6 output · $48.00/h, 24× usual, since Tue 17 Nov 02:00 UTC';
  expect(message()).toMatchObject({ channel: '#claims-ai', text: first, edits: 0 });
  const pages = () => story.pager.events().map((event) => [event.event_action, event.payload?.summary]);
  expect(pages()).toEqual([['trigger', first]]);

  // Acknowledged by a click: the same message, with name and time.
  story.at('2026-11-17T16:20:00Z');
  expect(await robin.click(id, 'acknowledge')).toBe('');
  expect(message()).toMatchObject({ text: `ACK · ${first}`, edits: 1 });
  expect(shown(message())).toContain('Acknowledged by Robin Vega, Tue 17 Nov 16:20 UTC.');

  // An hour of quiet has its price: what an hour costs above the usual.
  expect(await robin.click(id, 'snooze', '1')).toContain(
    `1 h at this rate: about $${LOOP - USUAL}.00 extra.`,
  );
  expect(shown(message())).toContain('Snoozed by Robin Vega until Tue 17 Nov 17:20 UTC');

  // The evidence is of the very hours, and its rows sum to what the message says.
  const [, cost] = /it cost \$([\d.]+);/.exec(shown(message())) ?? [];
  const [, rise] = /Who drove the rise .*: \+\$([\d.]+)/.exec(shown(message())) ?? [];
  const hours = column(await explain(id, '--csv', 'hours'), 'cost', ({ counted }) => counted === 'yes');
  expect(Number(exactSum(hours))).toBe(Number(cost));
  const parts = column(await explain(id, '--csv', 'contributions'), 'rise', () => true);
  expect(Number(exactSum(parts))).toBe(Number(rise));
  expect(hours).toEqual(Array(hours.length).fill(String(LOOP)));
  expect(await explain(id)).toContain(`amount in the message $${rise}, difference $0.00`);

  // The stop card is shown to who asks, and nobody else.
  const before = message();
  expect(await robin.click(id, 'stop-card')).toMatch(
    /Stop card: role claims-agent in account 123456789012.*Nothing was changed.*put-role-policy --role-name claims-agent.*Undo.*delete-role-policy/s,
  );
  expect(message()).toEqual(before);

  // The snooze is over, then the loop outgrows what somebody took care of: it is heard again, on the pager too.
  await story.deliver('2026-11', '2026-11-18T04:00:00.000Z', spending);
  expect(message().text).toMatch(/^ACK · CRITICAL · SNOOZE OVER · /);
  await story.deliver('2026-11', '2026-11-19T06:00:00.000Z', spending);
  expect(message().text).toMatch(/^CRITICAL · ACK LAPSED · .* · \$150\.67\/h, 75× usual, /);
  expect(threadOf(message()).at(-1)).toBe(
    'was acknowledged by Robin Vega → now open again at $150.67/h (75× usual): it grew from $48.00/h to $150.67/h and nobody said a word since. Still firing.',
  );
  expect(pages().at(-1)).toEqual(['trigger', message().text]);
  await robin.click(id, 'acknowledge');

  // It ends: what it came to, how long it was, who had it.
  await story.deliver('2026-11', '2026-11-19T20:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-11-20T16:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-11-21T16:00:00.000Z', spending);
  await story.deliver('2026-11', '2026-11-22T16:00:00.000Z', spending);
  const extra = (GREW - BEGAN) * (LOOP - USUAL) + (ENDED - GREW) * (GROWN - USUAL);
  expect(message().text).toBe(
    `RESOLVED · role/claims-agent · claude-opus-4.6 output · $${extra.toLocaleString('en-US')}.00 above usual, Tue 17 Nov 02:00 to Thu 19 Nov 02:00 UTC`,
  );
  expect(shown(message())).toMatch(
    /Lasted\* 2 days \*Peak\* \$160\.00\/h, Wed 18 Nov 00:00 UTC \*Acknowledged\* by Robin Vega/,
  );
  expect(pages().at(-1)?.[0]).toBe('resolve');

  // What it was, counted for its rule.
  await robin.click(id, 'expected');
  expect(await robin.submit({ verdict: 'real', note: 'a tool call that fed itself' })).toContain(
    'Noted as real',
  );
  const { out } = await billhook('alerts', 'precision', '--store', store, '--no-hints', '--json');
  expect(JSON.parse(out)).toMatchObject({
    rules: [{ rule: 'spike', fired: 1, judged: 1, verdicts: { real: 1 }, caught: { USD: String(extra) } }],
  });
  expect(shown(message())).toMatch(
    /^RESOLVED .* to Thu 19 Nov 02:00 UTC\n(.*\n)*.*Called real by Robin Vega/,
  );
  expect(threadOf(message())).toHaveLength(7);
  expect(story.stack.slack.messages()).toHaveLength(1);
  expect(story.stack.faults()).toBe(0);
});
