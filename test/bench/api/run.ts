// node test/bench/api/run.ts [principals=2000] [teams=40] [hours a day=10] [warm reads=40] [first page=overview]
// How long each page's answer takes over HTTP from the embedded stack, for two months of a company: the first answer is
// that of a process that has read nothing yet, warm is the 50th and 95th percentile of the reads after a page's first, in
// milliseconds; CPU is the mean of the function's processor time for each, which others on the machine do not change.
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { bundleFunction } from '../../../infra/bundle.ts';
import { createDynamoRipenessStore } from '../../../shared/adapters/aws/dynamodb-ripeness-store.ts';
import { createRollupStore } from '../../../shared/adapters/cur/rollup/rollup-store.ts';
import { createEvidenceStore } from '../../../shared/adapters/evidence/evidence-objects.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { nextPointer } from '../../../shared/domain/ledger/next-pointer.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { composeAccount } from '../../../shared/runtime/compose-account.ts';
import { aBudget } from '../../builders/budget.ts';
import { aPack } from '../../builders/evidence.ts';
import { aFinding, anAlert, aTransition } from '../../builders/transition.ts';
import { learnedUntil, monthOf, principalName, teamName } from './company.ts';

const [principals = 2_000, teams = 40, hours = 10, reads = 40] = process.argv.slice(2, 6).map(Number);
const [firstPage = 'overview'] = process.argv.slice(6);
const EXPORT = 'billhook-cur';
const NEWEST = '2026-11-30T06:00:00Z';
const ALERTS = 30;

const RANGE = 'from=2026-11-16T00:00Z&to=2026-11-30T00:00Z';
const MONTHS = 'from=2026-10-01T00:00Z&to=2026-12-01T00:00Z';
const PAGES: Readonly<Record<string, string>> = {
  me: '/me',
  overview: '/overview',
  'overview, a month before': '/overview?period=2026-10',
  'spend by team, days of two months': `/spend?by=team&grain=day&${MONTHS}`,
  'spend by principal, days of two months': `/spend?by=principal&grain=day&${MONTHS}`,
  'spend by model, hours of two weeks': `/spend?by=model&grain=hour&${RANGE}`,
  'spend by principal, hours of two weeks': `/spend?by=principal&grain=hour&${RANGE}`,
  team: `/teams/${teamName(1)}`,
  'team, two months': `/teams/${teamName(1)}?${MONTHS}`,
  bridge: `/teams/${teamName(1)}/bridge?${RANGE}&againstFrom=2026-10-16T00:00Z&againstTo=2026-10-30T00:00Z`,
  principal: `/principal?id=${encodeURIComponent(principalName(41))}`,
  alerts: '/alerts?state=all',
  alert: '/alerts/spike-10000000',
  budgets: '/budgets',
  'budget changes': '/budgets/changes',
  plans: '/plans',
  untagged: '/untagged',
  deliveries: '/deliveries',
  settings: '/settings',
};

async function tell(stack: EmbeddedStack): Promise<void> {
  const account = composeAccount({ s3: stack.s3, dynamodb: stack.dynamodb, table: stack.table });
  const rollups = createRollupStore(account.objects, stack.workBucket);
  const size = { principals, teams, hours };
  for (const [period, executed] of [
    ['2026-10', '2026-11-04T06:00:00Z'],
    ['2026-11', NEWEST],
  ] as const) {
    const { entries, ...head } = monthOf(period, executed, size);
    await rollups.write({ ...head, entries });
    // The pages read rollups; the ledger's items hold the same and would take minutes to write.
    await account.ledger.publish(nextPointer(head, undefined, head.executedAt), undefined);
    console.info(`${period}: ${entries.reduce((sum, { cells }) => sum + cells.length, 0)} cells`);
  }
  const budgets = Array.from({ length: teams }, (_, index) =>
    aBudget({ team: teamName(index), dollars: 4_000 }),
  );
  await account.budgets.replace(budgets, 0, 'Fenna Moor', parseInstant(NEWEST));
  const table = { client: stack.dynamodb, table: stack.table };
  await createDynamoRipenessStore(table).write(EXPORT, learnedUntil(NEWEST), undefined);
  for (let index = 0; index < ALERTS; index += 1) {
    const scope = {
      team: teamName(index % teams),
      principal: principalName(index),
      model: 'claude-opus-4.6',
    };
    const finding = aFinding({ scope });
    const alert = anAlert({
      id: `spike-${10_000_000 + index}`,
      fingerprint: String(index),
      finding,
      told: finding,
    });
    await account.alerts.decide(EXPORT, aTransition({ after: alert }), []);
    if (index === 0)
      await createEvidenceStore(account.objects, stack.workBucket).keep({
        ...aPack(alert),
        exportName: EXPORT,
      });
  }
}

async function read(
  stack: EmbeddedStack,
  path: string,
): Promise<{ readonly ms: number; readonly bytes: number }> {
  const start = performance.now();
  const response = await fetch(`${stack.endpoints.http}/api/v1${path}`, {
    headers: { 'accept-encoding': 'gzip' },
  });
  const bytes = (await response.arrayBuffer()).byteLength;
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return { ms: performance.now() - start, bytes };
}

/** Milliseconds of processor time of the function's process so far, in ticks of ten; Linux tells. */
function processorMs(stack: EmbeddedStack): number {
  const [, after = ''] = toldOf(stack, 'stat').split(') ');
  const fields = after.split(' ').map(Number);
  return (fields[11]! + fields[12]!) * 10;
}

/** The most memory that the process ever had. */
const peakMiB = (stack: EmbeddedStack): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(toldOf(stack, 'status'))?.[1]) / 1024);

function toldOf(stack: EmbeddedStack, what: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${stack.pids().at(-1)}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

await bundleFunction('api');
const stack = await startEmbeddedStack({ only: ['api'], exportName: EXPORT });
try {
  await tell(stack);
  const cold = await read(stack, PAGES[firstPage]!);
  console.info(`load of the machine: ${loadavg()[0]!.toFixed(1)}`);
  console.info(
    `the first answer of a new process, ${firstPage}: ${Math.round(cold.ms)} ms, of its processor ${processorMs(stack)} ms, ${peakMiB(stack)} MiB`,
  );
  console.info(
    `${'page'.padEnd(42)} ${'first'.padStart(7)} ${'p50'.padStart(7)} ${'p95'.padStart(7)} ${'CPU'.padStart(7)}  bytes`,
  );
  for (const [name, path] of Object.entries(PAGES)) {
    const first = await read(stack, path);
    const warm: number[] = [];
    const before = processorMs(stack);
    for (let count = 0; count < reads; count += 1) warm.push((await read(stack, path)).ms);
    const processor = (processorMs(stack) - before) / reads;
    warm.sort((a, b) => a - b);
    const columns = [first.ms, at(warm, 0.5), at(warm, 0.95), processor].map((ms) =>
      ms.toFixed(1).padStart(7),
    );
    console.info(`${name.padEnd(42)} ${columns.join(' ')}  ${first.bytes}`);
  }
  console.info(`all of them: ${peakMiB(stack)} MiB`);
} finally {
  await stack.stop();
}
