import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findNode } from '../../../shared/embedded/node-binary.ts';
import { isRunning } from './toy-function.ts';

const PARENT = fileURLToPath(new URL('orphan-parent.ts', import.meta.url));

/** Starts a stack in a process of its own, ends that process, and resolves with the ids that outlived it. */
async function survivorsOf(end: NodeJS.Signals | 'crash'): Promise<readonly number[]> {
  const parent = spawn(findNode(), [PARENT], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(String(line)) as number[];
  expect(pids.length).toBe(3);
  expect(pids.filter(isRunning)).toEqual(pids);
  const ended = once(parent, 'exit');
  if (end === 'crash') parent.stdin.write('crash\n');
  else parent.kill(end);
  await ended;
  const deadline = performance.now() + 3_000;
  while (pids.some(isRunning) && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return pids.filter(isRunning);
}

test.concurrent.each(['crash', 'SIGINT', 'SIGKILL'] as const)(
  'nothing outlives a stack that ends by %s, not even a function in an endless loop',
  async (end) => expect(await survivorsOf(end)).toEqual([]),
);
