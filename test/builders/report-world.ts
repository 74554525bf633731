import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import type { LedgerView } from '../../shared/domain/ledger/snapshot.ts';
import { type ReportBasis, type ReportInput, reportBasis } from '../../shared/domain/report/report-basis.ts';
import { aBook, aBudget } from './budget.ts';
import { aStream, at, plus, rhythm, type Stream } from './series.ts';
import { createWorld } from './view.ts';

const CLAIMS = 'role/claims-agent@123456789012';
export const TRIAGE = 'role/claims-triage@123456789012';
const CACHED = { input: 0.2, output: 0.5, 'cache-read': 0.3 } as const;

const quiet = (seed: number, base: number): Stream['cost'] =>
  rhythm({ seed, base, hourNoise: 0.1, dayNoise: 0.05 });

/** Three teams and what belongs to none of them; the fourth, labs, has no budget. */
export const REPORT_STREAMS: readonly Stream[] = [
  aStream({ team: 'claims', principal: CLAIMS, model: 'claude-opus-4.6', kinds: CACHED, cost: quiet(1, 9) }),
  aStream({ team: 'claims', principal: 'role/claims-batch@123456789012', cost: quiet(2, 3) }),
  // Seen for the first time in the week that the reports tell of.
  aStream({ team: 'claims', principal: TRIAGE, cost: plus(() => 0, at('2026-11-11T09:00'), 2) }),
  aStream({ team: 'search', principal: 'role/search-api@123456789012', cost: quiet(3, 6) }),
  aStream({ team: 'labs', principal: 'role/labs-sandbox@210987654321', cost: quiet(4, 2) }),
  aStream({ team: 'unattributed', principal: 'role/claims-poc@123456789012', cost: quiet(5, 1) }),
  aStream({ team: 'unattributed', principal: 'role/etl-nightly@210987654321', cost: quiet(6, 0.8) }),
  aStream({ team: 'unattributed', principal: 'sso/PowerUser@123456789012', cost: quiet(7, 0.5) }),
  aStream({ team: 'unattributed', principal: 'user/notebook@555566667777', cost: quiet(8, 0.4) }),
  aStream({ team: 'unattributed', principal: 'none', cost: quiet(9, 0.3) }),
];

export const REPORT_BUDGETS = aBook(
  aBudget({
    team: 'claims',
    amount: parsePico('11000'),
    owner: 'Anna Schmidt',
    channel: '#claims-ai',
    timeZone: 'Europe/Berlin',
  }),
  aBudget({ team: 'search', amount: parsePico('5000') }),
);

/** Each caller has sessions of its own: nothing is guessed from names that all share. */
const ownSessions = ({ pointer, entries }: LedgerView): LedgerView => ({
  pointer,
  entries: entries.map((entry) => ({ ...entry, sessions: { count: 1, sample: [entry.scope.value] } })),
});

export interface ReportWorld extends Partial<ReportInput> {
  readonly asOf?: string;
  readonly streams?: readonly Stream[];
}

/** On a Monday morning, with two and a half months of history. */
export function aBasis({
  asOf = '2026-11-16T08:00:00Z',
  streams = REPORT_STREAMS,
  ...input
}: ReportWorld = {}): ReportBasis {
  const world = createWorld(streams, { from: at('2026-09-01') });
  return reportBasis({
    views: world.viewsAt(parseInstant(asOf)).map(ownSessions),
    learned: undefined,
    budgets: REPORT_BUDGETS,
    alerts: [],
    plans: [],
    defaults: EVALUATION_DEFAULTS,
    ...input,
  });
}
