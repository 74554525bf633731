import type { Fault, Faults } from '../../shared/adapters/memory/faults.ts';

/** Every port call in order, and what goes wrong at one of them. */
export interface Mishaps {
  readonly faults: Faults;
  /** Operations since the last `at` or `clear`, such as `ledger.publish`. */
  readonly calls: readonly string[];
  /** The n-th call from now on (1-based) meets this fault. */
  at(call: number, fault: Fault): void;
  /** The n-th call of this operation from now on meets this fault. */
  atOperation(operation: string, fault: Fault, call?: number): void;
  /** Something else happens just before the n-th call of this operation from now on. */
  before(operation: string, happens: () => void | Promise<void>, call?: number): void;
  clear(): void;
}

export function createMishaps(): Mishaps {
  const calls: string[] = [];
  let decide: (operation: string) => Fault | Promise<Fault> = () => 'none';
  const plan = (next: typeof decide): void => {
    calls.length = 0;
    decide = next;
  };
  const isCall = (operation: string, call: number, asked: string): boolean =>
    asked === operation && calls.filter((each) => each === operation).length === call;
  return {
    calls,
    faults: (operation) => {
      calls.push(operation);
      return decide(operation);
    },
    at: (call, fault) => plan(() => (calls.length === call ? fault : 'none')),
    atOperation: (operation, fault, call = 1) =>
      plan((asked) => (isCall(operation, call, asked) ? fault : 'none')),
    before: (operation, happens, call = 1) =>
      plan(async (asked): Promise<Fault> => {
        if (isCall(operation, call, asked)) await happens();
        return 'none';
      }),
    clear: () => plan(() => 'none'),
  };
}
