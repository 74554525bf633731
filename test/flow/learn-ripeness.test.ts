import { describe, expect, test } from 'vitest';
import { RIPENESS_SCHEMA } from '../../shared/domain/evaluation/ripeness/state.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { aSpend, type DeliverySpec, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';

const MORNING: Partial<DeliverySpec> = { executedAt: '2026-11-18T13:14:43.337Z', executionId: 'morning' };
const EVENING: Partial<DeliverySpec> = { executedAt: '2026-11-18T21:14:43.337Z', executionId: 'evening' };

async function deliver(world: FlowWorld, when: Partial<DeliverySpec>, dollars: number): Promise<void> {
  const spec = { executedAt: '', ...when, chunks: [[aSpend('search', dollars)]] };
  const { manifests } = await putDelivery(world.ports.objects, spec);
  expect((await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST)).outcome).toBe('published');
}

const judge = (world: FlowWorld) => evaluateExport(world.ports, EXPORT, SWEEP);
const learned = ({ tables }: FlowWorld) => tables.ripeness.get(EXPORT);
/** Costs of the whole bill's hours by the number of the delivery that told them. */
const told = (world: FlowWorld) =>
  learned(world)!.families[0]!.hours.map(({ changes }) => changes.map(([no, micros]) => [no, micros / 1e6]));

/** The morning is published and judged. */
async function judgedMorning(): Promise<FlowWorld> {
  const world = createFlowWorld();
  await deliver(world, MORNING, 60);
  await judge(world);
  return world;
}

test('what a delivery changes of the hours before is remembered when it is judged', async () => {
  const world = await judgedMorning();
  expect(told(world)).toEqual([[[1, 60]]]);
  await deliver(world, EVENING, 85);
  await judge(world);
  expect(told(world)).toEqual([
    [
      [1, 60],
      [2, 85],
    ],
  ]);
  expect(learned(world)).toMatchObject({ schema: RIPENESS_SCHEMA, taught: 2 });
});

test('a delivery that is judged again teaches nothing and writes nothing', async () => {
  const world = await judgedMorning();
  const before = learned(world);
  world.mishaps.clear();
  expect(await judge(world)).toMatchObject({ outcome: 'judged' });
  expect(learned(world)).toBe(before);
  expect(world.mishaps.calls).toContain('ripeness.read');
  expect(world.mishaps.calls).not.toContain('ripeness.write');
});

test('a judgement whose lesson another worker wrote first goes by what is then known', async () => {
  const world = await judgedMorning();
  await deliver(world, EVENING, 85);
  world.mishaps.before('ripeness.write', async () => void (await judge(world)));
  expect(await judge(world)).toMatchObject({ outcome: 'judged' });
  expect(learned(world)).toMatchObject({ taught: 2 });
});

describe('a lesson is learned once, though', () => {
  test.each(['before', 'after'] as const)('the store fails right %s writing it', async (fault) => {
    const world = await judgedMorning();
    await deliver(world, EVENING, 85);
    world.mishaps.atOperation('ripeness.write', fault);
    await expect(judge(world)).rejects.toMatchObject({ kind: 'retryable' });
    world.mishaps.clear();
    await judge(world);
    expect(learned(world)).toMatchObject({ taught: 2 });
    expect(told(world)).toEqual([
      [
        [1, 60],
        [2, 85],
      ],
    ]);
  });
});
