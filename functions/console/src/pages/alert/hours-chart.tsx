import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { Chart } from '../../components/chart/chart.tsx';
import type { ChartFacts } from '../../components/chart/chart-facts.ts';
import { Choice } from '../../components/fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { approximate, sumText } from '../../text/money.ts';
import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import { downloadCsv } from './csv.ts';
import type { Evidence } from './evidence-document.ts';

type Hour = Evidence['hours'][number];
const KINDS = ['input', 'output', 'cache-read', 'cache-write', 'other'] as const;

/** Thirty days of the scope hour by hour, marked since it began; the hours of the amount have the band they were judged by. */
export function HoursChart({ evidence }: { readonly evidence: Evidence }) {
  const [days, setDays] = useState<'7' | '30'>('7');
  const { hours, currency } = evidence;
  if (hours.length === 0) {
    return (
      <Panel title="Hour by hour">
        <Empty>Nothing was spent in the hours that this rests on.</Empty>
      </Panel>
    );
  }
  const counted = sumText(hours.flatMap((hour) => (hour.counted ? [hour.cost] : [])));
  return (
    <Panel
      title="Hour by hour"
      aside={
        <div class="panel-tools">
          <Choice label="How far back" value={days} options={SPANS} onChange={setDays} />
          <Button size="small" label="Hours as CSV" onClick={() => download(evidence)}>
            CSV
          </Button>
        </div>
      }
    >
      <Chart
        label={`Cost by hour of the last ${days} days; the judged hours cost ${counted} ${currency}`}
        {...factsOf(evidence, Number(days))}
      />
    </Panel>
  );
}

function factsOf({ hours, amount, startedAt, data, severity, currency }: Evidence, days: number): ChartFacts {
  const shown = gapless(hours, days);
  const values = (of: (hour: (typeof shown)[number]) => number | null): readonly (number | null)[] =>
    shown.map(of);
  const band = { label: 'Band', low: values(({ low }) => low), high: values(({ high }) => high) };
  const since = { from: Date.parse(startedAt), to: Date.parse(amount.to) };
  const unripe = { from: Date.parse(data.ripeThrough), to: Date.parse(data.through) };
  return {
    times: shown.map(({ at }) => at),
    grain: 'hour',
    currency,
    series: [
      { label: 'Cost', values: values(({ cost }) => cost), color: 'series-1', kind: 'line' },
      { label: 'Expected', values: values(({ expected }) => expected), color: 'soft', kind: 'dashed' },
    ],
    bands: band.low.some((low) => low !== null) ? [{ ...band, color: 'series-1' }] : [],
    spans: [
      { label: 'Since it began', ...since, tone: severity },
      ...(unripe.from < unripe.to
        ? [{ label: 'May still grow: not everything is billed yet', ...unripe, tone: 'line-strong' as const }]
        : []),
    ],
  };
}

const SPANS = [
  { value: '7', words: '7 days' },
  { value: '30', words: '30 days' },
] as const;

const HEAD = [
  'hour',
  'cost',
  'expected',
  'low',
  'high',
  'currency',
  'counted',
  ...KINDS.map((kind) => `tokens_${kind.replace('-', '_')}`),
];

const rowOf = (
  { hour, cost, expected = '', low = '', high = '', counted, tokens }: Hour,
  currency: string,
) => [
  ...[hour, cost, expected, low, high, currency, counted ? 'yes' : 'no'],
  ...KINDS.map((kind) => `${tokens[kind] ?? 0}`),
];

const download = ({ alertId, hours, currency }: Evidence): void =>
  downloadCsv(
    `${alertId}-hours.csv`,
    HEAD,
    hours.map((hour) => rowOf(hour, currency)),
  );

/** Hours without a charge are left out of a pack; in a picture they are there, and cost nothing. */
function gapless(hours: readonly Hour[], days: number) {
  const known = new Map(hours.map((hour) => [Date.parse(hour.hour), hour]));
  const last = Math.max(...known.keys());
  const first = Math.max(Math.min(...known.keys()), last - days * DAY_MS + HOUR_MS);
  return Array.from({ length: Math.round((last - first) / HOUR_MS) + 1 }, (_, index) => {
    const at = first + index * HOUR_MS;
    const hour = known.get(at);
    return {
      at,
      cost: approximate(hour?.cost ?? '0'),
      expected: numberOf(hour?.expected),
      low: numberOf(hour?.low),
      high: numberOf(hour?.high),
    };
  });
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : approximate(text));
