import { describe, expect, test } from 'vitest';
import type { Parcel } from '../../shared/ports/channel.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { REPORT_BUDGETS, REPORT_STREAMS } from '../builders/report-world.ts';
import { createReporting, read } from '../builders/reporting.ts';
import { at } from '../builders/series.ts';

/** What people read in Slack, of some kinds of report. */
const people = (parcels: readonly Parcel[], ...rules: readonly string[]) =>
  read(
    parcels.filter(
      ({ address, notification }) => address.startsWith('#') && rules.includes(notification.rule),
    ),
  ).sort();

describe('a Monday', () => {
  test('brings each team its week at nine on its clocks, and finance the untagged spend, once', async () => {
    const it = createReporting();
    await it.deliver('2026-11-16T06:00:00Z');
    expect(people(await it.hour('2026-11-16T07:59:00Z'), 'weekly', 'untagged')).toEqual([]);
    const berlin = people(await it.hour('2026-11-16T08:00:00Z'), 'weekly', 'untagged');
    expect(berlin).toHaveLength(1);
    expect(berlin[0]).toMatch(
      /^#claims-ai WEEK · team claims · \$[\d,.]+, \+\$[\d,.]+ .*, plan \$2,566\.67, 9 to 15 Nov$/,
    );
    const utc = people(await it.hour('2026-11-16T09:00:00Z'), 'weekly', 'untagged');
    expect(utc.map((line) => line.slice(0, 26))).toEqual([
      '#ai-spend UNTAGGED · spend',
      '#ai-spend WEEK · team sear',
    ]);
    expect(people(await it.hour('2026-11-16T10:00:00Z'), 'weekly', 'untagged')).toEqual([]);
  });

  test('is edited by deliveries that change the week until the next one, and not by others', async () => {
    const it = createReporting();
    await it.deliver('2026-11-16T06:00:00Z');
    await it.hour('2026-11-16T08:00:00Z');
    it.restate(
      REPORT_STREAMS.map((stream) => ({
        ...stream,
        cost: (hour: number) =>
          stream.cost(hour) + (stream.team === 'claims' && hour === at('2026-11-12T10:00') ? 7 : 0),
      })),
    );
    await it.deliver('2026-11-17T06:00:00Z');
    const edited = await it.hour('2026-11-17T07:00:00Z');
    const [line] = people(edited, 'weekly').filter((one) => one.startsWith('#claims-ai'));
    expect(line).toContain('#claims-ai (edit) WEEK');
    const change = edited.find(({ notification }) => notification.team === 'claims')!.notification.change;
    expect(change).toMatch(/^\$[\d,.]+ → \$[\d,.]+ with the delivery of Tue 17 Nov 05:59 UTC\.$/);
    // The week is whole: a later delivery of the same history changes nothing in it.
    await it.deliver('2026-11-18T06:00:00Z');
    expect(
      people(await it.hour('2026-11-18T07:00:00Z'), 'weekly').filter((one) => one.startsWith('#claims')),
    ).toEqual([]);
    await it.deliver('2026-11-23T06:00:00Z');
    const next = people(await it.hour('2026-11-23T08:00:00Z'), 'weekly').filter((one) =>
      one.startsWith('#claims'),
    );
    expect(next).toHaveLength(1);
    expect(next[0]).toContain('16 to 22 Nov');
    expect(next[0]).not.toContain('(edit)');
  });
});

describe('a month', () => {
  test('is closed on its fifth day, sums to the bill, and is never edited: later changes are lines of the next', async () => {
    const it = createReporting();
    await it.deliver('2026-11-03T06:00:00Z');
    expect(people(await it.hour('2026-11-05T08:00:00Z'), 'close')).toEqual([]);
    const told = await it.hour('2026-11-05T09:00:00Z');
    const [line] = people(told, 'close');
    expect(line).toMatch(
      /^#ai-spend CLOSE · Bedrock in 2026-10 · \$[\d,.]+, ties to the bill, through 31 Oct$/,
    );
    it.restate(
      REPORT_STREAMS.map((stream) => ({
        ...stream,
        cost: (hour: number) =>
          stream.cost(hour) - (stream.team === 'search' && hour === at('2026-10-12T10:00') ? 2 : 0),
      })),
    );
    await it.deliver('2026-11-20T06:00:00Z');
    expect(people(await it.hour('2026-11-20T07:00:00Z'), 'close')).toEqual([]);
    await it.deliver('2026-12-05T06:00:00Z');
    const next = (await it.hour('2026-12-05T09:00:00Z')).find(
      ({ notification }) => notification.rule === 'close',
    )!;
    expect(next.previous).toBeUndefined();
    const adjusted = next.notification.sections!.find(({ title }) => title.startsWith('Changed since'));
    expect(adjusted!.rows.map(({ label, value }) => `${label} ${value}`)).toEqual([
      expect.stringMatching(/^2026-10 · team search -\$2\.00 \(stated \$[\d,.]+, now \$[\d,.]+\)$/),
    ]);
  });

  test('leads to its statement, and a week to its team, where there is a console', async () => {
    const it = createReporting({ settings: { consoleUrl: 'https://spend.example.com/' } });
    await it.deliver('2026-11-03T06:00:00Z');
    const links = (parcels: readonly Parcel[], rule: string) =>
      parcels.find(({ notification }) => notification.rule === rule)!.notification.links;
    expect(links(await it.hour('2026-11-05T09:00:00Z'), 'close')).toEqual([
      { label: 'Open statement and files', url: 'https://spend.example.com/statements/2026-10' },
    ]);
    await it.deliver('2026-11-16T06:00:00Z');
    expect(links(await it.hour('2026-11-16T08:00:00Z'), 'weekly')).toEqual([
      { label: 'See the team', url: 'https://spend.example.com/teams/claims' },
    ]);
  });

  test('has one drill a team through its own channel; who tapped and who did not is told', async () => {
    const it = createReporting({ settings: { routing: { fallbackChannel: '#ai-spend' } } });
    await it.deliver('2026-11-04T06:00:00Z');
    it.broken.add('#claims-ai');
    const sent = [...(await it.hour('2026-11-04T09:00:00Z')), ...(await it.hour('2026-11-04T10:00:00Z'))];
    expect(people(sent, 'drill')).toEqual([
      '#ai-spend [TEST] · team search · please tap Confirm, nothing is wrong, drill of 2026-11',
    ]);
    expect(sent[0]!.notification).toBeDefined();
    const result = await it.hour('2026-11-08T00:00:00Z');
    const drill = [...result, ...(await it.hour('2026-11-09T09:00:00Z'))].find(
      ({ notification }) => notification.alertId === 'drill-2026-11',
    )!;
    expect(drill.notification.headline).toBe(
      'WARNING · DRILL · drill of 2026-11 · 2 of 2 teams did not confirm, after 3 days',
    );
    expect(drill.notification.sections![0]!.rows).toEqual([
      { label: 'team claims · #claims-ai', value: 'the channel refused it: Slack refused: is_archived' },
      { label: 'team search · #ai-spend', value: 'arrived, nobody tapped' },
    ]);
  });
});

test('a team that was asked late is named three days after it was asked, not with the others', async () => {
  const it = createReporting({ settings: { routing: { fallbackChannel: '#ai-spend' } } });
  await it.deliver('2026-11-04T06:00:00Z');
  const results = async (time: string) =>
    people(await it.hour(time), 'drill').filter((line) => line.includes('DRILL'));
  // Nothing ran from the first Wednesday to the day on which its result is due.
  expect(await results('2026-11-08T10:00:00Z')).toEqual([]);
  expect(await results('2026-11-11T09:00:00Z')).toEqual([]);
  expect(await results('2026-11-11T10:00:00Z')).toEqual([
    '#ai-spend WARNING · DRILL · drill of 2026-11 · 2 of 2 teams did not confirm, after 3 days',
  ]);
});

test('a week in which everything belongs to a team is no news', async () => {
  const streams = REPORT_STREAMS.filter(({ team }) => team !== 'unattributed');
  const it = createReporting({ streams });
  await it.deliver('2026-11-16T06:00:00Z');
  expect(people(await it.hour('2026-11-16T09:00:00Z'), 'untagged')).toEqual([]);
});

describe('a budget', () => {
  test('that is changed is told to the team and to finance, with who, why and what it would have told', async () => {
    const it = createReporting();
    await it.deliver('2026-11-18T06:00:00Z');
    await it.hour('2026-11-18T07:00:00Z');
    const [claims, ...others] = REPORT_BUDGETS.budgets;
    const changed = { ...claims!, amount: 6_000n * 10n ** 12n };
    const changedAt = Date.parse('2026-11-18T07:30:00Z');
    await it.world.ports.budgets.replace([changed, ...others], 1, 'fiona', changedAt, 'less is agreed');
    const told = (await it.hour('2026-11-18T09:00:00Z')).filter(
      ({ notification }) => notification.rule === 'threshold-change',
    );
    expect(people(told, 'threshold-change')).toEqual(
      ['#ai-spend', '#claims-ai'].map(
        (channel) =>
          `${channel} BUDGET · team claims · $11,000.00 a month → $6,000.00 a month, by fiona, from Wed 18 Nov 07:30 UTC`,
      ),
    );
    const { facts, sections } = told[0]!.notification;
    expect(facts).toContainEqual({ label: 'Why', value: 'less is agreed' });
    expect(sections![1]!.rows.map(({ label }) => label)).toEqual(['Before', 'Now']);
    expect(sections![1]!.rows[1]!.value).toContain('2026-10: 50 % on');
    expect(people(await it.hour('2026-11-18T10:00:00Z'), 'threshold-change')).toEqual([]);
  });

  test('that nobody set is proposed to a team that spends: five cards a day, the dearest first, each once', async () => {
    const streams = Array.from({ length: 8 }, (_, index) => ({
      ...REPORT_STREAMS[3]!,
      team: `team-${index}`,
      principal: `role/r${index}@123456789012`,
      cost: () => 1 + index,
    }));
    const it = createReporting({ streams, budgets: aBook() });
    await it.deliver('2026-11-18T06:00:00Z');
    const first = people(await it.hour('2026-11-18T10:00:00Z'), 'onboarding');
    expect(first.map((line) => line.slice(21, 32))).toEqual([
      'team team-3',
      'team team-4',
      'team team-5',
      'team team-6',
      'team team-7',
    ]);
    expect(first[4]).toBe(
      '#ai-spend NEW TEAM · team team-7 · 1 principal, $5,952.00 in 2026-10, proposed budget $6,600.00',
    );
    await it.deliver('2026-11-19T06:30:00Z');
    expect(people(await it.hour('2026-11-19T10:00:00Z'), 'onboarding')).toHaveLength(3);
    await it.deliver('2026-11-20T06:30:00Z');
    expect(people(await it.hour('2026-11-20T10:00:00Z'), 'onboarding')).toEqual([]);
  });
});

test('one report that fails holds up no other, and its failure is told', async () => {
  const it = createReporting();
  await it.deliver('2026-11-16T06:00:00Z');
  it.world.mishaps.atOperation('reports.save', 'before');
  await expect(it.report('2026-11-16T09:00:00Z')).rejects.toMatchObject({ kind: 'retryable' });
  it.world.mishaps.clear();
  const before = [...it.world.tables.reports.values()].map(({ id }) => id);
  expect(before).toEqual(expect.arrayContaining(['weekly-search-2026-W46', 'untagged-2026-W46']));
  await it.report('2026-11-16T10:00:00Z');
  expect(it.world.tables.reports.size).toBeGreaterThan(before.length);
});

test('a death at any write is made up for by the next hour, and nothing is told twice', async () => {
  const budgets = aBook(aBudget({ channel: '#search-ai', dollars: 9_000 }));
  const streams = REPORT_STREAMS.filter(({ team }) => team === 'search');
  const start = createReporting({ budgets, streams });
  await start.deliver('2026-11-16T06:00:00Z');
  const tables = structuredClone(start.world.tables);
  const whole = createReporting({ tables, streams });
  await whole.report('2026-11-16T09:00:00Z');
  const expected = [...whole.world.tables.outbox.keys()].sort();
  const saves = [...whole.world.tables.reports].length;
  for (let save = 1; save <= saves; save += 1) {
    for (const when of ['before', 'after'] as const) {
      const it = createReporting({ tables, streams });
      it.world.mishaps.atOperation('reports.save', when, save);
      await it.report('2026-11-16T09:00:00Z').catch(() => undefined);
      it.world.mishaps.clear();
      await it.report('2026-11-16T10:00:00Z');
      await it.report('2026-11-16T11:00:00Z');
      expect([...it.world.tables.outbox.keys()].sort(), `save ${save}, ${when}`).toEqual(expected);
    }
  }
  expect(await whole.ports.reports.of(EXPORT, 'weekly')).toHaveLength(1);
});
