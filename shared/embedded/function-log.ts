import type { FunctionLog } from './function-spec.ts';

/** Lines are kept for whoever asks, such as a report of a fault; none is printed. */
export interface FunctionLogBook {
  add(entry: FunctionLog): void;
  fault(functionName: string, line: string): void;
  /** The newest lines, oldest first. */
  recent(): readonly FunctionLog[];
}

const LINES_KEPT = 500;

export function createFunctionLog(onLog: (log: FunctionLog) => void = () => {}): FunctionLogBook {
  const lines: FunctionLog[] = [];
  const add = (entry: FunctionLog): void => {
    if (lines.push(entry) > LINES_KEPT) lines.shift();
    onLog(entry);
  };
  return {
    add,
    fault: (functionName, line) => add({ functionName, stream: 'platform', line }),
    recent: () => [...lines],
  };
}
