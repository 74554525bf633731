import { useEffect, useState } from 'preact/hooks';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { call } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { counted } from '../../text/count.ts';
import { roughMoney } from '../../text/money.ts';
import { shortTime } from '../../text/time.ts';
import { BacktestIncidents } from './backtest-incidents.tsx';
import type { BudgetBody } from './draft.ts';

export type Backtest = AnswerOf<'backtest'>;

interface BacktestViewProps {
  readonly team: string;
  /** Undefined while a field cannot be read. */
  readonly body: BudgetBody | undefined;
  /** Takes the proposed floor over. */
  readonly onFloor?: (dollars: string) => void;
}

type State =
  | { readonly is: 'running' }
  | { readonly is: 'failed'; readonly problem: Problem }
  | { readonly is: 'done'; readonly backtest: Backtest };

const SPANS = [
  { value: '30', words: '30 days' },
  { value: '60', words: '60 days' },
  { value: '90', words: '90 days' },
] as const;
const DAYS = { 30: 30, 60: 60, 90: 90 } as const;
/** Nobody wants an answer for every digit. */
const TYPING_MS = 500;

/** What these settings would have told in the past, on what was known then; asked for again whenever they change. */
export function BacktestView({ team, body, onFloor }: BacktestViewProps) {
  const [span, setSpan] = useState<keyof typeof DAYS>(30);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State>({ is: 'running' });
  const asked = JSON.stringify(body);
  useEffect(() => {
    if (body === undefined) return;
    const end = new AbortController();
    setState({ is: 'running' });
    const wait = setTimeout(async () => {
      const request = { body: { team, days: DAYS[span], budget: body } };
      const outcome = await call('backtest', request, end.signal);
      if (end.signal.aborted) return;
      setState(
        outcome.ok ? { is: 'done', backtest: outcome.data } : { is: 'failed', problem: outcome.problem },
      );
    }, TYPING_MS);
    return () => {
      clearTimeout(wait);
      end.abort();
    };
    // `asked` says all of the body.
  }, [team, asked, span, round]);
  return (
    <section class="backtest" aria-label={`Backtest of ${team}`}>
      <div class="form-row">
        <h3>Backtest</h3>
        <Choice
          label="How far back"
          value={`${span}` as const}
          options={SPANS}
          onChange={(value) => setSpan(Number(value) as keyof typeof DAYS)}
        />
      </div>
      <div aria-live="polite">
        {body === undefined ? (
          <p class="soft">A field above cannot be read yet; then this says what it would have done.</p>
        ) : state.is === 'running' ? (
          <p class="soft">Replaying the deliveries of {span} days…</p>
        ) : state.is === 'failed' ? (
          <ProblemNote problem={state.problem} onRetry={() => setRound(round + 1)} />
        ) : (
          <Result backtest={state.backtest} {...(onFloor === undefined ? {} : { onFloor })} />
        )}
      </div>
    </section>
  );
}

function Result({
  backtest,
  onFloor,
}: {
  readonly backtest: Backtest;
  readonly onFloor?: (dollars: string) => void;
}) {
  const { currency } = useMe();
  const { words, from, to, deliveries, missing, quietFloor, incidents } = backtest;
  return (
    <>
      <p>
        <strong>{words}</strong>
      </p>
      <p class="soft small">
        {from === null || to === null
          ? 'No delivery of this time is kept, so nothing can be said about it.'
          : `On ${counted(deliveries, 'delivery', 'deliveries')} from ${shortTime(from)} to ${shortTime(to)}, each with what was known then.`}
        {missing === 0 ? '' : ` ${counted(missing, 'delivery is', 'deliveries are')} no longer kept.`}
      </p>
      {quietFloor === null ? null : (
        <p>
          {quietFloor.words}{' '}
          {onFloor === undefined ? null : (
            <Button size="small" onClick={() => onFloor(`${quietFloor.dollars}`)}>
              Use {roughMoney(quietFloor.dollars, currency)} as the floor
            </Button>
          )}
        </p>
      )}
      <BacktestIncidents incidents={incidents} />
    </>
  );
}
