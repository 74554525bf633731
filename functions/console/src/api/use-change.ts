import { useCallback, useState } from 'preact/hooks';
import type { RouteName } from '../../../../shared/api/routes.ts';
import { call, type Outcome, type Request } from './client.ts';
import type { Problem } from './problem.ts';
import { readAgain } from './use-read.ts';

export interface Change<N extends RouteName> {
  readonly send: (request: Request<N>) => Promise<Outcome<N>>;
  readonly isSending: boolean;
  /** Of the last try; a `conflict` means that somebody else was faster. */
  readonly problem: Problem | undefined;
  readonly forget: () => void;
}

/**
 * A write: afterwards, and where somebody else was faster, everything that is shown is read again. One at a time: a
 * second click does nothing new.
 */
export function useChange<N extends RouteName>(name: N): Change<N> {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const forget = useCallback(() => setProblem(undefined), []);
  const send = async (request: Request<N>): Promise<Outcome<N>> => {
    setSending(true);
    setProblem(undefined);
    const outcome = await call(name, request);
    setSending(false);
    if (!outcome.ok) setProblem(outcome.problem);
    if (outcome.ok || outcome.problem.kind === 'conflict') readAgain();
    return outcome;
  };
  return { send, isSending, problem, forget };
}
