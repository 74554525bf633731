import { retryable } from '../../domain/base/failure.ts';

/** `before`: the call fails and changed nothing. `after`: it was done, but the answer is lost. */
export type Fault = 'none' | 'before' | 'after';

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
  const result = effect();
  if (fault === 'after') throw retryable(`the answer of ${operation} was lost`);
  return result;
}
