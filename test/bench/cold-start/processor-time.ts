import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that the threads of a process have run so far, which a busy neighbour does not lengthen; threads that have
 * ended are not counted, and Node ends none that early. 0 where Linux does not tell, or the process has ended.
 */
export function processorMs(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadMs(`/proc/${pid}/task/${thread}/schedstat`), 0);
  } catch {
    return 0;
  }
}

function threadMs(path: string): number {
  try {
    return Number(readFileSync(path, 'latin1').split(' ', 1)[0]) / 1e6;
  } catch {
    // It ended while the others were asked.
    return 0;
  }
}
