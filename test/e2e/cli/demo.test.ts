import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { HOUR_MS, startOfHour } from '../../../shared/domain/base/instant.ts';
import { createDemoScenario } from '../../../shared/synthetic/scenario.ts';
import { aShell, SCRIPT } from './checkout.ts';

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
  }[];
  readonly messages: { readonly posted: number; readonly edited: number };
}

const shell = aShell();
afterAll(shell.remove);

test('the demo finds the runaway by name and hour, loses no cent and leaves no process', async () => {
  // A session of its own: whatever it starts, however deep, bears its number.
  const demo = spawn(process.execPath, [SCRIPT, 'demo', '--once', '--json', '--last-days', '1'], {
    cwd: shell.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  demo.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  demo.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const [exitCode] = await once(demo, 'close');
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
  expect(messages.posted).toBeGreaterThan(0);
  expect(messages.edited).toBeGreaterThan(0);

  expect(readdirSync(shell.folder)).toEqual([]);
  expect(await survivorsOf(demo.pid!)).toEqual([]);
});

/** Command lines of the processes of a session that are still there after a moment's grace. */
async function survivorsOf(session: number): Promise<readonly string[]> {
  const deadline = performance.now() + 3_000;
  while (inSession(session).length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return inSession(session);
}

function inSession(session: number): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // proc_pid_stat(5): after the name in parentheses come state, parent, process group and session.
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(fields[3]) !== session || fields[0] === 'Z') return [];
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}
