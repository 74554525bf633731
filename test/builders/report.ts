import type { ReportRecord } from '../../shared/domain/report/report-record.ts';

/** The first message of a team's week. */
export const aReport = (overrides: Partial<ReportRecord> = {}): ReportRecord => ({
  id: 'weekly-search-2026-W46',
  rule: 'weekly',
  team: 'search',
  version: 1,
  firstAt: 1_000,
  changedAt: 1_000,
  digest: 'one',
  figures: { spent: '12.5' },
  ...overrides,
});
