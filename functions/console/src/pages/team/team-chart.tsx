import { Chart } from '../../components/chart/chart.tsx';
import { spansBetween } from '../../components/chart/spans.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { approximate, roughMoney } from '../../text/money.ts';
import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import type { Team } from './team-page.tsx';

/** What was spent, in what was expected, under what was allowed, with what was announced and told. */
export function TeamChart({ team }: { readonly team: Team }) {
  const { times, cost, expected, grain, currency, freshness, budget } = team;
  if (times.length === 0) return null;
  const starts = times.map((time) => Date.parse(time));
  const step = grain === 'hour' ? HOUR_MS : DAY_MS;
  const through = Date.parse(freshness.dataThrough);
  const isKnown = (index: number): boolean => (starts[index] ?? 0) < through;
  const hasBand = expected.some((band) => band !== null);
  const pace = budget === null ? undefined : (approximate(budget.amount) * step) / monthMs(through - 1);
  return (
    <Panel title={grain === 'hour' ? 'By hour' : 'By day'} aside={hasBand ? '' : NO_BAND}>
      {cost.every((amount) => amount === 0) ? (
        <Empty>Nothing was spent in this range. Choose another one above.</Empty>
      ) : null}
      <Chart
        label={`Spending of ${team.team} by ${grain}, with the range that was expected`}
        height={300}
        times={starts}
        grain={grain}
        currency={currency}
        series={[
          {
            label: 'Spent',
            values: cost.map((amount, index) => (isKnown(index) ? amount : null)),
            color: 'series-1',
            kind: grain === 'day' ? 'bars' : 'line',
          },
        ]}
        bands={
          hasBand
            ? [
                {
                  label: 'Expected',
                  low: expected.map((band) => band?.low ?? null),
                  high: expected.map((band) => band?.high ?? null),
                  color: 'series-3',
                },
              ]
            : []
        }
        spans={spansBetween(team, starts[0] ?? 0, (starts.at(-1) ?? 0) + step)}
        {...(pace === undefined
          ? {}
          : { level: { label: `Budget spread evenly, ${roughMoney(pace, currency)}`, value: pace } })}
      />
    </Panel>
  );
}

const NO_BAND = 'Too little history for an expected range';

function monthMs(at: number): number {
  const day = new Date(at);
  return (
    Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1) - Date.UTC(day.getUTCFullYear(), day.getUTCMonth())
  );
}
