import { describe, expect, test } from 'vitest';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import type { Parcel } from '../../shared/ports/channel.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { aHistory, anInstallation, postsOf } from '../builders/first-look.ts';
import { EXPORT, SWEEP } from '../builders/flow-world.ts';
import { aStream, at, plus, type Stream } from '../builders/series.ts';

const MONTH = { from: '2026-11-01', first: '2026-11-28T21:14:43.337Z' };
const TWO_MONTHS = { from: '2026-10-19', first: '2026-11-18T13:14:43.337Z' };

/** Three principals go on for two days already when the first delivery comes. */
const loops = (streams: readonly Stream[], first: string): readonly Stream[] =>
  streams.map((stream, index) =>
    [3, 14, 27].includes(index)
      ? { ...stream, cost: plus(stream.cost, at(`${first.slice(0, 13)}:00`) - 60 + index, 30) }
      : stream,
  );
const BUDGETS = [aBudget({ team: 'search', dollars: 900 }), aBudget({ team: 'ops', dollars: 2000 })];

function installed(span: typeof MONTH, budgets = BUDGETS, seed = 1) {
  const installation = anInstallation(loops(aHistory(seed), span.first), span);
  installation.world.tables.budgets.book = aBook(...budgets);
  return installation;
}
const alertsOf = ({ world }: ReturnType<typeof installed>) => world.ports.alerts.all(EXPORT);
const rules = (parcels: readonly Parcel[]) => parcels.map(({ notification }) => notification.rule);

describe('the first delivery of an installation', () => {
  test('with 30 quiet days of eight teams says nothing', async () => {
    for (const seed of [1, 2]) {
      const { deliver } = anInstallation(aHistory(seed), TWO_MONTHS);
      expect([seed, await deliver()]).toEqual([seed, []]);
    }
  });

  test('is told in one message, however much its history holds, worst first', async () => {
    const installation = installed(MONTH);
    const [digest, ...others] = await installation.deliver();
    expect(others).toEqual([]);
    const { rule, severity, team, data, contributors, headline } = digest!.notification;
    expect([rule, severity, team, digest!.address]).toEqual(['digest', 'critical', '', '#ai-spend']);
    const alerts = await alertsOf(installation);
    expect(alerts.map(({ finding, state }) => `${finding.rule} ${state}`).sort()).toEqual([
      ...['budget-threshold firing', 'budget-threshold firing'],
      ...['spike firing', 'spike firing', 'spike firing'],
    ]);
    expect(String(data.alertIds).split(',').sort()).toEqual(alerts.map(({ id }) => id));
    expect(headline).toMatch(/^CRITICAL · 5 findings, worst: role\/service-\d+ /);
    expect(contributors.map(({ label }) => label.slice(0, 19))).toEqual([
      ...Array(3).fill('CRITICAL · role/ser'),
      'CRITICAL · team ops',
      'CRITICAL · team sea',
    ]);
  });

  test('of two months is one message that is edited: each month is judged as it comes', async () => {
    const [digest, edit, ...others] = await installed(TWO_MONTHS).deliver();
    expect(others).toEqual([]);
    expect([digest!.previous, edit!.previous?.providerId]).toEqual([undefined, 'message-1']);
    expect(edit!.notification.change).toMatch(/Found as well: role\/service-\d+/);
    expect(edit!.notification.data).toMatchObject({ rule: 'digest', version: 2, findings: 7, firing: 5 });
  });

  test('is one message a channel where teams have their own, and a single finding is told as ever', async () => {
    const budgets = [
      aBudget({ team: 'search', dollars: 900, channel: '#search-ai' }),
      aBudget({ team: 'ops', dollars: 2000, channel: '#ops-ai' }),
    ];
    const parcels = await installed(MONTH, budgets).deliver();
    expect(parcels.map(({ address, notification }) => `${address} ${notification.rule}`).sort()).toEqual([
      '#ai-spend spike',
      '#ops-ai digest',
      '#search-ai budget-threshold',
    ]);
  });

  test('is told once where the judgement died after any of its alerts was stored', async () => {
    for (const death of [1, 3, 5]) {
      const installation = installed(MONTH);
      const { world, deliver } = installation;
      const gone = new Error('gone');
      world.mishaps.before('alerts.commit', () => Promise.reject(gone), death);
      await expect(deliver()).rejects.toBe(gone);
      world.mishaps.clear();
      expect(await evaluateExport(world.ports, EXPORT, SWEEP)).toMatchObject({ outcome: 'judged' });
      const told = [...world.tables.outbox.values()].map(({ entry }) => entry.notification);
      expect(told.map(({ rule, data }) => [rule, data.findings])).toEqual([['digest', 5]]);
      expect(await alertsOf(installation)).toHaveLength(5);
    }
  });
});

describe('after the first delivery', () => {
  test('a newcomer is told once within the next six deliveries, and what the digest told is only edited', async () => {
    const newcomer = aStream({
      team: 'claims',
      principal: 'role/deep-research@123456789012',
      cost: plus(() => 0, at('2026-11-18T16:00'), 20),
    });
    const installation = anInstallation([...loops(aHistory(1), TWO_MONTHS.first), newcomer], TWO_MONTHS);
    installation.world.tables.budgets.book = aBook(...BUDGETS);
    await installation.deliver();
    const posts: Parcel[] = [];
    for (let delivery = 0; delivery < 6; delivery += 1) posts.push(...postsOf(await installation.deliver()));
    expect(rules(posts)).toEqual(['newcomer']);
    expect(posts[0]!.notification.data.principal).toBe(newcomer.principal);
  });

  test('two rises are two messages', async () => {
    const late = [5, 22];
    const streams = aHistory(2, 24).map((stream, index) =>
      late.includes(index) ? { ...stream, cost: plus(stream.cost, at('2026-11-18T10:00'), 60) } : stream,
    );
    const { deliver } = anInstallation(streams, { ...TWO_MONTHS, everyHours: 24 });
    expect(await deliver()).toEqual([]);
    expect(rules(await deliver())).toEqual(['spike', 'spike']);
  });

  test('news of an alert is a message of its own, once; the digest says so and tells how the others end', async () => {
    const first = MONTH.first.slice(0, 13);
    const streams = aHistory(1, 24).map((stream, index) => {
      const start = at(`${first}:00`) - 40;
      if (index === 3) return { ...stream, cost: plus(plus(stream.cost, start, 30), start + 48, 900) };
      return index === 14 ? { ...stream, cost: plus(stream.cost, start, 30, start + 36) } : stream;
    });
    const { deliver } = anInstallation(streams, { ...MONTH, everyHours: 24 });
    expect(rules(await deliver())).toEqual(['digest']);
    const later: Parcel[] = [];
    for (let delivery = 0; delivery < 6; delivery += 1) later.push(...(await deliver()));
    expect(rules(postsOf(later))).toEqual(['spike']);
    const changes = later.map(({ notification }) => notification).filter(({ rule }) => rule === 'digest');
    expect(changes.map(({ change }) => change).filter((change) => change !== '')).toEqual([
      expect.stringContaining('role/service-3 · claude-sonnet-4.6 input has a message of its own now.'),
      expect.stringMatching(/^role\/service-14 .*no longer/),
    ]);
    expect(changes.at(-1)).toMatchObject({ state: 'RESOLVED', reason: 'resolved' });
  });
});
