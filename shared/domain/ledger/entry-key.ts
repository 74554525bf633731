import type { LedgerEntry } from './entry.ts';

/**
 * Identity of an entry within one period: dimension, team, value, day. Any characters may stand in the parts, and
 * still no two entries share a key, as each part has the separator escaped.
 */
export const entryKey = ({ scope, day }: Pick<LedgerEntry, 'scope' | 'day'>): string =>
  `${escaped(scope.dimension)}#${escaped(scope.team)}#${escaped(scope.value)}#${day}`;

const escaped = (part: string): string => part.replaceAll('%', '%25').replaceAll('#', '%23');
