import { retryable } from '../../domain/base/failure.ts';

/**
 * `before`: the call fails and changed nothing. `after`: it was done, but the answer is lost. `late`: it was done, and
 * the answer comes when the decider is asked once more. `died-…`: the caller's process ends before or after the
 * effect, so it never gets an answer.
 */
export type Fault = 'none' | 'before' | 'after' | 'late' | 'died-before' | 'died-after';

/**
 * Decides, call by call, what goes wrong. `operation` is `<port>.<method>`, such as `ledger.publish`. A simulation may
 * answer late: every call of a twin waits here, so its order of answers is the order of the steps.
 */
export type Faults = (operation: string) => Fault | Promise<Fault>;

export const NO_FAULTS: Faults = () => 'none';

/** Runs one atomic effect of a twin with the fault chosen for it. Throws Failure `retryable`, as a real store would. */
export async function withFault<T>(faults: Faults, operation: string, effect: () => T): Promise<T> {
  const fault = await faults(operation);
  if (fault === 'before') throw retryable(`${operation} was refused for now`);
  if (fault === 'died-before') return never();
  const result = effect();
  if (fault === 'died-after') return never();
  if (fault === 'after') throw retryable(`the answer of ${operation} was lost`);
  if (fault === 'late') await faults(`${operation}, answer`);
  return result;
}

const never = <T>(): Promise<T> => new Promise(() => {});
