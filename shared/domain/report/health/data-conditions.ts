import { HOUR_MS, type Instant } from '../../base/instant.ts';
import { formatMoney, PICO_PER_UNIT } from '../../base/money.ts';
import { NO_PRINCIPAL } from '../../charge/principal.ts';
import { exactCost } from '../../evaluation/series/exact-cost.ts';
import type { Pointer } from '../../ledger/snapshot.ts';
import { partOf } from '../spenders.ts';
import type { Condition } from './condition.ts';
import type { HealthInput, LedgerHealthInput } from './health-input.ts';

/** AWS refreshes an export up to three times and at least once a day. */
const STOPPED_MS = 36 * HOUR_MS;
const LOOKED_AT_HOURS = 48;
/** Rows without a caller there always are (guardrails, provisioned throughput); hardly any with one is a broken column. */
const NAMED_MIN = 0.01;
const NAMED_FROM = 10n * PICO_PER_UNIT;

/** Nothing was delivered for longer than AWS ever takes; `since` stands for the last delivery where there is none. */
export const isStopped = (
  pointers: readonly Pick<Pointer, 'executedAt'>[],
  now: Instant,
  since: Instant = now,
): boolean => now - newestDelivery(pointers, since) >= STOPPED_MS;

const newestDelivery = (pointers: readonly Pick<Pointer, 'executedAt'>[], since: Instant): Instant =>
  pointers.length === 0 ? since : Math.max(...pointers.map(({ executedAt }) => executedAt));

export function exportStopped({ now, since, pointers }: HealthInput): readonly Condition[] {
  const hasData = pointers.length > 0;
  const newest = newestDelivery(pointers, since);
  if (!isStopped(pointers, now, since)) return [];
  const through = Math.max(0, ...pointers.map(({ dataThrough }) => dataThrough));
  return [
    {
      kind: 'export-stopped',
      subject: '',
      severity: 'critical',
      team: '',
      facts: [
        { label: hasData ? 'Last delivery' : 'Watched since', at: newest },
        { label: 'Expected within', value: '36 h' },
        ...(hasData ? [{ label: 'Data ends', at: through * HOUR_MS }] : []),
      ],
      names: [],
    },
  ];
}

/** Of the newest two days of the bill next to nothing has a caller. */
export function principalEmpty({ basis }: LedgerHealthInput): readonly Condition[] {
  const { judging, currency } = basis;
  const window = { from: judging.time.ripeEnd - LOOKED_AT_HOURS, to: judging.time.ripeEnd };
  const earlier = { from: window.from - 14 * 24, to: window.from };
  const entries = judging.tree.teams.flatMap((team) => team.entries);
  const named = entries.filter(({ scope }) => scope.value !== NO_PRINCIPAL);
  const all = exactCost(entries, window);
  if (all < NAMED_FROM || partOf(exactCost(named, window), all) >= NAMED_MIN) return [];
  const before = partOf(exactCost(named, earlier), exactCost(entries, earlier));
  return [
    {
      kind: 'principal-empty',
      subject: '',
      severity: 'critical',
      team: '',
      facts: [
        {
          label: 'Bedrock cost without a caller',
          value: formatMoney(all - exactCost(named, window), currency),
        },
        { label: 'In the last', value: `${LOOKED_AT_HOURS} h of data` },
        { label: 'With a caller two weeks before', value: `${Math.round(before * 100)} %` },
      ],
      names: [],
    },
  ];
}

/** The month keeps its last good ledger, so its numbers are old without looking it. */
export const deliveriesRefused = ({ refusedDeliveries }: HealthInput): readonly Condition[] =>
  [...Map.groupBy(refusedDeliveries, ({ billingPeriod }) => billingPeriod)].map(([period, refused]) => ({
    kind: 'delivery-refused',
    subject: period,
    severity: 'critical',
    team: '',
    facts: [
      { label: 'Month', value: period },
      { label: 'Refused deliveries', value: String(refused.length) },
      { label: 'Newest of', at: Math.max(...refused.map(({ at }) => at)) },
    ],
    names: refused.toSorted((a, b) => b.at - a.at).map(({ message }) => message),
  }));

export function deadLetters({ deadLetters: queues }: HealthInput): readonly Condition[] {
  const filled = queues.filter(({ count }) => count > 0);
  return filled.length === 0
    ? []
    : [
        {
          kind: 'dead-letters',
          subject: '',
          severity: 'warning',
          team: '',
          facts: [{ label: 'Waiting', value: String(filled.reduce((sum, { count }) => sum + count, 0)) }],
          names: filled.map(({ queue, count }) => `${queue}: ${count}`),
        },
      ];
}
