import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import type { Backtest } from './backtest-view.tsx';
import type { BudgetBody } from './draft.ts';

export interface Running {
  readonly is: 'running';
  /** As the API says it; not there before its first answer. */
  readonly words?: string;
  readonly done?: number;
  readonly of?: number;
}

type State =
  | Running
  | { readonly is: 'failed'; readonly problem: Problem }
  | { readonly is: 'done'; readonly backtest: Backtest };

/** Nobody wants an answer for every digit. */
const TYPING_MS = 500;
/** Looked for soon at first, for most take a second; then less and less often. */
const FIRST_LOOK_MS = 150;
const LOOK_MAX_MS = 2_000;

/** Asks for a backtest whenever what it is about changes, and looks until it is there; the one before is given up. */
export function useBacktest(
  team: string,
  days: 30 | 60 | 90,
  body: BudgetBody | undefined,
): { readonly state: State; readonly again: () => void } {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State>({ is: 'running' });
  const asked = JSON.stringify(body);
  useEffect(() => {
    if (body === undefined) return;
    const end = new AbortController();
    setState({ is: 'running' });
    const request = { team, days, budget: body };
    const wait = setTimeout(() => void follow(request, setState, end.signal), TYPING_MS);
    return () => {
      clearTimeout(wait);
      end.abort();
    };
    // `asked` says all of the body.
  }, [team, asked, days, round]);
  return { state, again: () => setRound(round + 1) };
}

interface Question {
  readonly team: string;
  readonly days: 30 | 60 | 90;
  readonly budget: BudgetBody;
}

async function follow(body: Question, show: (state: State) => void, end: AbortSignal): Promise<void> {
  let outcome: Awaited<ReturnType<typeof ask | typeof look>> = await ask(body);
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 1.6, LOOK_MAX_MS)) {
    if (end.aborted) return giveUp(outcome);
    if (!outcome.ok) return show({ is: 'failed', problem: outcome.problem });
    const { id, state, words, done, of, result } = outcome.data;
    if (result !== null) return show({ is: 'done', backtest: result });
    if (state === 'failed' || state === 'dropped')
      return show({ is: 'failed', problem: { kind: 'internal', message: words } });
    show({ is: 'running', words, done, of });
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (end.aborted) return giveUp(outcome);
    outcome = await look(id);
  }
}

/** Not broken off: only its answer says what is to be given up. */
const ask = (body: Question) => call('askBacktest', { body });
const look = (id: string) => call('backtest', { params: { id } });

/** Others wait for their turn behind it. */
function giveUp(outcome: Awaited<ReturnType<typeof ask | typeof look>>): void {
  if (outcome.ok && outcome.data.result === null)
    void call('dropBacktest', { params: { id: outcome.data.id } });
}
