import { Chart } from '../../components/chart/chart.tsx';
import { spansBetween } from '../../components/chart/spans.ts';
import { Panel } from '../../components/panel.tsx';
import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import type { Principal } from './principal-page.tsx';

export function PrincipalChart({ principal }: { readonly principal: Principal }) {
  const { times, cost, grain, currency, freshness } = principal;
  if (times.length === 0) return null;
  const starts = times.map((time) => Date.parse(time));
  const end = (starts.at(-1) ?? 0) + (grain === 'hour' ? HOUR_MS : DAY_MS);
  const through = Date.parse(freshness.dataThrough);
  return (
    <Panel title={grain === 'hour' ? 'By hour' : 'By day'}>
      <Chart
        label={`Spending of ${principal.principal} by ${grain}`}
        times={starts}
        grain={grain}
        currency={currency}
        series={[
          {
            label: 'Spent',
            values: cost.map((amount, index) => ((starts[index] ?? 0) < through ? amount : null)),
            color: 'series-1',
            kind: grain === 'day' ? 'bars' : 'line',
          },
        ]}
        spans={spansBetween(principal, starts[0] ?? 0, end)}
      />
    </Panel>
  );
}
