import { roughMoney } from '../../text/money.ts';
import { dayText, timeText } from '../../text/time.ts';
import type { ChartFacts } from './chart-facts.ts';

interface Fact {
  readonly label: string;
  readonly text: string;
}

/** The point under the pointer, in words. */
export function ChartTip({ index, ...facts }: ChartFacts & { readonly index: number }) {
  const { times, grain } = facts;
  const time = times[index];
  if (time === undefined) return null;
  const isRight = index > times.length / 2;
  return (
    <div class="chart-tip" style={isRight ? { left: '4.5rem' } : { right: '0.5rem' }} aria-hidden="true">
      <strong>{nameOf(time, grain)}</strong>
      <dl>
        {factsAt(facts, index).map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {spansAt(facts, time).map((label) => (
        <div key={label}>{label}</div>
      ))}
    </div>
  );
}

/** The same for who hears it: `17 Nov (UTC): Spent $1,204, Expected $900 – $1,400`. */
export function pointText(facts: ChartFacts, index: number): string {
  const time = facts.times[index] ?? 0;
  const parts = factsAt(facts, index).map(({ label, text }) => `${label} ${text}`);
  return `${nameOf(time, facts.grain)}: ${[...parts, ...spansAt(facts, time)].join(', ')}`;
}

const nameOf = (time: number, grain: ChartFacts['grain']): string =>
  grain === 'hour' ? timeText(time) : `${dayText(time)} (UTC)`;

function factsAt({ series, bands = [], currency }: ChartFacts, index: number): readonly Fact[] {
  const money = (value: number): string => roughMoney(value, currency);
  const lines = series.flatMap(({ label, values }) => {
    const value = values[index];
    return typeof value === 'number' ? [{ label, text: money(value) }] : [];
  });
  const ranges = bands.flatMap(({ label, low, high }) => {
    const [least, most] = [low[index], high[index]];
    return typeof least === 'number' && typeof most === 'number'
      ? [{ label, text: `${money(least)} – ${money(most)}` }]
      : [];
  });
  return [...lines, ...ranges];
}

const spansAt = ({ spans = [] }: ChartFacts, time: number): readonly string[] =>
  spans.flatMap(({ from, to, label }) => (time >= from && time < to ? [label] : []));
