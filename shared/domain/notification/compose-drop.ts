import { formatMoney } from '../base/money.ts';
import type { Drop } from '../evaluation/drop/facts.ts';
import type { Finding } from '../evaluation/finding.ts';
import { ALERT_ONLY, type Body, subjectOf, type Telling } from './body.ts';
import { estimateText, hourText, principalWords, windowText } from './words.ts';

const PARTS_SHOWN = 6;

/** A paying workload that stopped: nothing is lost by the hour, but somebody may be waiting for its work. */
export function composeDrop({ scope, currency, startedAt }: Finding, drop: Drop, telling: Telling): Body {
  const money = (pico: bigint): string => formatMoney(pico, currency);
  const usual = `usually ${estimateText(drop.usualPerDay, currency)}/day`;
  const { lastSeen, to } = drop;
  const hours = to - lastSeen;
  const shown = drop.parts.slice(0, PARTS_SHOWN);
  return {
    subject: subjectOf(scope),
    amount: telling.end === undefined ? `${partsText(drop)}stopped, ${usual}` : `no longer missed, ${usual}`,
    when: `silent ${telling.end === undefined ? 'since' : 'from'} ${hourText(lastSeen)} UTC`,
    facts: [
      { label: 'Last at work', value: `until ${hourText(lastSeen)} UTC` },
      { label: 'Usually', value: `${money(drop.usualPerDay)} a working day` },
      {
        label: telling.end === undefined ? 'Since then' : 'As last told',
        value: `${money(drop.actual)} in ${hours} h`,
      },
      { label: 'Expected instead', value: money(drop.expected) },
      ...(startedAt > lastSeen ? [{ label: 'Was due', value: `${hourText(startedAt)} UTC` }] : []),
      ...(scope.principal === undefined
        ? []
        : [{ label: 'Account', value: principalWords(scope.principal).account ?? 'not named' }]),
      ...(drop.others.of === 0
        ? []
        : [{ label: 'Others at work', value: `${drop.others.running} of ${drop.others.of} regular ones` }]),
    ],
    outlook: [],
    notes: [
      ...(telling.end === undefined ? [`Nothing else took over its work${othersText(drop)}.`] : []),
      `Only hours count whose charges have come in: ${windowText(lastSeen, to)}, against the median of the same hours in ${drop.weeks} earlier weeks.`,
      ...(telling.end === undefined
        ? ['What would speak against it: a planned end; then nothing needs to be done.']
        : []),
      ALERT_ONLY,
    ],
    contributors: shown.map(({ principal, expected }) => ({
      label: principalWords(principal).name,
      value: `${money(expected)} expected`,
    })),
    gist: `silent, ${usual}`,
  };
}

/** `5 workloads `; '' where one is the subject, or all are small. */
const partsText = ({ parts }: Drop): string => (parts.length < 2 ? '' : `${parts.length} workloads `);

/** A holiday would have kept others away too; one or two others would prove nothing. */
const othersText = ({ others: { running, of } }: Drop): string =>
  of > 2 && running * 2 > of ? ', and most others went on, so it is no holiday' : '';
