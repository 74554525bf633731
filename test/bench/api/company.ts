import { dayOf, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { type BillingPeriod, periodDays, periodHours } from '../../../shared/domain/base/period.ts';
import { NOTHING_LEARNED, type RipenessState } from '../../../shared/domain/evaluation/ripeness/state.ts';
import { type LedgerEntry, REGION_DIMENSION } from '../../../shared/domain/ledger/entry.ts';
import type { Snapshot } from '../../../shared/domain/ledger/snapshot.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aSnapshot } from '../../builders/snapshot.ts';

export interface CompanySize {
  readonly principals: number;
  readonly teams: number;
  /** Hours a day in which a principal calls anything. */
  readonly hours: number;
}

const MODELS = ['claude-opus-4.6', 'claude-sonnet-4.6', 'claude-haiku-4.5', 'nova-pro'];
const KINDS = ['cache-read', 'input', 'output'] as const;

export const teamName = (index: number): string => `team-${String(index).padStart(2, '0')}`;
export const principalName = (index: number): string =>
  `role/agent-${String(index).padStart(4, '0')}@123456789012`;

/** One principal's day: its model by token kind, in working hours. */
const cellsOf = (index: number, day: number, hours: number) =>
  KINDS.flatMap((tokenKind, kind) =>
    Array.from({ length: hours }, (_, hour) =>
      aCell({
        ...{ model: MODELS[index % MODELS.length]!, tokenKind, hourOfDay: 8 + hour },
        cost: BigInt(1_000_000_007 + 13 * index + 1_009 * (day % 7) + 31 * hour) * BigInt(1 + kind),
        tokens: 200_000 + index,
      }),
    ),
  );

/** A month of a company, the usage of each principal in its team and all of it once more by region. */
export function monthOf(
  period: BillingPeriod,
  executed: string,
  { principals, teams, hours }: CompanySize,
): Snapshot {
  const { from, to } = periodDays(period);
  const executedAt = parseInstant(executed);
  const last = Math.min(to, dayOf(executedAt));
  const entries: LedgerEntry[] = [];
  for (let day = from; day < last; day += 1) {
    for (let index = 0; index < principals; index += 1) {
      const team = index % 50 === 0 ? 'unattributed' : teamName(index % teams);
      const sessions = { count: 3, sample: [`run-${index}-a`, `run-${index}-b`] };
      entries.push(
        anEntry({ team, value: principalName(index), day, cells: cellsOf(index, day, hours), sessions }),
      );
    }
    const whole = entries.slice(-principals).flatMap(({ cells }) => cells);
    const sum = whole.reduce((total, { cost }) => total + cost, 0n);
    const cell = aCell({ model: '', tokenKind: 'other', hourOfDay: 8, cost: sum, rows: whole.length });
    entries.push(anEntry({ dimension: REGION_DIMENSION, value: 'us-east-1', day, cells: [cell] }));
  }
  return aSnapshot({
    ...{ exportName: 'billhook-cur', billingPeriod: period, executedAt, entries },
    executionId: `execution-${isoInstant(executedAt).slice(0, 10)}`,
    dataThrough: Math.min(periodHours(period).to, last * 24),
  });
}

/** Three weeks of four families, each hour changed by eight deliveries, as a live installation remembers them. */
export function learnedUntil(executed: string): RipenessState {
  const end = Math.floor(parseInstant(executed) / 3_600_000);
  const deliveries = Array.from({ length: 60 }, (_, index) => ({
    no: index + 1,
    billingPeriod: '2026-11',
    order: `${String(index)}~x`,
    executedAt: (end - 480 + index * 8) * 3_600_000,
    ageZero: end - 486 + index * 8,
    lagHours: 6,
  }));
  const families = ['', 'amazon', 'anthropic', 'other'].map((family) => ({
    family,
    hours: Array.from({ length: 504 }, (_, index) => ({
      hour: end - 510 + index,
      changes: Array.from({ length: 8 }, (_each, no): readonly [number, number] => [
        Math.min(60, Math.max(1, Math.floor((index - 24) / 8) + no)),
        1_000_000 * (no + 1),
      ]),
    })),
  }));
  return { ...NOTHING_LEARNED, taught: 60, deliveries, families };
}
