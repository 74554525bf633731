import { Chart } from '../../components/chart/chart.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { approximate } from '../../text/money.ts';
import { DAY_MS, periodText, startOfPeriod } from '../../text/time.ts';
import type { Overview } from './overview-page.tsx';

/** The month adding up, the budgets across it, and the range in which it will end. */
export function MonthChart({ overview }: { readonly overview: Overview }) {
  const { period, currency, teams, forecast, spent } = overview;
  const days = daysIn(period);
  const done = Math.max(0, ...teams.map((team) => team.days.length));
  if (done === 0)
    return (
      <Panel title="Adding up">
        <Empty>Nothing was spent in this month yet.</Empty>
      </Panel>
    );
  const budget = teams.reduce((sum, team) => sum + approximate(team.budget?.amount ?? '0'), 0);
  const running = runningSum(
    teams.map((team) => team.days),
    Math.min(done, days),
  );
  const ahead = forecast === null || done >= days ? undefined : forecast;
  const cone = (end: string): (number | null)[] => coneTo(approximate(end), running, days);
  return (
    <Panel title="Adding up" aside={periodText(period)}>
      <Chart
        label={`Spending of ${periodText(period)} adding up to ${spent} ${currency}, with the range expected for its end`}
        times={Array.from({ length: days }, (_, day) => Date.parse(startOfPeriod(period)) + day * DAY_MS)}
        height={290}
        grain="day"
        currency={currency}
        series={[
          { label: 'Spent', values: padded(running, days), color: 'series-1', kind: 'line' },
          ...(ahead === undefined
            ? []
            : [
                {
                  label: 'Expected',
                  values: cone(ahead.mid),
                  color: 'series-1' as const,
                  kind: 'dashed' as const,
                },
              ]),
        ]}
        bands={
          ahead === undefined
            ? []
            : [{ label: 'Range', low: cone(ahead.low), high: cone(ahead.high), color: 'series-1' }]
        }
        {...(budget === 0 ? {} : { level: { label: 'Budgets', value: budget } })}
      />
    </Panel>
  );
}

function daysIn(period: string): number {
  const start = new Date(startOfPeriod(period));
  return (Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1) - start.getTime()) / DAY_MS;
}

function runningSum(lists: readonly (readonly number[])[], days: number): readonly number[] {
  let sum = 0;
  return Array.from({ length: days }, (_, day) => {
    sum += lists.reduce((total, list) => total + (list[day] ?? 0), 0);
    return sum;
  });
}

const padded = (values: readonly number[], days: number): (number | null)[] =>
  Array.from({ length: days }, (_, day) => values[day] ?? null);

/** From where the month stands now straight to where it may end. */
function coneTo(end: number, running: readonly number[], days: number): (number | null)[] {
  const last = running.length - 1;
  const start = running[last] ?? 0;
  return Array.from({ length: days }, (_, day) =>
    day < last ? null : start + ((end - start) * (day - last)) / (days - 1 - last),
  );
}
