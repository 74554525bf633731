import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { parseEvidence } from '../../../shared/domain/evidence/pack-text.ts';
import { sessionName } from '../../../shared/domain/evidence/session-names.ts';
import { stopCardFor } from '../../../shared/flow/explain.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aPack, packsOf, sumOf } from '../../builders/evidence.ts';
import { aStream, at, plus, rhythm } from '../../builders/series.ts';
import { aView } from '../../builders/snapshot.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';
import { createWorld } from '../../builders/view.ts';

test('text that is no pack of this schema is refused by name', () => {
  for (const text of [
    '',
    '[]',
    'null',
    '{"schema":"billhook.evidence/9"}',
    '{"schema":"billhook.evidence/1"}',
  ]) {
    expect(() => parseEvidence(text, 'evidence/x')).toThrow('no evidence pack');
  }
});

test('sessions are written as the policy asks, and one name always in the same way', () => {
  expect(sessionName('ann.lee@example.com', 'full')).toBe('ann.lee@example.com');
  expect(sessionName('ann.lee@example.com', 'initials')).toBe('a.l.');
  const made = sessionName('ann.lee@example.com', 'pseudonym');
  expect(made).toMatch(/^person-[0-9a-f]{6}$/);
  expect(sessionName('ann.lee@example.com', 'pseudonym')).toBe(made);
  expect(sessionName('bob', 'pseudonym')).not.toBe(made);
});

describe('a caller of two teams', () => {
  const DAY = Math.floor(parseInstant('2026-11-17T00:00:00Z') / 86_400_000);
  const CALLER = 'role/claims-agent@123456789012';
  const used = (team: string, dollars: string, sample: readonly string[]) =>
    anEntry({
      team,
      value: CALLER,
      day: DAY,
      cells: [aCell({ model: 'claude-opus-4.6', hourOfDay: 5, cost: parsePico(dollars) })],
      sessions: { count: sample.length, sample },
    });
  const view = aView([used('support', '30', ['ann@example.com']), used('search', '2', ['run-1', 'run-2'])], {
    dataThrough: DAY * 24 + 6,
  });
  const pack = aPack(anAlert({ finding: aFinding() }), [view]);

  test('is asked for with the team, and all that use it are named beside a stop', () => {
    expect(pack.query.selects).toEqual({ team: 'support', callers: [CALLER], model: 'claude-opus-4.6' });
    expect(pack.lastDay).toEqual([
      { team: 'support', cost: '30', sessions: 1, names: ['ann@example.com'] },
      { team: 'search', cost: '2', sessions: 2, names: ['run-1', 'run-2'] },
    ]);
    expect(stopCardFor(pack)).toMatchObject({
      principal: CALLER,
      hits: [{ team: 'support', cost: parsePico('30') }, { team: 'search' }],
    });
    expect(stopCardFor(pack, { by: 'session', name: 'run-1' })).toMatchObject({ scope: 'session' });
  });
});

test('hours of an earlier month are looked for in that month’s delivery as well, and nowhere else', () => {
  const start = at('2026-11-01T00:00') - 6;
  const cost = plus(rhythm({ seed: 5, base: 2 }), start, 90);
  const asOf = (start + 20) * 3_600_000;
  const views = createWorld([aStream({ cost })], { from: at('2026-09-06'), lagHours: 3 }).viewsAt(asOf);
  const packs = packsOf({ views, asOf }).filter(({ pack }) => pack.rule.name === 'spike');
  expect(packs).toHaveLength(1);
  const { pack } = packs[0]!;
  expect(pack.deliveries.map(({ billingPeriod, holdsAmount }) => [billingPeriod, holdsAmount])).toEqual([
    ['2026-09', false],
    ['2026-10', true],
    ['2026-11', true],
  ]);
  expect(pack.query.duckdb).toContain('BILLING_PERIOD=2026-10/');
  expect(pack.query.duckdb).toContain('BILLING_PERIOD=2026-11/');
  expect(pack.query.duckdb).not.toContain('BILLING_PERIOD=2026-09/');
  expect(pack.query.athena).toContain("billing_period IN ('2026-10', '2026-11')");
  expect(sumOf(pack.contributions.map(({ rise }) => rise))).toBe(parsePico(pack.amount.amount));
});

test('net costs and rules that were changed since are said and used in the query', () => {
  const cost = plus(rhythm({ seed: 5, base: 2 }), at('2026-11-16'), 90);
  const asOf = (at('2026-11-16') + 30) * 3_600_000;
  const views = createWorld([aStream({ cost })]).viewsAt(asOf);
  const [found] = packsOf({ views, asOf }, { cost: 'net' });
  expect(found?.pack.query.duckdb).toMatch(/coalesce\(CAST\(nullif\(CAST\(line_item_net_unblended_cost/);
  expect(found?.pack.query.duckdb).toContain('-- the attribution rules were changed since');
});
