import { digestText } from '../../base/digest.ts';
import type { Instant } from '../../base/instant.ts';
import type { ReportRecord } from '../report-record.ts';
import { type Condition, conditionKey, readConditions } from './condition.ts';
import { deadLetters, deliveriesRefused, exportStopped, principalEmpty } from './data-conditions.ts';
import type { HealthInput, LedgerHealthInput } from './health-input.ts';
import {
  channelsRefuse,
  limitsAlwaysOver,
  silentBudgets,
  teamsWithoutBudget,
  teamsWithoutChannel,
} from './reach-conditions.ts';

/** What is wrong by the clock, queues and channels: looked at each time, in a fixed order. */
export const liveConditions = (input: HealthInput): readonly Condition[] =>
  [exportStopped, deliveriesRefused, channelsRefuse, deadLetters, teamsWithoutChannel].flatMap((look) =>
    look(input),
  );

/** What is wrong with bill and budgets: the same until one of them changes. */
export const ledgerConditions = (input: LedgerHealthInput): readonly Condition[] =>
  [principalEmpty, silentBudgets, teamsWithoutBudget, limitsAlwaysOver].flatMap((look) => look(input));

/** What is to be told of one condition, and what is then remembered. */
export interface HealthChange {
  readonly what: 'began' | 'moved' | 'ended';
  /** As it is now; as it last was where it ended. */
  readonly condition: Condition;
  readonly record: ReportRecord;
}

/**
 * Told when it begins, edited without a sound while it goes on with other numbers, and taken back when it ends: once
 * each. What comes back later is a new episode with a message of its own. `records` are all of rule `system`.
 */
export function healthChanges(
  conditions: readonly Condition[],
  records: readonly ReportRecord[],
  now: Instant,
): readonly HealthChange[] {
  const newest = newestByCondition(records);
  const wrong = new Set(conditions.map(conditionKey));
  return [
    ...conditions.flatMap((condition) => changeOf(condition, newest.get(conditionKey(condition)), now)),
    ...[...newest]
      .filter(([key, record]) => record.endedAt === undefined && !wrong.has(key))
      .flatMap(([, record]): readonly HealthChange[] =>
        readConditions(record.figures.condition ?? '[]').map((condition) => ({
          what: 'ended',
          condition,
          record: { ...record, version: record.version + 1, changedAt: now, endedAt: now },
        })),
      ),
  ];
}

function changeOf(
  condition: Condition,
  known: ReportRecord | undefined,
  now: Instant,
): readonly HealthChange[] {
  const text = JSON.stringify([condition]);
  const digest = digestText(text);
  if (known === undefined || known.endedAt !== undefined) {
    const episode = String(Number(known?.figures.episode ?? 0) + 1);
    const record: ReportRecord = {
      id: `system-${threadPart(condition)}-${episode}`,
      rule: 'system',
      team: condition.team,
      version: 1,
      firstAt: now,
      changedAt: now,
      digest,
      figures: { key: conditionKey(condition), episode, condition: text },
    };
    return [{ what: 'began', condition, record }];
  }
  if (known.digest === digest) return [];
  const figures = { ...known.figures, condition: text };
  return [
    {
      what: 'moved',
      condition,
      record: { ...known, version: known.version + 1, changedAt: now, digest, figures },
    },
  ];
}

const threadPart = ({ kind, subject }: Condition): string =>
  subject === '' ? kind : `${kind}-${digestText(subject).slice(0, 8)}`;

function newestByCondition(records: readonly ReportRecord[]): ReadonlyMap<string, ReportRecord> {
  const newest = new Map<string, ReportRecord>();
  for (const record of records) {
    const { key } = record.figures;
    if (key === undefined) continue;
    const other = newest.get(key);
    if (other === undefined || Number(other.figures.episode) < Number(record.figures.episode)) {
      newest.set(key, record);
    }
  }
  return newest;
}
