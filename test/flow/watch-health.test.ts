import { describe, expect, test } from 'vitest';
import { sendMessage } from '../../shared/flow/notify.ts';
import { report } from '../../shared/flow/report.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { createReporting, read, TOPIC } from '../builders/reporting.ts';
import { aStream, at } from '../builders/series.ts';
import { anAlert } from '../builders/transition.ts';

const ONE_TEAM = {
  streams: [aStream({ cost: () => 5 })],
  budgets: aBook(aBudget({ channel: '#search-ai', owner: 'Anna', dollars: 9_000 })),
};
/** A Thursday on which no report is due. */
const NOON = '2026-11-19T12:00:00Z';

/** What the operator reads of Billhook itself. */
const system = (parcels: Parameters<typeof read>[0]) =>
  read(parcels.filter(({ notification }) => notification.rule === 'system'));

describe('each broken link is told elsewhere, in one message that is taken back', () => {
  test('an export that stopped: critical in the fallback channel and the topic, resolved by the next delivery', async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-18T00:00:00Z');
    expect(system(await it.hour('2026-11-19T11:00:00Z'))).toEqual([]);
    expect(it.world.counts.get('DataAgeHours')).toBeCloseTo(35, 2);
    expect(system(await it.hour(NOON))).toEqual([
      '#ai-spend CRITICAL · Billhook · no delivery of the bill for 36 h, since Thu 19 Nov 12:00 UTC',
      `${TOPIC} CRITICAL · Billhook · no delivery of the bill for 36 h, since Thu 19 Nov 12:00 UTC`,
    ]);
    for (const hour of ['13', '14', '23'])
      expect(system(await it.hour(`2026-11-19T${hour}:00:00Z`))).toEqual([]);
    await it.deliver('2026-11-20T03:00:00Z');
    expect(system(await it.hour('2026-11-20T03:05:00Z'))).toEqual([
      '#ai-spend (edit) RESOLVED · Billhook · deliveries arrive again, after 15 h',
      `${TOPIC} (edit) RESOLVED · Billhook · deliveries arrive again, after 15 h`,
    ]);
    expect(system(await it.hour('2026-11-20T04:05:00Z'))).toEqual([]);
  });

  test('an export that never came, 36 hours after the first look', async () => {
    const it = createReporting(ONE_TEAM);
    expect(system(await it.hour('2026-11-19T00:00:00Z'))).toEqual([]);
    expect(system(await it.hour('2026-11-20T11:00:00Z'))).toEqual([]);
    expect(system(await it.hour('2026-11-20T12:00:00Z'))).toHaveLength(2);
  });

  test("a team's channel that refuses: in the fallback, with what did not arrive, until it takes one again", async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-19T06:00:00Z');
    it.broken.add('#search-ai');
    const tell = async (version: number) => {
      const channel = { kind: 'slack', address: '#search-ai' } as const;
      const entry = anOutboxEntry(version, { alertId: 'spike-1', channel, createdAt: 0 });
      it.world.tables.outbox.set(entry.id, { entry });
      return sendMessage(it.ports, entry.id);
    };
    it.world.at('2026-11-19T11:30:00Z');
    await tell(1);
    const told = (await it.hour(NOON)).filter(({ notification }) => notification.rule === 'system');
    expect(system(told)[0]).toBe(
      '#ai-spend CRITICAL · Billhook · #search-ai takes no messages, since Thu 19 Nov 12:00 UTC',
    );
    expect(told[0]!.notification.facts).toContainEqual({ label: 'Whose', value: 'search (Anna)' });
    expect(told[0]!.notification.sections![0]!.rows[0]!.value).toContain('claims-agent spends $148.20/h');
    expect(told.map(({ address }) => address)).not.toContain('#search-ai');
    it.broken.clear();
    await it.world.ports.alerts.decide(
      EXPORT,
      { reason: 'first', tell: false, after: anAlert({ id: 'spike-1' }) },
      [],
    );
    it.world.at('2026-11-19T12:30:00Z');
    await tell(2);
    expect(system(await it.hour('2026-11-19T13:00:00Z'))[0]).toBe(
      '#ai-spend (edit) RESOLVED · Billhook · the channel takes messages again, after 60 min',
    );
  });

  test('the fallback channel itself: through the topic alone', async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-19T06:00:00Z');
    it.broken.add('#ai-spend');
    const channel = { kind: 'slack', address: '#ai-spend' } as const;
    const entry = anOutboxEntry(1, { channel, createdAt: 0 });
    it.world.tables.outbox.set(entry.id, { entry });
    await sendMessage(it.ports, entry.id);
    expect(system(await it.hour(NOON))).toEqual([
      `${TOPIC} CRITICAL · Billhook · #ai-spend takes no messages, since Thu 19 Nov 12:00 UTC`,
    ]);
    // Not even tried there: a refusal of the refusal would be the next one.
    const written = [...it.world.tables.outbox.values()].map((stored) => stored.entry);
    expect(
      written.filter(({ alertId }) => alertId.startsWith('system-')).map((entry) => entry.channel.address),
    ).toEqual([TOPIC]);
  });

  test('a channel that nobody uses any more is not waited for', async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-19T06:00:00Z');
    it.broken.add('#gone');
    const entry = anOutboxEntry(1, { channel: { kind: 'slack', address: '#gone' }, createdAt: 0 });
    it.world.tables.outbox.set(entry.id, { entry });
    await sendMessage(it.ports, entry.id);
    expect(system(await it.hour(NOON))).toEqual([]);
  });

  test('a refused delivery, until a sound one takes its place', async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-19T06:00:00Z');
    await it.world.ports.quarantine.put({
      ...{ exportName: EXPORT, billingPeriod: '2026-11', order: '2026-11-19T08:00:00.000Z~bad', at: 1 },
      ...{ message: 'a cost is no number', detail: { file: 'part-1.parquet', row: 7, column: 'cost' } },
    });
    const told = (await it.hour(NOON)).find(({ notification }) => notification.rule === 'system');
    expect(told!.notification.headline).toContain('a delivery of 2026-11 was refused');
    expect(told!.notification.sections![0]!.rows[0]!.value).toBe(
      'a cost is no number · part-1.parquet · row 7 · cost',
    );
    await it.deliver('2026-11-19T14:00:00Z');
    expect(system(await it.hour('2026-11-19T15:00:00Z'))[0]).toContain('RESOLVED');
  });

  test('dead letters, with their number kept true by a silent edit', async () => {
    const it = createReporting(ONE_TEAM);
    await it.deliver('2026-11-19T06:00:00Z');
    it.letters.set('billhook-dead', 1);
    expect(system(await it.hour(NOON))[0]).toContain('WARNING · Billhook · work was given up');
    it.letters.set('billhook-dead', 3);
    const [edit] = await it.hour('2026-11-19T13:00:00Z');
    expect(edit!.notification).toMatchObject({ reason: 'updated', change: '' });
    it.letters.clear();
    expect(system(await it.hour('2026-11-19T14:00:00Z'))[0]).toContain('RESOLVED');
  });

  test('an empty principal column', async () => {
    const lost = at('2026-11-16');
    const it = createReporting({
      ...ONE_TEAM,
      streams: [
        aStream({ cost: (hour) => (hour < lost ? 5 : 0) }),
        aStream({ team: 'unattributed', principal: 'none', cost: (hour) => (hour < lost ? 0 : 5) }),
      ],
    });
    await it.deliver('2026-11-19T06:00:00Z');
    expect(system(await it.hour(NOON))[0]).toContain(
      'CRITICAL · Billhook · the bill names no callers any more',
    );
  });
});

describe('budgets and channels that reach nobody', () => {
  test('are listed once, looked at again only when bill or budgets change, and taken back when mended', async () => {
    const it = createReporting({ ...ONE_TEAM, budgets: aBook(aBudget({ team: 'serach', channel: '#s' })) });
    await it.deliver('2026-11-19T06:00:00Z');
    const told = system(await it.hour(NOON))
      .filter((line) => line.startsWith('#ai-spend'))
      .sort();
    expect(told).toEqual([
      '#ai-spend WARNING · Billhook · 1 budget that reaches nobody, since Thu 19 Nov 12:00 UTC',
      '#ai-spend WARNING · Billhook · 1 team spends without a budget, since Thu 19 Nov 12:00 UTC',
    ]);
    it.world.mishaps.clear();
    expect(system(await it.hour('2026-11-19T13:00:00Z'))).toEqual([]);
    expect(it.world.mishaps.calls).not.toContain('ledger.view');
    await it.world.ports.budgets.replace(ONE_TEAM.budgets.budgets, 1, 'ann', 0);
    const mended = system(await it.hour('2026-11-19T14:00:00Z'))
      .filter((line) => line.startsWith('#ai-spend'))
      .sort();
    expect(mended).toEqual([
      '#ai-spend (edit) RESOLVED · Billhook · every budget has usage, after 2 h',
      '#ai-spend (edit) RESOLVED · Billhook · every team that spends has a budget, after 2 h',
    ]);
  });
});

test('a queue that cannot be asked silences nothing else, takes nothing back, and its failure is told', async () => {
  const it = createReporting(ONE_TEAM);
  await it.deliver('2026-11-17T00:00:00Z');
  it.letters.set('billhook-dead', 1);
  await it.hour('2026-11-17T12:00:00Z');
  const ports = { ...it.ports, deadLetters: { counts: () => Promise.reject(new Error('no permission')) } };
  it.world.at(NOON);
  await expect(report(ports, it.settings)).rejects.toThrow('no permission');
  const records = [...it.world.tables.reports.values()];
  expect(records.find(({ id }) => id === 'system-export-stopped-1')).toMatchObject({ version: 1 });
  expect(records.find(({ id }) => id === 'system-dead-letters-1')?.endedAt).toBeUndefined();
});

test('a look that dies anywhere is made up for by the next, and nothing is told twice', async () => {
  const start = createReporting(ONE_TEAM);
  await start.deliver('2026-11-17T00:00:00Z');
  const tables = structuredClone(start.world.tables);
  const count = start.world.mishaps.calls.length;
  await start.report(NOON);
  const calls = start.world.mishaps.calls.length - count;
  expect(calls).toBeGreaterThan(8);
  for (let call = 1; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const it = createReporting({ ...ONE_TEAM, tables });
      it.world.mishaps.at(call, when);
      await it.report(NOON).catch(() => undefined);
      it.world.mishaps.clear();
      await it.hour('2026-11-19T13:00:00Z');
      expect(system(it.world.parcels), `call ${call}, ${when}`).toHaveLength(2);
    }
  }
});
