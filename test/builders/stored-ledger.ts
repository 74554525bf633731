import { dayOf, parseInstant } from '../../shared/domain/base/instant.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { aCell, anEntry } from './entry.ts';
import { aPointer, totalsOf } from './snapshot.ts';

export const aDay = (text: string): number => dayOf(parseInstant(`${text}T00:00:00Z`));

/** A principal's day with one cell; `value` alone names it where nothing else matters. */
export const aPrincipalDay = (
  value: string,
  { cost, ...overrides }: Partial<LedgerEntry> & { readonly cost?: bigint } = {},
): LedgerEntry => anEntry({ value, cells: [aCell(cost === undefined ? {} : { cost })], ...overrides });

/** The same scope and day without any charge left. */
export const aTombstone = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  cells: [],
  sessions: { count: 0, sample: [] },
});

/** The n-th delivery of November: `2026-11-0nT06:00:00.000Z~execution-n`. */
export const anOrder = (n: number): string =>
  `2026-11-${String(n).padStart(2, '0')}T06:00:00.000Z~execution-${n}`;

/** The pointer of the n-th delivery on top of `base`, whose control totals are those of the entries it should show. */
export const aLedgerPointer = (
  n: number,
  shown: readonly LedgerEntry[],
  base?: Pointer,
  overrides: Partial<Pointer> = {},
): Pointer => {
  const executedAt = parseInstant(anOrder(n).slice(0, 24));
  const pointer = aPointer({ executedAt, executionId: `execution-${n}`, ...overrides });
  return {
    ...pointer,
    totals: totalsOf(shown),
    chain: [...(base?.chain ?? []), pointer.version],
    publishedAt: executedAt + 60_000,
  };
};
