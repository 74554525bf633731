import { expect, test } from 'vitest';
import { createEvidenceStore } from '../../shared/adapters/evidence/evidence-objects.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { evidenceFor } from '../../shared/flow/explain.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { EVIDENCE, sumOf } from '../builders/evidence.ts';
import { aSpend, type DeliverySpec, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, INGEST, SWEEP } from '../builders/flow-world.ts';
import { anAlert } from '../builders/transition.ts';

const EXPLAIN = { defaults: SWEEP.defaults, evidence: EVIDENCE };
const SEARCH = aBudget({ team: 'search', dollars: 100 });

function evidenceWorld() {
  const world = createFlowWorld();
  world.tables.budgets.book = aBook(SEARCH);
  const evidence = createEvidenceStore(world.ports.objects, 'work');
  const ports = { ...world.ports, evidence };
  return {
    ...world,
    ports,
    judge: () => evaluateExport(ports, EXPORT, { ...SWEEP, evidence: EVIDENCE }),
    async deliver(spec: Partial<DeliverySpec>): Promise<void> {
      const { manifests } = await putDelivery(ports.objects, {
        executedAt: '2026-11-18T13:14:43.337Z',
        ...spec,
      });
      expect((await ingestNotice(ports, noticeOf(manifests[0]!), INGEST)).outcome).toBe('published');
      world.mishaps.clear();
    },
    async onlyAlert() {
      const [alert] = await ports.alerts.recent(EXPORT);
      return alert!;
    },
    async pack() {
      const { id, version } = await this.onlyAlert();
      return evidence.newest(EXPORT, id, version);
    },
  };
}

test('what was told keeps its evidence as it was known then, once', async () => {
  const world = evidenceWorld();
  await world.deliver({ chunks: [[aSpend('search', 85), aSpend('support', 60)]] });
  await world.judge();
  const first = await world.pack();
  expect(first).toMatchObject({
    schema: 'billhook.evidence/1',
    made: 'when-judged',
    exportName: EXPORT,
    alertVersion: 1,
    delivery: '2026-11-18T13:14:43.337Z~execution-1',
    amount: { kind: 'spent', cost: '85', expected: '0', amount: '85', from: '2026-11-01T00:00Z' },
    rule: { name: 'budget-threshold', parameters: [{ value: '$100.00' }, { value: '80 %' }] },
    deliveries: [{ executionId: 'execution-1', rows: 2, holdsAmount: true }],
    sessions: { policy: 'full', names: ['session-1'] },
  });
  expect(first?.hours.filter(({ cost }) => cost !== '0')).toMatchObject([
    { hour: '2026-11-18T05:00Z', cost: '85', counted: true },
  ]);

  await world.deliver({
    executedAt: '2026-11-19T13:14:43.337Z',
    executionId: 'execution-2',
    chunks: [[aSpend('search', 120)]],
  });
  await world.judge();
  const second = await world.pack();
  expect(second).toMatchObject({ alertVersion: 2, amount: { cost: '120' } });
  expect(second?.history.length).toBe(2);
  const { id } = await world.onlyAlert();
  expect(await world.ports.evidence.newest(EXPORT, id, 1)).toEqual(first);
  expect(await world.ports.evidence.keep({ ...first!, team: 'other' })).toBe(false);
  expect(await world.ports.evidence.newest(EXPORT, id, 1)).toEqual(first);
});

test('a write that fails neither holds up nor loses the alert, and the next look at the delivery makes up for it', async () => {
  const world = evidenceWorld();
  await world.deliver({ chunks: [[aSpend('search', 85)]] });
  world.mishaps.atOperation('objects.write', 'before');
  expect(await world.judge()).toMatchObject({ outcome: 'judged', transitions: [{ reason: 'first' }] });
  expect([...world.tables.outbox.values()]).toHaveLength(1);
  expect(await world.pack()).toBeUndefined();
  expect(world.counts.get('EvidenceNotKept')).toBe(1);
  expect(world.events).toContain('evidence not kept');

  world.mishaps.clear();
  expect(await world.judge()).toMatchObject({ outcome: 'judged', transitions: [] });
  const pack = await world.pack();
  expect(sumOf(pack?.contributions.map(({ rise }) => rise) ?? [])).toBe(sumOf(['85']));
  expect(world.counts.get('EvidenceKept')).toBe(1);
});

test('what was committed before a newer ledger came is explained all the same', async () => {
  const world = evidenceWorld();
  world.tables.budgets.book = aBook(SEARCH, aBudget({ team: 'support', dollars: 100 }));
  await world.deliver({ chunks: [[aSpend('search', 85), aSpend('support', 85)]] });
  world.mishaps.before(
    'alerts.commit',
    async () => {
      const [key, pointer] = [...world.tables.pointers].at(-1)!;
      const executedAt = parseInstant('2026-11-19T13:14:43.337Z');
      world.tables.pointers.set(key, { ...pointer, executedAt, order: '2026-11-19T13:14:43.337Z~x' });
    },
    2,
  );
  expect(await world.judge()).toEqual({ outcome: 'superseded' });
  world.mishaps.clear();
  expect(await world.pack()).toMatchObject({ alertVersion: 1, amount: { cost: '85' } });
});

test('without a store nothing is kept', async () => {
  const world = evidenceWorld();
  await world.deliver({ chunks: [[aSpend('search', 85)]] });
  const { evidence: _, ...ports } = world.ports;
  expect(await evaluateExport(ports, EXPORT, { ...SWEEP, evidence: EVIDENCE })).toMatchObject({
    outcome: 'judged',
  });
  await evaluateExport(world.ports, EXPORT, SWEEP);
  expect(await world.pack()).toBeUndefined();
});

test('an alert without evidence is explained from the ledger as it is, and says so', async () => {
  const world = evidenceWorld();
  expect(await evidenceFor(world.ports, EXPORT, anAlert(), EXPLAIN)).toBeUndefined();
  await world.deliver({ chunks: [[aSpend('search', 85)]] });
  const { evidence: _, ...ports } = world.ports;
  await evaluateExport(ports, EXPORT, SWEEP);
  const alert = await world.onlyAlert();
  const later = await evidenceFor(world.ports, EXPORT, alert, EXPLAIN);
  expect(later).toMatchObject({ made: 'later', alertId: alert.id, amount: { cost: '85' } });
  expect(await evidenceFor(world.ports, EXPORT, alert, { defaults: SWEEP.defaults })).toBeUndefined();

  await world.judge();
  expect(await evidenceFor(world.ports, EXPORT, alert, EXPLAIN)).toMatchObject({ made: 'when-judged' });
});
