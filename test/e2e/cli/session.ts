import { readdirSync, readFileSync } from 'node:fs';

export interface SessionProcess {
  readonly pid: number;
  /** One letter of proc_pid_stat(5): `T` where it has been stopped. */
  readonly state: string;
  readonly command: string;
}

/** Living processes of a session: whatever its leader started, however deep, bears its number. */
export function inSession(session: number): readonly SessionProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // proc_pid_stat(5): after the name in parentheses come state, parent, process group and session.
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(fields[3]) !== session || fields[0] === 'Z') return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(pid), state: fields[0]!, command }];
      } catch {
        return [];
      }
    });
}

const GRACE_MS = 10_000;

/** Those that are still there after a moment's grace. */
export async function survivorsOf(session: number): Promise<readonly SessionProcess[]> {
  const deadline = performance.now() + GRACE_MS;
  while (inSession(session).length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return inSession(session);
}
