import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { counted } from '../../text/count.ts';
import { roughMoney } from '../../text/money.ts';
import { shortTime } from '../../text/time.ts';
import { BacktestIncidents } from './backtest-incidents.tsx';
import type { BudgetBody } from './draft.ts';
import { type Running, useBacktest } from './use-backtest.ts';

export type Backtest = NonNullable<AnswerOf<'backtest'>['result']>;

interface BacktestViewProps {
  readonly team: string;
  /** Undefined while a field cannot be read. */
  readonly body: BudgetBody | undefined;
  /** Takes the proposed floor over. */
  readonly onFloor?: (dollars: string) => void;
}

const SPANS = [
  { value: '30', words: '30 days' },
  { value: '60', words: '60 days' },
  { value: '90', words: '90 days' },
] as const;
const DAYS = { 30: 30, 60: 60, 90: 90 } as const;
/** What these settings would have told in the past, on what was known then; asked for again whenever they change. */
export function BacktestView({ team, body, onFloor }: BacktestViewProps) {
  const [span, setSpan] = useState<keyof typeof DAYS>(30);
  const { state, again } = useBacktest(team, DAYS[span], body);
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
          <Progress state={state} days={span} />
        ) : state.is === 'failed' ? (
          <ProblemNote problem={state.problem} onRetry={again} />
        ) : (
          <Result backtest={state.backtest} {...(onFloor === undefined ? {} : { onFloor })} />
        )}
      </div>
    </section>
  );
}

function Progress({ state, days }: { readonly state: Running; readonly days: number }) {
  const { words = `Replaying the deliveries of ${days} days…`, done = 0, of = 0 } = state;
  return (
    <p class="soft">
      {words}
      {of === 0 ? null : <progress value={done} max={of} aria-label="Deliveries judged" />}
    </p>
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
