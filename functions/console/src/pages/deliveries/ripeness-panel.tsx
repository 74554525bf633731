import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { shareText } from '../../text/percent.ts';
import type { Deliveries } from './deliveries-page.tsx';
import { RipenessCurve } from './ripeness-curve.tsx';

type Family = Deliveries['ripeness'][number];
/** Taken as complete; the same share that judgement waits for. */
const RIPE = 0.95;

/** How much of an hour's final amount has arrived when it is so old, learned from its deliveries. */
export const RipenessPanel = ({ ripeness }: { readonly ripeness: readonly Family[] }) => (
  <Panel title="How fast an hour is billed" aside="Share of an hour’s final amount, by its age">
    {ripeness.length === 0 ? (
      <Empty>
        <strong>Not learned yet.</strong> It takes several deliveries of the same hours; until then every hour
        younger than two days is judged as incomplete.
      </Empty>
    ) : (
      <div class="columns">
        {ripeness.map((family) => (
          <figure key={family.family}>
            <figcaption>
              <strong>{family.family}</strong> <span class="soft small">{wordsOf(family)}</span>
            </figcaption>
            <RipenessCurve
              hours={family.hours}
              share={family.share}
              label={`${family.family}: ${wordsOf(family)}`}
            />
          </figure>
        ))}
      </div>
    )}
  </Panel>
);

function wordsOf({ hours, share }: Family): string {
  const index = share.findIndex((part) => part >= RIPE);
  const last = share.at(-1);
  if (index === -1)
    return last === undefined ? '' : `${shareText(last)} after ${hours.at(-1)} h, not complete by then`;
  return `${shareText(RIPE)} after ${hours[index]} h`;
}
