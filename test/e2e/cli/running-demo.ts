import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { SCRIPT } from './checkout.ts';
import { inSession } from './session.ts';

export interface EndedDemo {
  /** Undefined where it was killed. */
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

export interface RunningDemo {
  /** Its process id, and the number of its session and of its process group. */
  readonly pid: number;
  readonly ended: Promise<EndedDemo>;
  /** Not by any signal that it could answer. */
  kill(whom: 'everything' | 'parent' | { readonly child: number }): string;
  /** None of its processes does anything meanwhile: its folder is what `kill('everything')` would leave. */
  whileStopped(look: () => void): Promise<void>;
}

const STOPPED_WITHIN_MS = 10_000;

/** The shortest story, in a session of its own, its store `store` in `folder`. */
export function startDemo(folder: string, store: string): RunningDemo {
  const start = performance.now();
  const argv = [SCRIPT, 'demo', '--once', '--json', '--last-days', '1', '--store', store];
  const demo = spawn(process.execPath, argv, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  demo.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  demo.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const pid = demo.pid!;
  return {
    pid,
    ended: once(demo, 'close').then(([code]) => ({
      exitCode: typeof code === 'number' ? code : undefined,
      ...said,
      ms: performance.now() - start,
    })),
    kill: (whom) => {
      if (whom === 'everything') return signal(-pid, 'everything');
      if (whom === 'parent') return signal(pid, 'the demo alone');
      const children = inSession(pid).filter((process) => process.pid !== pid);
      const child = children[Math.floor(whom.child * children.length)];
      return child === undefined
        ? signal(-pid, 'everything')
        : signal(child.pid, child.command.replaceAll(/\S*\//g, '').trim().slice(0, 60));
    },
    whileStopped: async (look) => {
      process.kill(-pid, 'SIGSTOP');
      try {
        const deadline = performance.now() + STOPPED_WITHIN_MS;
        while (inSession(pid).some(({ state }) => state !== 'T')) {
          if (performance.now() > deadline) throw new Error('the demo goes on though it was stopped');
          await pause(2);
        }
        look();
      } finally {
        process.kill(-pid, 'SIGCONT');
      }
    },
  };
}

function signal(pid: number, whom: string): string {
  try {
    process.kill(pid, 'SIGKILL');
    return whom;
  } catch {
    return `${whom} (had ended)`;
  }
}
