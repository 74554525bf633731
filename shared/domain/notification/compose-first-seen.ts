import { formatMoney } from '../base/money.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { FirstSeen } from '../evaluation/first-seen/facts.ts';
import { ALERT_ONLY, type Body, type Telling } from './body.ts';
import { riseParts } from './contributors.ts';
import type { LabelledValue } from './notification.ts';
import { outlookOf } from './outlook.ts';
import { cohortNote, learningText, seenWords, userParts } from './seen-words.ts';
import { hourText, perHour, teamWords } from './words.ts';

/** Something that was never paid for before. It is told once, and never resolved aloud. */
export function composeFirstSeen(finding: Finding, seen: FirstSeen, telling: Telling): Body {
  const { currency, impact, startedAt } = finding;
  const over = telling.end !== undefined;
  const rate = perHour(finding.costPerHour, currency);
  const start = `${hourText(startedAt)} UTC`;
  return {
    subject: `new ${seenWords(seen)}`,
    amount: over ? 'known by now' : rate,
    when: `first seen ${start}`,
    facts: [
      { label: 'First seen', value: start },
      { label: over ? 'While it was new' : 'Now', value: rate },
      ...dearestDay(finding),
      { label: over ? 'Spent as last told' : 'Spent so far', value: formatMoney(impact.soFar, currency) },
      ...(seen.users.length === 0 ? [] : [{ label: 'Used most by', value: teamWords(finding.scope.team) }]),
      { label: 'Learning', value: learningText(seen.learning) },
      ...(seen.also.length === 0
        ? []
        : [{ label: 'New with it', value: seen.also.map(seenWords).join(', ') }]),
    ],
    outlook: over ? [] : outlookOf(finding, telling.executedAt),
    notes: [
      `Not one charge of this ${seen.kind === 'tag' ? 'tag value' : seen.kind} is known from the ${seen.unseenDays} days before ${start}.`,
      ...cohortNote(seen.cohort, currency),
      ...(finding.scope.team === UNATTRIBUTED && seen.users.length === 0
        ? [`The bill does not say by ${seen.kind} who it is: look at the principals that began at that hour.`]
        : []),
      ...(over ? [] : ['What would speak against it: a planned start; then nothing needs to be done.']),
      ALERT_ONLY,
    ],
    contributors:
      seen.users.length === 0 ? riseParts(finding.contributions, currency) : userParts(seen, currency),
    gist: `${rate}, ${formatMoney(impact.soFar, currency)} so far`,
  };
}

const dearestDay = ({ baseline, currency }: Finding): readonly LabelledValue[] =>
  baseline === undefined ? [] : [{ label: 'Dearest 24 h', value: formatMoney(baseline.actual, currency) }];
