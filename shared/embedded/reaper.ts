import { spawn } from 'node:child_process';

/** Ends children whose parent died without a chance to do so itself (kill -9, crash, closed terminal). */
export interface Reaper {
  readonly pid: number | undefined;
  watch(pid: number): void;
  /** Call when the child has ended: its id may be given to another process. */
  release(pid: number): void;
  /** Ends the reaper alone; children still watched are killed with it. */
  stop(): void;
}

/**
 * Reads `add PID` and `drop PID` lines. Standard input ends when this process does, however it ends: that is the sign
 * to kill what is left. Signals to the terminal's group must not take the reaper first.
 */
const SCRIPT = `trap '' INT TERM HUP
pids=' '
while read -r verb pid; do
  case "$verb $pids" in
    add*) pids="$pids$pid " ;;
    drop*" $pid "*) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done`;

/** Where there is no POSIX shell this does nothing, and children end by themselves when their runtime API is gone. */
export function startReaper(): Reaper {
  const shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ignore = (): void => {};
  shell.on('error', ignore);
  shell.stdin.on('error', ignore);
  // The reaper must never be what keeps this process alive.
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  const tell = (line: string): void => void (shell.stdin.writable && shell.stdin.write(`${line}\n`));
  return {
    pid: shell.pid,
    watch: (pid) => tell(`add ${pid}`),
    release: (pid) => tell(`drop ${pid}`),
    stop: () => shell.stdin.end(),
  };
}
