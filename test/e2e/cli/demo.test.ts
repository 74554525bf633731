import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Refresh } from '../../../functions/cli/demo/request-log.ts';
import { openStore } from '../../../functions/cli/local-store.ts';
import { threadsOf } from '../../../shared/domain/alert/digest.ts';
import { HOUR_MS, startOfHour } from '../../../shared/domain/base/instant.ts';
import { backtestExport } from '../../../shared/flow/backtest.ts';
import { createDemoScenario } from '../../../shared/synthetic/scenario.ts';
import { aShell } from './checkout.ts';
import { readKept } from './kept-demo.ts';
import { killAndCompare, linesOf, type Undisturbed, undisturbedIn } from './killed-demo.ts';
import { type RunningDemo, startDemo } from './running-demo.ts';
import { survivorsOf } from './session.ts';

interface Told {
  readonly alerts: readonly {
    readonly kind: string;
    readonly state: string;
    readonly principal: string | null;
    readonly model: string | null;
    readonly team: string;
    readonly startedAt: string;
  }[];
  readonly deliveries: readonly {
    readonly billed: { readonly rows: number; readonly cost: string };
    readonly ledger: { readonly rows: number; readonly cost: string };
    readonly refresh: Refresh | null;
  }[];
  readonly deliveriesThereBefore: number;
  readonly messages: { readonly posted: number; readonly edited: number };
}

const shell = aShell();
/** Of the story that is killed. */
const other = aShell();
afterAll(() => {
  shell.remove();
  other.remove();
});
/** Ten to twenty seconds on a machine that does nothing else. */
const PATIENCE_MS = 600_000;
let undisturbed: Undisturbed;
/** From where the other story goes on. */
let restMs: number;

const HISTORY = 2;

/**
 * Copies the store when both months before are told: the story that is killed goes on from there, as one whose processes
 * all died at that moment.
 */
async function copyAfterHistory(demo: RunningDemo): Promise<void> {
  const [kept, copy] = [join(shell.folder, 'kept'), join(other.folder, 'story-0')];
  let over = false;
  void demo.ended.then(() => (over = true));
  while (!over && linesOf(join(kept, 'told.jsonl')) < HISTORY) await pause(10);
  if (!over) await demo.whileStopped(() => cpSync(kept, copy, { recursive: true }));
}

test(
  'the demo finds the runaway by name and hour, loses no cent and leaves no process',
  async () => {
    const demo = startDemo(shell.folder, 'kept');
    await copyAfterHistory(demo);
    const copiedAt = performance.now();
    const { exitCode, out, err, ms } = await demo.ended;
    restMs = performance.now() - copiedAt;
    expect({ exitCode, err }).toMatchObject({ exitCode: 0, err: expect.stringContaining('= ledger') });

    const { alerts, deliveries, messages } = JSON.parse(out) as Told;
    const { runaway } = createDemoScenario();
    const found = alerts.filter((alert) => alert.kind === 'spike' && alert.principal === runaway.principal);
    expect(found).toMatchObject([
      { state: 'firing', team: runaway.team, model: runaway.model.toLowerCase().replaceAll(' ', '-') },
    ]);
    const off = Date.parse(found[0]!.startedAt) - startOfHour(runaway.startedAt);
    expect(Math.abs(off)).toBeLessThanOrEqual(HOUR_MS);

    // Two months of history, then what is delivered on the last day.
    expect(deliveries.length).toBe(4);
    expect(deliveries.map(({ ledger }) => ledger)).toEqual(deliveries.map(({ billed }) => billed));
    // Read, judged and told by functions that each tell what they asked for.
    for (const { refresh } of deliveries) expect(refresh!.requests).toBeGreaterThan(100);
    const [september, october, , refreshed] = deliveries.map(({ refresh }) => refresh!.entries!);
    expect(september).toEqual({ written: september!.of, of: september!.of });
    expect(refreshed!.written / october!.of).toBeLessThan(0.06);
    expect(messages.posted).toBeGreaterThan(0);
    expect(messages.edited).toBeGreaterThan(0);

    expect(readdirSync(shell.folder)).toEqual(['kept']);
    expect(await survivorsOf(demo.pid)).toEqual([]);
    undisturbed = await undisturbedIn(join(shell.folder, 'kept'), ms);
  },
  PATIENCE_MS,
);

test(
  'a backtest of its deliveries tells what the functions told: each alert, change and amount',
  async () => {
    const store = await openStore({ dir: join(shell.folder, 'kept'), use: 'read' });
    try {
      const { ports, settings, exportName } = store;
      const { same, onlyReal, onlyReplayed, messages, missing } = await backtestExport(
        ports,
        exportName(),
        settings,
      );
      const real = await ports.alerts.all(exportName());
      expect(same.map(({ replayed }) => replayed)).toEqual(real);
      expect([onlyReal, onlyReplayed, missing]).toEqual([[], [], []]);
      const threads = [...new Set(real.flatMap(threadsOf))];
      const sent = (await Promise.all(threads.map((thread) => ports.outbox.sentFor(thread)))).flat();
      const heard = sent.filter(
        ({ channel, notification }) => channel.kind === 'slack' && notification.reason !== 'updated',
      );
      expect(messages.map(({ alertId, reason }) => `${alertId} ${reason}`).sort()).toEqual(
        heard
          .flatMap(({ alertId, notification: { rule, reason, data } }) =>
            // A digest tells the alerts that it lists.
            (rule === 'digest' ? String(data.alertIds).split(',') : [alertId]).map((id) => `${id} ${reason}`),
          )
          .sort(),
      );
      expect(messages.length).toBeGreaterThan(3);
    } finally {
      await store.close();
    }
  },
  PATIENCE_MS,
);

test(
  'a story that is over is shown again as it ended, and nothing is told twice',
  async () => {
    const { exitCode, out, err } = await startDemo(shell.folder, 'kept').ended;
    expect({ exitCode, err }).toMatchObject({
      exitCode: 0,
      err: expect.stringContaining('All 4 deliveries'),
    });
    const { alerts, deliveries, deliveriesThereBefore } = JSON.parse(out) as Told;
    expect(deliveriesThereBefore).toBe(4);
    expect(deliveries.map(({ ledger }) => ledger)).toEqual(deliveries.map(({ billed }) => billed));
    expect(alerts.length).toBe(undisturbed.kept.alerts.length);
    expect(await readKept(join(shell.folder, 'kept'))).toEqual(undisturbed.kept);
  },
  PATIENCE_MS,
);

test(
  'killed at any moment and started again, it ends with the same ledger and every alert told',
  async () => {
    const rest = { ...undisturbed, ms: restMs };
    const { count, failures } = await killAndCompare(other.folder, rest, { count: 1, seed: 3 });
    expect({ count, failures }).toEqual({ count: 1, failures: [] });
  },
  PATIENCE_MS,
);
