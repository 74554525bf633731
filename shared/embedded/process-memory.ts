import { readFileSync } from 'node:fs';

export interface ProcessMemory {
  readonly bytes: number;
  readonly bytesMax: number;
}

/** Resident set of a process now and at its highest. Undefined when it has ended or the platform has no /proc. */
export function processMemory(pid: number): ProcessMemory | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
    const bytes = kilobytes('VmRSS') * 1024;
    return Number.isNaN(bytes) ? undefined : { bytes, bytesMax: kilobytes('VmHWM') * 1024 };
  } catch {
    return undefined;
  }
}

const WATCH_MS = 20;

/**
 * Calls `onExceeded` once the process holds more than `bytesMax`. V8's own heap limit does not see Buffers, so the
 * resident set is what is watched.
 */
export function watchMemory(pid: number, bytesMax: number, onExceeded: () => void): () => void {
  const timer = setInterval(() => {
    if ((processMemory(pid)?.bytes ?? 0) <= bytesMax) return;
    clearInterval(timer);
    onExceeded();
  }, WATCH_MS);
  return () => clearInterval(timer);
}
