import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AnswerOf } from '../../../../shared/api/documents.ts';
import type { RouteName } from '../../../../shared/api/routes.ts';
import { addressOf, call, type Outcome, type Request } from './client.ts';
import type { Problem } from './problem.ts';

export interface Read<N extends RouteName> {
  /** What was answered last, kept while a newer answer is awaited and where it does not come. */
  readonly data: AnswerOf<N> | undefined;
  readonly version: number | undefined;
  /** Of the newest try. */
  readonly problem: Problem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

type Kept = Extract<Outcome<RouteName>, { readonly ok: true }>;

/** Answers by address: going back shows at once what was there, while it is asked for again. */
const kept = new Map<string, Kept>();
const KEPT_MAX = 60;
const readers = new Set<() => void>();

/** A token has run out: the shell asks again who looks. */
export const SIGNED_OUT = 'billhook:signed-out';

/** After a change: whatever is shown is read again, and nothing older is shown in between on another page. */
export function readAgain(): void {
  kept.clear();
  for (const reload of readers) reload();
}

/** Reads a document, and again whenever its address changes or something was written. */
export function useRead<N extends RouteName>(name: N, request: Request<N> = {}): Read<N> {
  const address = addressOf(name, request);
  const [round, setRound] = useState(0);
  const [answered, setAnswered] = useState<{ readonly address: string; readonly outcome: Outcome<N> }>();
  const reload = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    readers.add(reload);
    return () => void readers.delete(reload);
  }, [reload]);

  useEffect(() => {
    const end = new AbortController();
    void call(name, request, end.signal).then((outcome) => {
      if (end.signal.aborted) return;
      if (outcome.ok) keep(address, outcome);
      else if (outcome.problem.kind === 'unauthenticated' && name !== 'me')
        dispatchEvent(new Event(SIGNED_OUT));
      setAnswered({ address, outcome });
    });
    return () => end.abort();
    // The address says all of name and request.
  }, [address, round]);

  const newest = answered?.address === address ? answered.outcome : undefined;
  const shown =
    newest?.ok === true ? newest : (kept.get(address) as Extract<Outcome<N>, { ok: true }> | undefined);
  return {
    data: shown?.data,
    version: shown?.version,
    problem: newest?.ok === false ? newest.problem : undefined,
    isLoading: newest === undefined,
    reload,
  };
}

function keep(address: string, outcome: Kept): void {
  kept.delete(address);
  kept.set(address, outcome);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
}
