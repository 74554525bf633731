import type { Instant } from '../base/instant.ts';
import { formatMoney, type Pico } from '../base/money.ts';
import type { Severity } from '../evaluation/finding.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { ReportRule } from '../report/report-rule.ts';
import { headlineOf } from './headline.ts';
import type { Action, LabelledValue, Notification, NotificationState, Section } from './notification.ts';
import { namedPeople } from './people.ts';
import { cutText, plainText } from './text.ts';
import { hourText, instantText, principalWords } from './words.ts';

/** What a report says; the frame is the same for all. */
export interface ReportText {
  readonly id: string;
  readonly rule: ReportRule;
  /** '' where it is about all. */
  readonly team: string;
  readonly state: NotificationState;
  readonly severity: Severity;
  readonly reason: Notification['reason'];
  /** In front: `REPORT`, `WARNING`, `TEST`. */
  readonly word: string;
  readonly subject: string;
  readonly amount: string;
  readonly when: string;
  readonly change?: string;
  readonly facts: readonly LabelledValue[];
  readonly sections?: readonly Section[];
  readonly notes?: readonly string[];
  readonly actions?: readonly Action[];
  readonly freshness: string;
  /** Names and ids of people in these texts. */
  readonly people?: readonly string[];
  readonly data: Notification['data'];
}

const VALUE_MAX = 200;
/** Commands are to be copied whole. */
const ROW_MAX = 400;
const NOTE_MAX = 400;

/** Names in it come from bills and people: cut and without what is not seen, here once for all reports. */
export function reportMessage(text: ReportText): Notification {
  const { word, amount, when } = text;
  const parts = { word, subject: cutText(plainText(text.subject), VALUE_MAX), amount, when };
  const sections = (text.sections ?? []).filter(({ rows }) => rows.length > 0);
  return {
    alertId: text.id,
    reason: text.reason,
    state: text.state,
    severity: text.severity,
    rule: text.rule,
    team: text.team,
    headline: headlineOf(parts),
    parts,
    change: text.change ?? '',
    facts: text.facts.map((fact) => cutRow(fact, VALUE_MAX)),
    outlook: [],
    notes: (text.notes ?? []).map((note) => cutText(plainText(note), NOTE_MAX)),
    contributors: [],
    spark: [],
    freshness: text.freshness,
    ...(sections.length === 0
      ? {}
      : {
          sections: sections.map(({ title, rows }) => ({
            title,
            rows: rows.map((row) => cutRow(row, ROW_MAX)),
          })),
        }),
    ...(text.actions === undefined ? {} : { actions: text.actions }),
    ...namedPeople((text.people ?? []).map(plainText)),
    links: [],
    data: text.data,
  };
}

const cutRow = ({ label, value, code }: LabelledValue, max: number): LabelledValue => ({
  label: cutText(plainText(label), VALUE_MAX),
  value: cutText(plainText(value), max),
  ...(code === undefined ? {} : { code }),
});

export const freshnessOf = ({
  dataThrough,
  executedAt,
}: Pick<Pointer, 'dataThrough' | 'executedAt'>): string =>
  `Data complete through ${hourText(dataThrough)} UTC · delivery of ${instantText(executedAt)}`;

/** Of what rests on no delivery. */
export const asOfText = (now: Instant): string => `As of ${instantText(now)}`;

/** `+$412.00 (+8.1 %)`, `-$3.10 (-2 %)`; no percent of nothing. */
export function differenceText(now: Pico, before: Pico, currency: string): string {
  const difference = now - before;
  const sign = difference > 0n ? '+' : '';
  const percent = before > 0n ? Number((difference * 1000n) / before) / 10 : undefined;
  const share = percent === undefined ? '' : ` (${percent > 0 ? '+' : ''}${percent} %)`;
  return `${sign}${formatMoney(difference, currency)}${share}`;
}

/** `role/claims-agent`, without its account. */
export const nameOf = (principal: string): string => principalWords(principal).name;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
