import type { Field } from './draft.ts';

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  amount: 'Budget',
  thresholds: 'Thresholds %',
  minDollars: 'Floor, money',
  minPercent: 'Floor, %',
  alertsPer: 'A false alert per',
  channel: 'Channel',
  owner: 'Owner',
};

export const ALERTS_PER = [
  { value: '', words: 'default' },
  { value: 'quarter', words: 'quarter' },
  { value: 'month', words: 'month' },
  { value: 'week', words: 'week' },
] as const;

/** '' is what applies where nothing is said. */
export const valueWords = (text: string): string => (text === '' ? 'default' : text);
