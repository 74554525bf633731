import type { AnswerOf } from '../../../../shared/api/documents.ts';
import { useMe } from '../me.tsx';
import { agoText, HOUR_MS, lengthText, shortTime } from '../text/time.ts';

type FreshnessFacts = AnswerOf<'overview'>['freshness'];

/** How far the figures go, how complete they are, and where nothing came for too long, what to do. */
export function Freshness({ freshness }: { readonly freshness: FreshnessFacts }) {
  const now = Date.parse(useMe().now);
  const { dataThrough, deliveredAt, ripeThrough, isStale } = freshness;
  const unripe = Date.parse(dataThrough) - Date.parse(ripeThrough);
  return (
    <>
      <p class="freshness">
        <span>
          Data through <strong>{shortTime(dataThrough)}</strong>
        </span>
        <span title={`Delivery ${freshness.executionId}`}>
          delivered {shortTime(deliveredAt)} ({agoText(deliveredAt, now)})
        </span>
        <span>
          {unripe > 0
            ? `the last ${unripe <= HOUR_MS ? 'hour' : lengthText(unripe)} may still grow by more than 5 %`
            : 'complete: nothing is expected to change by more than 5 %'}
        </span>
      </p>
      {isStale ? <Stale deliveredAt={deliveredAt} now={now} /> : null}
    </>
  );
}

const Stale = ({ deliveredAt, now }: { readonly deliveredAt: string; readonly now: number }) => (
  <div class="note warning" role="status">
    <p>
      <strong>AWS has delivered nothing for {lengthText(now - Date.parse(deliveredAt))}.</strong> Spending
      since then is not here and not watched. <code>npx billhook doctor</code> says whether the export, its
      bucket or Billhook stands still.
    </p>
  </div>
);
