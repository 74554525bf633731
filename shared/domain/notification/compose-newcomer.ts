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
  whoOf,
} from './body.ts';
import { riseParts } from './contributors.ts';
import { withdrawnAmount } from './end.ts';
import { endedFacts, reopenNote, withdrawnFacts } from './ended-facts.ts';
import { outlookOf } from './outlook.ts';
import { guessNote, ownerFacts } from './owner-words.ts';
import { cohortNote, learningText } from './seen-words.ts';
import { whyLines } from './why.ts';
import { hourText, perHour } from './words.ts';

export function composeNewcomer(finding: Finding, telling: Telling): Body {
  const { currency, impact, startedAt } = finding;
  const over = telling.end !== undefined;
  const isWithdrawn = telling.end?.kind === 'withdrawn';
  const rate = perHour(finding.costPerHour, currency);
  const spent = formatMoney(impact.soFar, currency);
  return {
    subject: subjectOf(finding.scope),
    amount: endAmount(telling, spent) ?? `new spender, ${rate}`,
    when: `first seen ${hourText(startedAt)} UTC`,
    ...(over ? {} : localStart(finding, telling)),
    why: over ? [] : whyLines(finding, over),
    facts: isWithdrawn
      ? withdrawnFacts(finding, telling)
      : [
          { label: over ? 'While it ran' : 'Now', value: rate },
          { label: over ? 'Spent as last told' : 'Spent so far', value: spent },
          ...(over
            ? endedFacts(finding, telling)
            : [...ownerFacts(finding, telling), ...scopeFacts(finding)]),
          ...(finding.learning === undefined
            ? []
            : [{ label: 'Learning', value: learningText(finding.learning) }]),
        ],
    outlook: over ? [] : outlookOf(finding, telling.executedAt),
    notes: [
      `No charge of ${whoOf(finding.scope)} is known from before ${hourText(startedAt)} UTC.`,
      ...(isWithdrawn ? [] : baselineNote(finding)),
      ...cohortNote(finding.cohort, currency),
      ...guessNote(finding),
      ...(over
        ? []
        : ['What would speak against it: a renamed role or a planned start; then nothing needs to be done.']),
      ...reopenNote(finding, telling),
      ALERT_ONLY,
    ],
    contributors: isWithdrawn ? [] : riseParts(finding.contributions, currency),
    gist: `${rate}, ${spent} so far`,
  };
}

function endAmount({ end }: Telling, spent: string): string | undefined {
  if (end === undefined) return undefined;
  return end.kind === 'withdrawn' ? withdrawnAmount(end) : `new spender, ${spent} as last told`;
}
