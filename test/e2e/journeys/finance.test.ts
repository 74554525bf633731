import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { markLive } from '../../../functions/cli/live-store.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { amountIn } from '../../../shared/domain/evaluation/budget/budget.ts';
import { deliveryFiles } from '../../builders/export-files.ts';
import { EXPORT } from '../../builders/flow-world.ts';
import { billhook, enterFolder } from '../../cli/command-line.ts';
import { exactSum } from '../cli/exact-sum.ts';
import { handsOf, messageOf } from './hands.ts';
import { shown } from './shown.ts';
import { beginStory, billed, type Spending, type Story } from './story.ts';

const CREDIT = { lineItemType: 'Credit' };
/** Roles that share a session's name are taken for one caller. */
const ownSession = (role: string) => ({
  iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${role}/${role}-1`,
});
const spending: Spending = (hour) => [
  { team: 'claims', role: 'claims-agent', dollars: 9 + (hour % 7) / 10, row: ownSession('claims-agent') },
  // Of what was promised for the month.
  ...(hour % 240 === 0 ? [{ team: 'claims', role: 'claims-agent', dollars: -12.3456, row: CREDIT }] : []),
  { team: 'search', role: 'search-api', dollars: 5.1234 },
  { team: '', role: 'etl-nightly', dollars: 1.5, row: ownSession('etl-nightly') },
];

let story: Story;
let home: ReturnType<typeof enterFolder>;
beforeAll(async () => {
  home = enterFolder();
  story = await beginStory({
    settings: `
people:
  - { slack: U0OWNER, name: Anna Berg, role: owner, teams: [claims] }
  - { slack: U0FINANCE, name: Fenna Moor, role: finance }
`,
    budgets: [],
    people: [
      { id: 'U0OWNER', name: 'Anna Berg' },
      { id: 'U0FINANCE', name: 'Fenna Moor' },
    ],
    channels: ['#claims-ai', '#search-ai', '#ai-spend'],
  });
  const { stack } = story;
  markLive('live', { exportName: EXPORT, endpoint: stack.endpoints.dynamodb, objects: stack.endpoints.s3 });
}, 120_000);
afterAll(async () => {
  await story?.end();
  home.leave();
});

const inChannel = (channel: string, word: string): readonly string[] =>
  story.stack.slack
    .messages()
    .filter((each) => each.channel === channel && each.text.startsWith(word))
    .map(shown);
const imported = (file: string) =>
  billhook('budgets', 'import', file, '--store', 'live', '--by', 'Fenna Moor');

test('finance looks at the data, sets limits, answers a request, and closes a month that ties to the bill', async () => {
  const anna = handsOf(story, 'U0OWNER', '#claims-ai');
  const fenna = handsOf(story, 'U0FINANCE', '#ai-spend');
  const { account } = story;

  // The first day: is the export fit?
  const first = [
    ['2026-10', '2026-11-02T06:00:00.000Z'],
    ['2026-11', '2026-11-02T12:00:00.000Z'],
  ] as const;
  for (const [period, executedAt] of first) {
    const chunks = [billed(period, executedAt, spending)];
    const { keys, files, manifest } = deliveryFiles({ period, executedAt, executionId: period, chunks });
    for (const [index, key] of keys.data.entries()) home.put({ [`export/${key}`]: files[index]! });
    for (const key of keys.manifests) home.put({ [`export/${key}`]: manifest });
  }
  const doctor = await billhook(
    'doctor',
    'export',
    '--as-of',
    '2026-11-02T12:10:00Z',
    '--fail-on',
    'red',
    '--json',
  );
  expect(doctor).toMatchObject({ exitCode: 0, err: '' });
  const { checks } = JSON.parse(doctor.out) as { checks: readonly { check: string; light: string }[] };
  const green = checks.filter(({ light }) => light === 'green').map(({ check }) => check);
  expect(green).toEqual(expect.arrayContaining(['grain', 'principal', 'tags', 'freshness', 'bedrock']));

  // Limits come from a spreadsheet. A bad line refuses the whole of it, and says which.
  for (const [period, executedAt] of first) await story.deliver(period, executedAt, spending);
  story.at('2026-11-02T12:10:00Z');
  await story.report();
  home.put({ 'limits.csv': 'team,monthly_amount,channel\nclaims,11000,#claims-ai\nsearch,4k,#search-ai\n' });
  expect(await imported('limits.csv')).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('limits.csv: row 3, column monthly_amount: not an amount of money'),
  });
  expect((await account.budgets.read()).budgets).toEqual([]);
  home.put({
    'limits.csv': 'team,monthly_amount,channel\nclaims,11000,#claims-ai\nsearch,4000,#search-ai\n',
  });
  expect(await imported('limits.csv')).toMatchObject({ exitCode: 0, err: '' });

  // Team and finance are told, with what the limit would have said last month; what nobody owns, with its fix.
  story.at('2026-11-02T13:10:00Z');
  await story.report();
  const change =
    'BUDGET · team search · no budget → $4,000.00 a month, by Fenna Moor, from Mon 2 Nov 12:10 UTC';
  for (const channel of ['#search-ai', '#ai-spend']) {
    expect(inChannel(channel, change)).toEqual([
      expect.stringContaining('Now: 2026-10: 50 % on 17 Oct, 80 % on 27 Oct'),
    ]);
  }
  expect(inChannel('#ai-spend', 'UNTAGGED')).toEqual([
    expect.stringMatching(
      /\$252\.00, 9 % of the bill.*aws iam tag-role --role-name etl-nightly --tags Key=team,Value=TEAM/s,
    ),
  ]);

  // A team asks for more: decided in Slack, by finance, and in the budget.
  await story.deliver('2026-11', '2026-11-26T12:00:00.000Z', spending);
  const [notice] = (await account.alerts.recent(EXPORT)).filter(
    ({ finding }) => finding.scope.team === 'claims',
  );
  story.at('2026-11-26T12:10:00Z');
  await anna.click(notice?.id ?? '', 'raise');
  await anna.submit({ amount: '12.5k', until: '2026-12', note: 'a second market' });
  const [request = ''] = inChannel('#ai-spend', 'REQUEST');
  expect(request).toMatch(
    /asks for \$12,500\.00 a month, has \$11,000\.00, until end of 2026-12.*Why\* a second market/s,
  );
  const requestId = /raise-claims-\w+/.exec(request)?.[0] ?? '';
  expect(await fenna.click(requestId, 'approve')).toContain('Approved by Fenna Moor');
  expect(messageOf(story, requestId).text).toMatch(/^APPROVED · team claims/);
  const [budget] = (await account.budgets.read()).budgets;
  expect(['2026-11', '2026-12', '2027-01'].map((month) => amountIn(budget!, month))).toEqual(
    ['12500', '12500', '11000'].map(parsePico),
  );

  // The month closes: what the statement says is what the bill's own rows sum to, to the last decimal.
  await story.deliver('2026-11', '2026-12-04T16:00:00.000Z', spending);
  await story.deliver('2026-12', '2026-12-04T16:30:00.000Z', spending);
  story.at('2026-12-05T09:10:00Z');
  await story.report();
  const rows = billed('2026-11', '2026-12-04T16:00:00.000Z', spending);
  const bill = exactSum(rows.map(({ unblendedCost }) => String(unblendedCost)));
  const [close = ''] = inChannel('#ai-spend', 'CLOSE · Bedrock in 2026-11');
  const shownBill = `$${Number(bill).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  expect(close).toMatch(`CLOSE · Bedrock in 2026-11 · ${shownBill}, ties to the bill, through 30 Nov`);
  expect(close).toContain('*Bill less teams and categories* $0.00, exact');
  expect(close).toContain(`*Rows* ${rows.length.toLocaleString('en-US')}`);
  const { out } = await billhook(
    'report',
    'showback',
    '--period',
    '2026-11',
    '--format',
    'csv',
    '--store',
    'live',
  );
  const showback = parse<{ cost: string }>(out, { columns: true, bom: true });
  expect(exactSum(showback.map(({ cost }) => cost))).toBe(bill);
  expect(story.stack.faults()).toBe(0);
});
