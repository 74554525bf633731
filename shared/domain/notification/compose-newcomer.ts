import { formatMoney } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import { ALERT_ONLY, type Body, baselineNote, scopeFacts, subjectOf, type Telling, whoOf } from './body.ts';
import { riseParts } from './contributors.ts';
import { outlookOf } from './outlook.ts';
import { cohortNote, learningText } from './seen-words.ts';
import { whyLines } from './why.ts';
import { hourText, perHour } from './words.ts';

export function composeNewcomer(finding: Finding, telling: Telling): Body {
  const { currency, impact, startedAt } = finding;
  const over = telling.end !== undefined;
  const rate = perHour(finding.costPerHour, currency);
  const spent = formatMoney(impact.soFar, currency);
  return {
    subject: subjectOf(finding.scope),
    amount: endAmount(telling, spent) ?? `new spender, ${rate}`,
    when: `first seen ${hourText(startedAt)} UTC`,
    why: whyLines(finding, over),
    facts: [
      { label: 'First seen', value: `${hourText(startedAt)} UTC` },
      { label: over ? 'While it ran' : 'Now', value: rate },
      { label: over ? 'Spent as last told' : 'Spent so far', value: spent },
      ...scopeFacts(finding),
      ...(finding.learning === undefined
        ? []
        : [{ label: 'Learning', value: learningText(finding.learning) }]),
    ],
    outlook: over ? [] : outlookOf(finding, telling.executedAt),
    notes: [
      `No charge of ${whoOf(finding.scope)} is known from before ${hourText(startedAt)} UTC.`,
      ...baselineNote(finding),
      ...cohortNote(finding.cohort, currency),
      ...(over
        ? []
        : ['What would speak against it: a renamed role or a planned start; then nothing needs to be done.']),
      ALERT_ONLY,
    ],
    contributors: riseParts(finding.contributions, currency),
    gist: `${rate}, ${spent} so far`,
  };
}

function endAmount({ end }: Telling, spent: string): string | undefined {
  if (end === undefined) return undefined;
  return end.kind === 'withdrawn'
    ? `told as ${end.was}, now ${end.now}`
    : `new spender, ${spent} as last told`;
}
