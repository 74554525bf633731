import { hourOf } from '../base/instant.ts';
import { formatMoney } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import {
  ALERT_ONLY,
  type Body,
  baselineNote,
  localStart,
  scopeFacts,
  subjectOf,
  type Telling,
} from './body.ts';
import { riseParts } from './contributors.ts';
import { type End, withdrawnAmount } from './end.ts';
import { endedFacts, reopenNote, withdrawnFacts } from './ended-facts.ts';
import { outlookOf } from './outlook.ts';
import { PATTERN, whyLines } from './why.ts';
import { dayText, hourText, perHour, timesText } from './words.ts';

/** Fewer earlier windows than this make an expectation a first impression. */
const HISTORY_FEW = 4;

export function composeSpike(finding: Finding, telling: Telling): Body {
  const over = telling.end !== undefined;
  const isWithdrawn = telling.end?.kind === 'withdrawn';
  const { currency, impact } = finding;
  const rate = perHour(finding.costPerHour, currency);
  const why = over ? [] : whyLines(finding, over);
  const times = timesText(finding.costPerHour, finding.usualPerHour);
  return {
    subject: subjectOf(finding.scope),
    amount: over ? endAmount(finding, telling.end) : `${rate}, ${comparison(times)}`,
    when: over ? endText(finding, telling) : `since ${hourText(finding.startedAt)} UTC`,
    ...(over ? {} : localStart(finding, telling)),
    why,
    facts: isWithdrawn
      ? withdrawnFacts(finding, telling)
      : [
          { label: over ? 'While it ran' : 'Now', value: rate },
          {
            label: 'Usual',
            value: finding.usualPerHour > 0n ? perHour(finding.usualPerHour, currency) : 'nothing',
          },
          {
            label: over ? `Extra in all${asLastTold(finding)}` : 'Extra so far',
            value: formatMoney(impact.soFar, currency),
          },
          ...(over ? endedFacts(finding, telling) : scopeFacts(finding)),
        ],
    outlook: over ? [] : outlookOf(finding, telling.executedAt),
    // A pattern says itself what speaks against it.
    notes: [
      ...(isWithdrawn ? [] : baselineNote(finding)),
      ...(over || why.some(({ label }) => label === PATTERN) ? [] : [doubt(finding)]),
      ...reopenNote(finding, telling),
      ALERT_ONLY,
    ],
    contributors: isWithdrawn ? [] : riseParts(finding.contributions, currency),
    gist: `${rate}${times === undefined ? '' : ` (${times} usual)`}`,
  };
}

const comparison = (times: string | undefined): string =>
  times === undefined ? 'usually nothing' : `${times} usual`;

const endAmount = ({ impact, currency }: Finding, end: End | undefined): string =>
  end?.kind === 'withdrawn' ? withdrawnAmount(end) : `${formatMoney(impact.soFar, currency)} above usual`;

/** Where its end is not seen, hours between the last telling and it may be missing. */
const asLastTold = ({ endedAt }: Finding): string => (endedAt === undefined ? ', as last told' : '');

/** An end that the bill does not show lies before the delivery that no longer shows the rise: its day is the latest. */
function endText({ startedAt, endedAt }: Finding, { endsAt, end }: Telling): string {
  const start = hourText(startedAt);
  if (endedAt !== undefined && end?.kind === 'over') return `${start} to ${hourText(endedAt)} UTC`;
  return endsAt === undefined || end?.kind !== 'over'
    ? `since ${start} UTC`
    : `${start} to ${dayText(hourOf(endsAt))} UTC`;
}

/** What speaks against the finding, from its own numbers where they give a reason. */
function doubt({ baseline, shareOfRise, usualPerHour }: Finding): string {
  if (baseline !== undefined && baseline.history < HISTORY_FEW) {
    return 'What speaks against it: there is little history yet, so the expectation may be too low.';
  }
  if (shareOfRise < 0.5) {
    return 'What speaks against it: more than half of the team’s rise lies elsewhere, so a broader cause is likely.';
  }
  return usualPerHour <= 0n
    ? 'What would speak against it: a planned start of something new at that hour.'
    : 'What would speak against it: a planned run (evaluation, migration, launch) that began at that hour.';
}
