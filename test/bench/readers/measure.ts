import { spawn, spawnSync } from 'node:child_process';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** To one core, where the machine can. */
  readonly pinned: boolean;
}

/** Of a whole process, from start to end. */
export interface Measured {
  readonly wallSeconds: number;
  /** User and system time of all its threads. */
  readonly cpuSeconds: number;
  readonly peakMib: number;
  /** What it printed, parsed; nothing of one that printed nothing. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** GNU time tells the peak of memory, the shell's own `time` the rest in milliseconds; both from outside of the process. */
const GNU_TIME = '/usr/bin/time';
const SHELL = `TIMEFORMAT='%3R %3U %3S'; time "$@"`;

const works = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

export interface Stopwatch {
  readonly canPin: boolean;
  /** Throws an Error with what the process wrote when it failed. */
  readonly measure: (command: Command) => Promise<Measured>;
}

/** The last core: the first has most of the interrupts. Throws where the machine lacks GNU time or bash. */
export function createStopwatch(cores: number): Stopwatch {
  if (!works(GNU_TIME, ['-f', '%M', 'true']) || !works('bash', ['-c', SHELL, 'bash', 'true']))
    throw new Error(`processes are measured by GNU time (${GNU_TIME}) and bash; install both`);
  const pin = ['taskset', '-c', `${cores - 1}`];
  const canPin = works(pin[0]!, [...pin.slice(1), 'true']);
  return {
    canPin,
    async measure({ program, args, env, pinned }) {
      const node = [process.execPath, program, ...args];
      const timed = [GNU_TIME, '-q', '-f', '%M', ...node];
      const { stdout, stderr } = await run(
        [...(pinned && canPin ? pin : []), 'bash', '-c', SHELL, 'bash', ...timed],
        env,
      );
      const [peakKib, times] = stderr.trimEnd().split('\n').slice(-2) as [string, string];
      const [wall, user, system] = times.split(' ').map(Number) as [number, number, number];
      return {
        wallSeconds: wall,
        cpuSeconds: user + system,
        peakMib: Number(peakKib) / 1024,
        answer: stdout === '' ? {} : JSON.parse(stdout),
      };
    },
  };
}

function run(
  [command, ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (bytes: Buffer) => (said.stdout += bytes));
    child.stderr.on('data', (bytes: Buffer) => (said.stderr += bytes));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(said)
        : reject(new Error(`${args.join(' ')} ended with ${code}\n${legible(said.stderr)}`)),
    );
  });
}

/** Node shows the line that failed, and a bundle is one line. */
const legible = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.slice(0, 200))
    .join('\n');
