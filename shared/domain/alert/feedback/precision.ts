import type { Instant } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import type { Rule } from '../../evaluation/finding.ts';
import type { Alert } from '../alert.ts';
import { firstToldAt } from '../backtest/incident.ts';
import type { Verdict } from '../handling.ts';

/** How the alerts of one rule turned out, by what people said of them. */
export interface RulePrecision {
  readonly rule: Rule;
  /** Told to somebody. */
  readonly fired: number;
  /** Never told: muted for as long as they were there. */
  readonly muted: number;
  /** Of those that were told, how many somebody judged, and as what. */
  readonly judged: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** The same as shares of the judged, 0–1; absent where none was judged. */
  readonly shares?: Readonly<Record<Verdict, number>>;
  /** Median time from the first message until somebody acknowledged or judged it; absent where nobody ever did. */
  readonly acknowledgedAfterMs?: number;
  /** By currency, what those called real had cost above the usual as last known. */
  readonly caught: Readonly<Record<string, Pico>>;
}

/** By rule, in the order of their names; rules that never fired are left out. */
export function precisionOf(alerts: readonly Alert[]): readonly RulePrecision[] {
  return [...Map.groupBy(alerts, ({ finding }) => finding.rule)]
    .sort(([a], [b]) => byText(a, b))
    .map(([rule, ofRule]) => rulePrecision(rule, ofRule));
}

function rulePrecision(rule: Rule, alerts: readonly Alert[]): RulePrecision {
  const told = alerts.filter(({ untold }) => untold !== true);
  const judged = told.filter(({ handling }) => handling?.verdict !== undefined);
  const count = (verdict: Verdict): number => judged.filter((alert) => isCalled(alert, verdict)).length;
  const verdicts = { real: count('real'), planned: count('planned'), noise: count('noise') };
  const share = (part: number): number => part / judged.length;
  const shares = {
    real: share(verdicts.real),
    planned: share(verdicts.planned),
    noise: share(verdicts.noise),
  };
  const times = told.map(acknowledgedAfter).filter((ms) => ms !== undefined);
  return {
    rule,
    fired: told.length,
    muted: alerts.length - told.length,
    judged: judged.length,
    verdicts,
    ...(judged.length === 0 ? {} : { shares }),
    ...(times.length === 0 ? {} : { acknowledgedAfterMs: median(times) }),
    caught: extraCost(judged.filter((alert) => isCalled(alert, 'real'))),
  };
}

export const isCalled = ({ handling }: Alert, verdict: Verdict): boolean =>
  handling?.verdict?.verdict === verdict;

function acknowledgedAfter(alert: Alert): number | undefined {
  const told = firstToldAt(alert);
  const seen: Instant | undefined = alert.history.find(
    ({ reason }) => reason === 'acknowledged' || reason === 'verdict',
  )?.at;
  // Somebody may look before the delivery's own time has passed everywhere.
  return told === undefined || seen === undefined ? undefined : Math.max(0, seen - told);
}

/** The lower one of two in the middle: a time that really was. */
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1]!;

function extraCost(alerts: readonly Alert[]): Readonly<Record<string, Pico>> {
  const sums = new Map<string, Pico>();
  for (const { finding } of alerts) {
    const { currency, impact } = finding;
    sums.set(currency, (sums.get(currency) ?? 0n) + impact.soFar);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => byText(a, b)));
}
