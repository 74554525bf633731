import { formatMoney } from '../base/money.ts';
import type { Cohort, FirstSeen, Learning, SeenKind, SeenValue } from '../evaluation/first-seen/facts.ts';
import type { LabelledValue } from './notification.ts';
import { plainText } from './text.ts';
import { principalWords, teamWords } from './words.ts';

const KIND_WORDS: Readonly<Record<SeenKind, string>> = {
  account: 'account',
  region: 'region',
  model: 'model',
  tag: 'tag',
};

/** `model claude-opus-5`, `tag project=checkout`. */
export const seenWords = ({ kind, key, value }: SeenValue): string =>
  `${KIND_WORDS[kind]} ${key === undefined ? '' : `${plainText(key)}=`}${plainText(value)}`;

/** `day 2 of 7`. */
export const learningText = ({ day, of }: Learning): string => `day ${day} of ${of}`;

export const userParts = ({ users }: FirstSeen, currency: string): readonly LabelledValue[] =>
  users.map(({ team, principal, cost }) => ({
    label: `${principalWords(principal).name} · ${teamWords(team)}`,
    value: `${formatMoney(cost, currency)} in 24 h`,
  }));

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'];

/** `on their second day`, `in their first 9 hours`. */
function ageText({ from, to }: Cohort): string {
  if (from === 0 && to < 24) return to === 1 ? 'in their first hour' : `in their first ${to} hours`;
  const day = from / 24;
  return `on their ${ORDINALS[day] ?? `${day + 1}th`} day`;
}

const PLURALS: Readonly<Record<string, string>> = {
  sso: 'SSO roles',
  'api-key': 'API keys',
  unknown: 'callers',
  none: 'callers',
  '': 'callers',
  tag: 'values of this tag',
};

/** One sentence: newborns are compared with newborns. Nothing where there was none before. */
export function cohortNote(cohort: Cohort | undefined, currency: string): readonly string[] {
  if (cohort === undefined) return [];
  const { kind, ofTeam, size, median, own } = cohort;
  const many = PLURALS[kind] ?? `${plainText(kind)}s`;
  const who = size === 1 ? `The one other of the ${many}` : `The ${size} other ${many}`;
  const place = ofTeam ? ' in this team' : '';
  return [
    `${who} first seen${place} of late spent ${size === 1 ? '' : 'a median of '}${formatMoney(median, currency)} ` +
      `${size === 1 ? ageText(cohort).replace('their', 'its') : ageText(cohort)}; this one ${formatMoney(own, currency)}.`,
  ];
}
