import { describe, expect, test } from 'vitest';
import { HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import {
  type HealthChange,
  healthChanges,
  ledgerConditions,
  liveConditions,
} from '../../../shared/domain/report/health/health.ts';
import type { HealthInput } from '../../../shared/domain/report/health/health-input.ts';
import type { ReportRecord } from '../../../shared/domain/report/report-record.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aBasis, REPORT_BUDGETS, REPORT_STREAMS } from '../../builders/report-world.ts';
import { aStream, at } from '../../builders/series.ts';
import { aPointer } from '../../builders/snapshot.ts';

const NOW = parseInstant('2026-11-20T12:00:00Z');

const input = (overrides: Partial<HealthInput> = {}): HealthInput => ({
  now: NOW,
  since: NOW,
  pointers: [aPointer({ executedAt: NOW - HOUR_MS })],
  budgets: aBook(aBudget({ channel: '#search-ai' })),
  isRouted: () => false,
  refusedChannels: [],
  refusedDeliveries: [],
  deadLetters: [],
  ...overrides,
});
const live = (overrides: Partial<HealthInput>) => liveConditions(input(overrides)).map(({ kind }) => kind);
const ofLedger = (basis = aBasis(), budgets = REPORT_BUDGETS) => ledgerConditions({ basis, budgets });

describe('something is wrong', () => {
  test('with nothing where all is well', () => {
    expect(live({})).toEqual([]);
  });

  test('where no delivery came for 36 hours, and where none ever came', () => {
    const last = (hours: number) => [aPointer({ executedAt: NOW - hours * HOUR_MS })];
    expect(live({ pointers: last(35.9) })).toEqual([]);
    expect(live({ pointers: last(36) })).toEqual(['export-stopped']);
    // A late delivery of an earlier month is a sign of life.
    expect(live({ pointers: [...last(1), ...last(90)] })).toEqual([]);
    expect(live({ pointers: [], since: NOW - 36 * HOUR_MS })).toEqual(['export-stopped']);
    expect(live({ pointers: [], since: NOW - HOUR_MS })).toEqual([]);
  });

  test('where a delivery was refused, once a month of the bill', () => {
    const refused = (billingPeriod: string) => ({ billingPeriod, at: NOW, message: 'row 3' });
    const found = liveConditions(
      input({ refusedDeliveries: [refused('2026-11'), refused('2026-11'), refused('2026-10')] }),
    );
    expect(found.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      'delivery-refused 2026-11',
      'delivery-refused 2026-10',
    ]);
  });

  test('where nothing leads to the people of a team: no channel, and no route', () => {
    const budgets = aBook(aBudget({}), aBudget({ team: 'labs' }));
    const found = liveConditions(input({ budgets, isRouted: (team) => team === 'labs' }));
    expect(found.map(({ kind, names }) => [kind, names])).toEqual([['no-channel', ['search']]]);
    expect(live({ budgets, isRouted: () => true })).toEqual([]);
  });

  test('where a channel refuses: with whose it is, and to be told elsewhere', () => {
    const channel = { kind: 'slack', address: '#search-ai' };
    const [condition] = liveConditions(
      input({
        refusedChannels: [{ ...channel, at: NOW, why: 'is_archived', headlines: ['CRITICAL · x'], count: 2 }],
        budgets: aBook(aBudget({ channel: '#search-ai', owner: 'Anna' })),
      }),
    );
    expect(condition).toMatchObject({ kind: 'channel-refuses', team: 'search', avoid: channel });
    expect(condition!.facts).toContainEqual({ label: 'Whose', value: 'search (Anna)' });
  });

  test('where work was given up, and where a team has no channel', () => {
    expect(live({ deadLetters: [{ queue: 'q', count: 0 }] })).toEqual([]);
    expect(live({ deadLetters: [{ queue: 'q', count: 2 }] })).toEqual(['dead-letters']);
    expect(live({ budgets: aBook(aBudget(), aBudget({ team: 'b', channel: '#b' })) })).toEqual([
      'no-channel',
    ]);
  });

  test('where next to nothing has a caller any more, but not where something always had none', () => {
    expect(ofLedger().map(({ kind }) => kind)).not.toContain('principal-empty');
    const since = at('2026-11-14');
    const lost = REPORT_STREAMS.flatMap((stream) => [
      { ...stream, cost: (hour: number) => (hour < since ? stream.cost(hour) : 0) },
      aStream({
        team: 'unattributed',
        principal: 'none',
        cost: (hour) => (hour < since ? 0 : stream.cost(hour)),
      }),
    ]);
    const [condition] = ofLedger(aBasis({ streams: lost }));
    expect(condition).toMatchObject({ kind: 'principal-empty', severity: 'critical' });
    expect(condition!.facts).toContainEqual({ label: 'With a caller two weeks before', value: '99 %' });
  });

  test('where a team spends without a budget, and a budget has no usage', () => {
    const budgets = aBook(...REPORT_BUDGETS.budgets, aBudget({ team: 'serach' }));
    const found = ofLedger(aBasis({ budgets }), budgets);
    expect(found.map(({ kind, names }) => [kind, names])).toEqual([
      ['silent-budget', ['serach']],
      ['no-budget', ['labs']],
    ]);
  });

  test('where a budget is broken in each whole month', () => {
    const budgets = aBook(
      aBudget({ team: 'search', dollars: 100 }),
      aBudget({ team: 'claims', dollars: 90_000 }),
    );
    const found = ofLedger(aBasis({ budgets }), budgets).filter(({ kind }) => kind === 'always-over');
    expect(found.map(({ names }) => names)).toEqual([['search']]);
  });
});

describe('it is told', () => {
  const stopped = liveConditions(input({ pointers: [aPointer({ executedAt: NOW - 40 * HOUR_MS })] }));
  const keep = (records: readonly ReportRecord[], changes: readonly HealthChange[]) => {
    const byId = new Map(records.map((record) => [record.id, record]));
    for (const { record } of changes) byId.set(record.id, record);
    return [...byId.values()];
  };

  test('once while it lasts, once when it is over, and as a new episode when it comes back', () => {
    const began = healthChanges(stopped, [], NOW);
    expect(began.map(({ what, record }) => [what, record.id])).toEqual([
      ['began', 'system-export-stopped-1'],
    ]);
    const open = keep([], began);
    expect(healthChanges(stopped, open, NOW + HOUR_MS)).toEqual([]);
    const ended = healthChanges([], open, NOW + 2 * HOUR_MS);
    expect(ended).toMatchObject([
      { what: 'ended', condition: stopped[0], record: { version: 2, firstAt: NOW } },
    ]);
    const over = keep(open, ended);
    expect(healthChanges([], over, NOW + 3 * HOUR_MS)).toEqual([]);
    expect(healthChanges(stopped, over, NOW + 4 * HOUR_MS)).toMatchObject([
      { what: 'began', record: { id: 'system-export-stopped-2', version: 1 } },
    ]);
  });

  test('as an edit where only its numbers moved on', () => {
    const letters = (count: number) => liveConditions(input({ deadLetters: [{ queue: 'q', count }] }));
    const open = keep([], healthChanges(letters(1), [], NOW));
    expect(healthChanges(letters(3), open, NOW)).toMatchObject([
      { what: 'moved', record: { id: 'system-dead-letters-1', version: 2 } },
    ]);
  });
});
