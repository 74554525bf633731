import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { misconfigured } from '../domain/base/failure.ts';
import { startReaper } from './reaper.ts';

/** A server process of the embedded run, always on 127.0.0.1. */
export interface RunningServer {
  readonly endpoint: string;
  /** Undefined where the program could not be started. */
  readonly pid: number | undefined;
  /** False once the process has ended. */
  alive(): boolean;
  /** Ends the process by its id and waits for its end. Safe to call twice. */
  stop(): Promise<void>;
}

export interface ServerCommand {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly arguments: (port: number) => readonly string[];
  readonly cwd?: string;
  readonly readyWithinMs: number;
}

/** Another program may take the free port between asking for it and using it. */
const STARTS_MAX = 3;
const POLL_MS = 10;
const GRACE_MS = 3_000;
const ERROR_TEXT_MAX = 400;

/** Starts the command on a free port and resolves when it answers HTTP. Throws Failure `misconfigured`. */
export async function startServer(server: ServerCommand): Promise<RunningServer> {
  let said = '';
  for (let start = 0; start < STARTS_MAX; start += 1) {
    const port = await freePort();
    const child = spawn(server.command, server.arguments(port), {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(server.cwd === undefined ? {} : { cwd: server.cwd }),
    });
    said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-ERROR_TEXT_MAX);
    });
    // A missing program is told by the 'error' event; without a listener it would end this process.
    child.on('error', (error) => {
      said = error.message;
    });
    const running = runningServer(child, `http://127.0.0.1:${port}`);
    if (await answers(child, running.endpoint, server.readyWithinMs)) return running;
    await running.stop();
    // What the program said last, or that there is none, is told in events that come after its end.
    await pause(POLL_MS);
  }
  throw misconfigured(`${server.name} did not start`, {
    expected: `an HTTP answer within ${server.readyWithinMs} ms`,
    found: said.trim() === '' ? 'no answer' : said.trim(),
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw misconfigured('no TCP port to be had');
  return address.port;
}

/** Should this process be killed, the reaper ends the child: a server nobody knows of would run for ever. */
function runningServer(child: ChildProcess, endpoint: string): RunningServer {
  const reaper = startReaper();
  if (child.pid !== undefined) reaper.watch(child.pid);
  return {
    endpoint,
    pid: child.pid,
    alive: () => !hasEnded(child),
    async stop() {
      if (!hasEnded(child)) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        await ended;
        clearTimeout(force);
      }
      if (child.pid !== undefined) reaper.release(child.pid);
      reaper.stop();
    },
  };
}

/** Any status counts: a refusal of an unsigned request is an answer too. */
async function answers(child: ChildProcess, endpoint: string, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline && !hasEnded(child)) {
    try {
      await (await fetch(endpoint, { signal: AbortSignal.timeout(1_000) })).arrayBuffer();
      return !hasEnded(child);
    } catch {
      await pause(POLL_MS);
    }
  }
  return false;
}

/** `pid` is undefined where the program could not be started at all. */
const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
