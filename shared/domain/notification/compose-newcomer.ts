import { formatMoney } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import { ALERT_ONLY, type Body, baselineNote, scopeFacts, subjectOf, type Telling, whoOf } from './body.ts';
import { outlookOf } from './compose-spike.ts';
import { riseParts } from './contributors.ts';
import { hourText, perHour } from './words.ts';

export function composeNewcomer(finding: Finding, telling: Telling): Body {
  const { currency, impact, startedAt } = finding;
  const over = telling.state === 'RESOLVED';
  const rate = perHour(finding.costPerHour, currency);
  const spent = formatMoney(impact.soFar, currency);
  return {
    subject: subjectOf(finding),
    amount: over ? `new spender, ${spent} in all` : `new spender, ${rate}`,
    when: `first seen ${hourText(startedAt)} UTC`,
    facts: [
      { label: 'First seen', value: `${hourText(startedAt)} UTC` },
      { label: over ? 'While it ran' : 'Now', value: rate },
      { label: over ? 'Spent in all' : 'Spent so far', value: spent },
      ...scopeFacts(finding),
    ],
    outlook: over ? [] : outlookOf(finding, telling),
    notes: [
      `No charge of ${whoOf(finding)} is known from before ${hourText(startedAt)} UTC.`,
      ...baselineNote(finding),
      ...(over
        ? []
        : ['What would speak against it: a renamed role or a planned start; then nothing needs to be done.']),
      ALERT_ONLY,
    ],
    contributors: riseParts(finding.contributions, currency),
    gist: `${rate}, ${spent} so far`,
  };
}
