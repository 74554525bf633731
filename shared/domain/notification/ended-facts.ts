import { SAME_INCIDENT_HOURS } from '../alert/transition.ts';
import { hourOf, startOfHour } from '../base/instant.ts';
import { approximate, formatMoney, type Pico } from '../base/money.ts';
import { amountIn } from '../evaluation/budget/budget.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Telling } from './body.ts';
import { hoursText } from './burn-words.ts';
import { personText, VERDICT_WORDS } from './decisions.ts';
import { bothTimes } from './local-time.ts';
import type { LabelledValue } from './notification.ts';
import { patternName } from './pattern-words.ts';
import { hourText, instantText, perHour, shareText } from './words.ts';

/** What somebody asks of a rise that is over: how long, how high, who saw it, why, what it took of the budget. */
export function endedFacts(finding: Finding, telling: Telling): readonly LabelledValue[] {
  return [
    ...lasted(finding, telling),
    ...peak(finding),
    { label: 'Acknowledged', value: acknowledgedText(telling) },
    { label: 'Cause', value: causeWord(finding, telling) },
    ...budgetEffect(finding, telling),
  ];
}

/** What a delivery took back, as two numbers and where they come from. */
export function withdrawnFacts({ baseline }: Finding, telling: Telling): readonly LabelledValue[] {
  const { end, executedAt } = telling;
  return [
    { label: 'Told as', value: end?.was ?? 'a rise' },
    { label: 'The same hours now', value: end?.now ?? 'as usual' },
    { label: 'Corrected by', value: `the delivery of ${instantText(executedAt)}` },
    ...(baseline === undefined
      ? []
      : [
          {
            label: 'Hours',
            value: `${hourText(baseline.from)} to ${hourText(baseline.to)} UTC`,
          },
        ]),
    { label: 'Acknowledged', value: acknowledgedText(telling) },
  ];
}

/** An end that the bill does not show is the delivery that no longer shows the rise: the latest it can be. */
function lasted({ startedAt, endedAt }: Finding, { endsAt, end }: Telling): readonly LabelledValue[] {
  if (endsAt === undefined || end?.kind !== 'over') return [];
  if (endedAt !== undefined) return [{ label: 'Lasted', value: hoursText(endedAt - startedAt) }];
  const hours = Math.max(1, hourOf(endsAt) - startedAt);
  return [{ label: 'Lasted', value: `${hoursText(hours)} at most` }];
}

function peak({ series, startedAt, currency }: Finding): readonly LabelledValue[] {
  const [first, ...others] = series.filter(({ hour }) => hour >= startedAt);
  if (first === undefined) return [];
  const highest = others.reduce((best, point) => (point.cost > best.cost ? point : best), first);
  return [{ label: 'Peak', value: `${perHour(highest.cost, currency)}, ${hourText(highest.hour)} UTC` }];
}

/** When stands with the decisions. */
const acknowledgedText = ({ handling }: Telling): string =>
  handling?.acknowledged === undefined ? 'by nobody' : `by ${personText(handling.acknowledged.by.name)}`;

/** A word of somebody who knows counts more than a pattern. */
function causeWord({ cause }: Finding, { handling }: Telling): string {
  if (handling?.verdict !== undefined) return VERDICT_WORDS[handling.verdict.verdict];
  const [pattern] = cause?.patterns ?? [];
  if (pattern !== undefined && cause !== undefined) return patternName(pattern, cause);
  if (cause?.priceChange !== undefined) return 'a new price';
  return cause?.modelSwitch === undefined ? 'not known' : 'another model';
}

function budgetEffect(
  { impact, billingPeriod, currency }: Finding,
  { agreed }: Telling,
): readonly LabelledValue[] {
  if (agreed === undefined || agreed === 'nothing' || agreed.currency !== currency) return [];
  const amount = amountIn(agreed, billingPeriod);
  return amount <= 0n
    ? []
    : [
        {
          label: 'Of the month’s budget',
          value: `${shareText(approximate(impact.soFar) / approximate(amount))} of ${formatMoney(amount, currency)}`,
        },
      ];
}

/** What would make this very message speak again, and until when. */
export function reopenNote(
  { baseline, currency }: Finding,
  { endsAt, end, zone }: Telling,
): readonly string[] {
  if (endsAt === undefined || end?.kind !== 'over') return [];
  const until = bothTimes(startOfHour(hourOf(endsAt) + SAME_INCIDENT_HOURS + 1), zone);
  const usual =
    baseline === undefined ? undefined : highPerHour(baseline.band.high, baseline.to - baseline.from);
  const above = usual === undefined || usual <= 0n ? '' : ` (above ${perHour(usual, currency)})`;
  return [`Fires again in this message if it rises again${above} before ${until}.`];
}

const highPerHour = (high: Pico, hours: number): Pico => high / BigInt(Math.max(1, hours));
