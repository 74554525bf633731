import { dayOfHour } from '../../shared/domain/base/instant.ts';
import { type LedgerCell, type LedgerEntry, PRINCIPAL_DIMENSION } from '../../shared/domain/ledger/entry.ts';
import { AN_HOUR } from './batch.ts';

/** One dollar of Claude Sonnet input at 13:00. */
export const aCell = (overrides: Partial<LedgerCell> = {}): LedgerCell => ({
  model: 'claude-sonnet-4.6',
  tokenKind: 'input',
  hourOfDay: 13,
  cost: 1_000_000_000_000n,
  tokens: 300_000,
  rows: 1,
  ...overrides,
});

/** The search team's role on 2026-11-18, with one cell. `team` and `value` are short for the scope's. */
export const anEntry = ({
  team = 'search',
  value = 'role/search-api@123456789012',
  dimension = PRINCIPAL_DIMENSION,
  ...overrides
}: Partial<LedgerEntry> & Partial<LedgerEntry['scope']> = {}): LedgerEntry => ({
  scope: { dimension, team: dimension === PRINCIPAL_DIMENSION ? team : '', value },
  day: dayOfHour(AN_HOUR),
  cells: [aCell()],
  sessions: { count: 0, sample: [] },
  ...overrides,
});
