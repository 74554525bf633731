import { spawn } from 'node:child_process';

/** Ends children, and removes folders, of a process that died without a chance to do so itself (kill -9, crash). */
export interface Reaper {
  readonly pid: number | undefined;
  watch(pid: number): void;
  /** Call when the child has ended: its id may be given to another process. */
  release(pid: number): void;
  /** Removes this folder in the end. Its path must hold no blanks. */
  clear(folder: string): void;
  /** Ends the reaper: what is still watched is killed, and folders are removed. */
  stop(): void;
}

/**
 * Reads `add PID`, `drop PID` and `clear FOLDER` lines. Standard input ends when this process does, however it ends: that is the sign
 * to kill what is left. Signals to the terminal's group must not take the reaper first.
 */
const SCRIPT = `trap '' INT TERM HUP
pids=' '
folders=''
while read -r verb what; do
  case "$verb $pids" in
    add*) pids="$pids$what " ;;
    drop*" $what "*) pids="\${pids%% $what *} \${pids#* $what }" ;;
    clear*) folders="$folders $what" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
for folder in $folders; do rm -rf "$folder"; done`;

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
    clear: (folder) => tell(`clear ${folder}`),
    stop: () => shell.stdin.end(),
  };
}
