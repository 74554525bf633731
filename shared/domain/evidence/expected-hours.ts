import { dayOfHour, type Hour } from '../base/instant.ts';
import { approximate, type Pico, picoOfNumber } from '../base/money.ts';
import type { UsablePast } from '../evaluation/baseline/open-incident.ts';
import type { Finding } from '../evaluation/finding.ts';
import { type Judging, pastOf } from '../evaluation/judging.ts';
import { firstLagOf } from '../evaluation/rise/windows.ts';
import { type LagWeight, usualLags } from '../evaluation/series/usual.ts';
import type { ExplainedAmount } from './amount.ts';

/** Cost by hour of the scope, of all hours that are known. */
export type HourlyCost = ReadonlyMap<Hour, Pico>;

/** Mean of the same hour on the earlier days that judgement compares with; undefined where there are none. */
export type UsualHour = (hour: Hour) => number | undefined;

/** Days behind the usual of the amount's hours, and of every other hour those of its day. */
export function usualHours(
  judging: Judging,
  finding: Finding,
  amount: ExplainedAmount,
  costs: HourlyCost,
): UsualHour {
  const past = pastOfFinding(judging, finding);
  const own = usualLags(amount, firstLag(judging, finding, amount), past, judging.defaults);
  const byDay = new Map<number, readonly LagWeight[]>();
  const lagsOf = (hour: Hour): readonly LagWeight[] => {
    if (finding.budget === undefined && hour >= amount.from && hour < amount.to) return own;
    const day = dayOfHour(hour);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const lags = usualLags({ from: day * 24, to: day * 24 + 24 }, 1, past, judging.defaults);
    byDay.set(day, lags);
    return lags;
  };
  return (hour) => {
    const lags = lagsOf(hour);
    if (lags.length === 0) return undefined;
    return lags.reduce(
      (sum, { days, weight }) => sum + weight * approximate(costs.get(hour - 24 * days) ?? 0n),
      0,
    );
  };
}

function pastOfFinding(judging: Judging, { rule, scope }: Finding): UsablePast {
  const plain = { from: judging.tree.firstHour, skips: [] };
  const team = judging.tree.teams.find(({ name }) => name === scope.team);
  if (rule !== 'spike' || team === undefined) return plain;
  const principal = team.children.find(({ name }) => name === scope.principal);
  return pastOf(judging, team, principal, (principal ?? team).firstHour);
}

function firstLag({ defaults }: Judging, { rule }: Finding, { from, to }: ExplainedAmount): number {
  if (rule === 'newcomer') return defaults.newcomer.days;
  return rule === 'spike' ? firstLagOf(to - from) : 1;
}

/**
 * What was expected, hour by hour: the usual of each, and evenly what was expected beyond it, such as cost taken over from
 * callers that fell silent. The hours sum to `expected` to the picodollar.
 */
export function spreadOver(
  hours: readonly Hour[],
  expected: Pico,
  usual: UsualHour,
): ReadonlyMap<Hour, Pico> {
  const whole = hours.map((hour) => picoOfNumber(Math.max(0, usual(hour) ?? 0)));
  const sum = whole.reduce((total, each) => total + each, 0n);
  const beyond = expected - sum;
  const scaled =
    beyond < 0n && sum > 0n
      ? whole.map((each) => (each * expected) / sum)
      : whole.map((each) => each + beyond / BigInt(hours.length));
  const left = expected - scaled.reduce((total, each) => total + each, 0n);
  return new Map(hours.map((hour, index) => [hour, scaled[index]! + (index === 0 ? left : 0n)]));
}
