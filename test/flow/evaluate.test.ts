import { describe, expect, test } from 'vitest';
import { applyDecision } from '../../shared/domain/alert/apply-decision.ts';
import { HOUR_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { ANNA } from '../builders/alert.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { aPlan } from '../builders/declared.ts';
import { aSpend, type DeliverySpec, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';
import { aFinding, anAlert } from '../builders/transition.ts';

const SEARCH = aBudget({ team: 'search', dollars: 100, channel: '#search-ai' });
const SUPPORT = aBudget({ team: 'support', dollars: 100 });

async function deliver(world: FlowWorld, spec: Partial<DeliverySpec> = {}): Promise<void> {
  const delivery = { executedAt: '2026-11-18T13:14:43.337Z', ...spec };
  const { manifests } = await putDelivery(world.ports.objects, delivery);
  const result = await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST);
  expect(result.outcome).toBe('published');
}

/** November is published: search has spent 85 of its budget. */
async function published(...budgets: readonly Budget[]): Promise<FlowWorld> {
  const world = createFlowWorld();
  world.tables.budgets.book = aBook(...(budgets.length === 0 ? [SEARCH] : budgets));
  await deliver(world, { chunks: [[aSpend('search', 85), aSpend('support', 60)]] });
  world.mishaps.clear();
  return world;
}

const judge = (world: FlowWorld, more: Partial<typeof SWEEP> = {}) =>
  evaluateExport(world.ports, EXPORT, { ...SWEEP, ...more });
const told = async (world: FlowWorld) =>
  (await world.ports.alerts.recent(EXPORT)).map(({ finding }) => `${finding.rule} ${finding.scope.team}`);
const messages = ({ tables }: FlowWorld) => [...tables.outbox.values()].map(({ entry }) => entry);

test('an export of which nothing is published has nothing to judge', async () => {
  expect(await judge(createFlowWorld())).toEqual({ outcome: 'nothing-published' });
});

test('a finding becomes an alert and its message in one step, and judging again changes nothing', async () => {
  const world = await published();
  const result = await judge(world);
  expect(result).toMatchObject({ outcome: 'judged', transitions: [{ reason: 'first', tell: true }] });
  expect(await told(world)).toEqual(['budget-threshold search']);
  const [message] = messages(world);
  expect(message).toMatchObject({
    id: `${message!.alertId}#1#slack:#search-ai`,
    channel: { kind: 'slack', address: '#search-ai' },
    state: 'pending',
    attempts: 0,
    createdAt: world.ports.clock.now(),
    notBefore: world.ports.clock.now(),
    notification: { rule: 'budget-threshold', team: 'search', reason: 'first' },
  });
  expect(result).toMatchObject({ queued: [message!.id] });
  expect(world.log.at(-1)).toEqual({ event: 'alert changed', id: message!.alertId, reason: 'first' });
  expect(world.counts.get('AlertsChanged')).toBe(1);
  expect(world.counts.get('AlertsFired')).toBe(1);
  expect(await judge(world)).toMatchObject({ outcome: 'judged', transitions: [], queued: [] });
  expect(messages(world)).toHaveLength(1);
});

test('what begins and what ends to fire is counted once, not with each delivery', async () => {
  const world = await published();
  await judge(world);
  for (const day of [19, 20, 21, 22]) {
    await deliver(world, { executedAt: `2026-11-${day}T13:14:43.337Z`, chunks: [[aSpend('search', 10)]] });
    await judge(world);
  }
  expect(['AlertsFired', 'AlertsResolved'].map((name) => world.counts.get(name))).toEqual([1, 1]);
});

describe('a message goes', () => {
  test("to the team's own channel, else to the fallback", async () => {
    const world = await published(SEARCH, SUPPORT);
    await judge(world);
    const routes = messages(world).map(({ notification, channel }) => [notification.team, channel.address]);
    expect(Object.fromEntries(routes)).toEqual({ search: '#search-ai', support: '#ai-spend' });
  });

  test('to the topic as well, where there is one', async () => {
    const world = await published();
    const topicArn = 'arn:aws:sns:us-east-1:123456789012:alerts';
    await judge(world, { routing: { ...SWEEP.routing, topicArn } });
    expect(messages(world).map(({ channel }) => channel)).toEqual([
      { kind: 'slack', address: '#search-ai' },
      { kind: 'sns', address: topicArn },
    ]);
  });

  test('with a link to its evidence, where the console is known', async () => {
    const world = await published();
    await judge(world, { consoleUrl: 'https://billhook.example' });
    const { alertId, notification } = messages(world)[0]!;
    expect(notification.links.map(({ url }) => url).join()).toContain(`https://billhook.example/`);
    expect(notification.links.map(({ url }) => url).join()).toContain(alertId);
  });

  test('to nobody, where an alert only changes in the store', async () => {
    const world = await published(SUPPORT);
    // A rise of an earlier delivery that is missing for the first time: not yet its end.
    const { baseline: _, ...finding } = aFinding();
    const alert = anAlert({ finding });
    world.tables.alerts.set(EXPORT, new Map([[alert.id, alert]]));
    world.tables.budgets.book = aBook();
    expect(await judge(world)).toMatchObject({ transitions: [{ tell: false }], queued: [] });
    expect(await world.ports.alerts.get(EXPORT, alert.id)).toMatchObject({ version: 2, quiet: 1 });
    expect(messages(world)).toEqual([]);
  });
});

describe('a judgement is superseded', () => {
  test('where a newer ledger is published before its first commit: nothing is told from the old one', async () => {
    const world = await published();
    world.mishaps.before('alerts.commit', () =>
      deliver(world, {
        executedAt: '2026-11-18T21:14:43.337Z',
        executionId: 'evening',
        chunks: [[aSpend('search', 10)]],
      }),
    );
    expect(await judge(world)).toEqual({ outcome: 'superseded' });
    expect(messages(world)).toEqual([]);
    world.mishaps.clear();
    expect(await judge(world)).toMatchObject({ outcome: 'judged', transitions: [] });
    expect(await told(world)).toEqual([]);
  });

  test('where another worker judged the same delivery first: one alert, one message', async () => {
    const world = await published(SEARCH, SUPPORT);
    world.mishaps.before('alerts.commit', async () => void (await judge(world)));
    expect(await judge(world)).toMatchObject({ outcome: 'judged', transitions: [], queued: [] });
    expect(await told(world)).toEqual(['budget-threshold search', 'budget-threshold support']);
    expect(messages(world)).toHaveLength(2);
  });

  test('between two alerts: the rest is left to the judgement of the newer ledger', async () => {
    const world = await published(SEARCH, SUPPORT);
    const evening = { executedAt: '2026-11-18T21:14:43.337Z', executionId: 'evening' };
    const chunks = [[aSpend('search', 85), aSpend('support', 60)]];
    world.mishaps.before('alerts.commit', () => deliver(world, { ...evening, chunks }), 2);
    expect(await judge(world)).toEqual({ outcome: 'superseded' });
    expect(await told(world)).toHaveLength(1);
    await judge(world);
    expect(await told(world)).toEqual(['budget-threshold search', 'budget-threshold support']);
  });
});

describe('what people say meanwhile', () => {
  const ack = async (world: FlowWorld): Promise<void> => {
    const [alert] = await world.ports.alerts.recent(EXPORT);
    const decided = applyDecision(alert!, { kind: 'acknowledge' }, { by: ANNA, at: world.ports.clock.now() });
    if (decided.outcome === 'changed') await world.ports.alerts.decide(EXPORT, decided.transition, []);
  };
  const evening = { executedAt: '2026-11-18T21:14:43.337Z', executionId: 'evening' };

  test('is kept, and the delivery is judged with it', async () => {
    const world = await published(SEARCH);
    await judge(world);
    await deliver(world, { ...evening, chunks: [[aSpend('search', 90)]] });
    world.mishaps.before('alerts.commit', () => ack(world));
    expect(await judge(world)).toMatchObject({ outcome: 'judged', transitions: [{ reason: 'updated' }] });
    const [alert] = await world.ports.alerts.recent(EXPORT);
    expect(alert).toMatchObject({ version: 3, handling: { acknowledged: { by: ANNA } } });
    expect(alert!.finding.budget!.spent).toBe(90_000_000_000_000n);
  });

  test('without an end is an error that is tried again, not a judgement that is lost', async () => {
    const world = await published(SEARCH);
    const busy = { ...world.ports.alerts, commit: async () => 'conflict' as const };
    const judged = evaluateExport({ ...world.ports, alerts: busy }, EXPORT, SWEEP);
    await expect(judged).rejects.toMatchObject({ kind: 'retryable' });
  });

  test('holds for its time by the clock, not by the next delivery', async () => {
    const world = await published(SEARCH);
    await judge(world);
    const [alert] = await world.ports.alerts.recent(EXPORT);
    const at = world.ports.clock.now();
    const decided = applyDecision(alert!, { kind: 'snooze', until: at + HOUR_MS }, { by: ANNA, at });
    if (decided.outcome === 'changed') await world.ports.alerts.decide(EXPORT, decided.transition, []);
    expect(await judge(world)).toMatchObject({ transitions: [] });
    world.after(HOUR_MS);
    expect(await judge(world)).toMatchObject({ transitions: [{ reason: 'snooze-ended', tell: true }] });
    expect(await judge(world)).toMatchObject({ transitions: [] });
  });

  test('a plan that is over is stored as reported, once, with a row of the audit', async () => {
    const world = await published(SUPPORT);
    const [startsAt, endsAt] = ['2026-11-17T00:00Z', '2026-11-18T00:00Z'].map(parseInstant) as [
      number,
      number,
    ];
    const plan = aPlan({ createdAt: startsAt, startsAt, endsAt });
    world.tables.plans.set(EXPORT, new Map([[plan.id, plan]]));
    await judge(world);
    await judge(world);
    const stored = await world.ports.plans.get(EXPORT, plan.id);
    expect(stored).toMatchObject({ version: 2, reportedAt: parseInstant('2026-11-18T13:14:43.337Z') });
    const rows = [...world.tables.audit.values()]
      .flat()
      .filter(({ subject }) => subject === `plan:${plan.id}`);
    expect(rows).toMatchObject([{ action: 'ended', why: 'within its cap' }]);
    expect(world.events).toContain('plan changed');
  });
});

describe('now is', () => {
  const judgedAt = async (world: FlowWorld) => (await world.ports.alerts.recent(EXPORT))[0]!.history[0]!.at;

  test("the newest delivery's time, not the clock's", async () => {
    const world = await published();
    world.at('2027-03-01T00:00:00Z');
    await judge(world);
    expect(await judgedAt(world)).toBe(parseInstant('2026-11-18T13:14:43.337Z'));
  });

  test('two days after the end of the data at most, for files that are read long after', async () => {
    const world = createFlowWorld();
    world.tables.budgets.book = aBook(SEARCH);
    await deliver(world, { executedAt: '2026-11-29T10:00:00.000Z', chunks: [[aSpend('search', 120)]] });
    await judge(world);
    // The newest usage hour begins at 05:00 on the 18th.
    expect(await judgedAt(world)).toBe(parseInstant('2026-11-20T06:00:00Z'));
  });

  test('the newest time of all months, also where an older month was delivered last', async () => {
    const world = await published();
    for (const period of ['2026-09', '2026-10']) {
      const chunks = [[aSpend('search', 1, { hour: `${period}-30T05` })]];
      await deliver(world, { period, chunks, executedAt: '2026-11-18T21:00:00.000Z', executionId: period });
    }
    await judge(world);
    expect(await judgedAt(world)).toBe(parseInstant('2026-11-18T21:00:00Z'));
    // A message tells of the newest month's data all the same.
    expect(messages(world)[0]!.notification.data).toMatchObject({
      dataThrough: '2026-11-18T06:00Z',
      executionId: 'execution-1',
    });
  });

  test('what the caller says, where it does', async () => {
    const world = await published();
    await judge(world, { asOf: parseInstant('2026-11-18T09:00:00Z') });
    expect(await judgedAt(world)).toBe(parseInstant('2026-11-18T09:00:00Z'));
  });
});

describe('the months that are judged', () => {
  /** Ledgers of these months, each executed on its tenth day. */
  async function months(...periods: readonly string[]): Promise<FlowWorld> {
    const world = createFlowWorld();
    for (const period of periods) {
      await deliver(world, {
        period,
        executedAt: `${period}-10T13:14:43.337Z`,
        executionId: `execution-${period}`,
        chunks: [[aSpend('search', 85, { hour: `${period}-09T05` })]],
      });
    }
    return world;
  }
  /** A ledger that lost its entries cannot be read: a judgement that looks at it fails. */
  const damaged = async (world: FlowWorld, period: string): Promise<unknown> => {
    for (const [key, versions] of world.tables.versions) if (key.includes(period)) versions.clear();
    return judge(world).catch((error: unknown) => error);
  };

  test('are the newest and the two before it', async () => {
    const all = () => months('2026-08', '2026-09', '2026-10', '2026-11');
    expect(await damaged(await all(), '2026-08')).toMatchObject({ outcome: 'judged' });
    expect(await damaged(await all(), '2026-09')).toMatchObject({ kind: 'bug' });
  });

  test('end at a month that was never delivered: its silence is no history', async () => {
    expect(await damaged(await months('2026-09', '2026-11'), '2026-09')).toMatchObject({ outcome: 'judged' });
  });
});

test('what a pager was told it also hears the end of, whatever the severity is by then', async () => {
  const world = await published();
  const pager = { kind: 'pagerduty', address: 'on-call' } as const;
  const routes = [{ team: 'search', severity: 'critical', channels: [pager] } as const];
  await judge(world, { routing: { ...SWEEP.routing, routes } });
  const [first] = messages(world);
  expect(messages(world)).toHaveLength(1);
  expect(first?.notification.severity).not.toBe('critical');
  // As if an earlier version had been critical.
  const paged = {
    ...first!,
    id: `${first!.alertId}#1#pagerduty:on-call`,
    channel: pager,
    state: 'sent',
  } as const;
  world.tables.outbox.set(paged.id, { entry: paged });
  world.tables.budgets.book = aBook(aBudget({ channel: '#search-ai', dollars: 1_000_000 }));
  await judge(world, { routing: { ...SWEEP.routing, routes } });
  const second = messages(world).filter(({ alertVersion }) => alertVersion === 2);
  expect(second.map(({ channel }) => channel.kind).sort()).toEqual(['pagerduty', 'slack']);
});
