import { expect, it, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { RECENT_DAYS, recentAlerts } from '../../../shared/domain/alert/recent.ts';
import { recountTold } from '../../../shared/domain/alert/recount.ts';
import { DAY_MS, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { buildCostTree } from '../../../shared/domain/evaluation/series/cost-tree.ts';
import { AN_HOUR } from '../../builders/batch.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aView } from '../../builders/snapshot.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';

const NEWEST = parseInstant('2026-11-18T20:00:00Z');
const judgedAt = (instant: number) => `${isoInstant(instant)}~x`;

test('alerts are remembered for 45 days of the data they were judged from', () => {
  const ended = (id: string, endsAt: number): Alert =>
    anAlert({ id, state: 'resolved', endsAt, judgedFrom: judgedAt(endsAt) });
  const limit = NEWEST - RECENT_DAYS * DAY_MS;
  const old = anAlert({ id: 'still-firing', judgedFrom: judgedAt(limit - 9 * DAY_MS) });
  const alerts = [
    ended('a', limit - 1),
    old,
    anAlert({ id: 'newest', judgedFrom: judgedAt(NEWEST) }),
    ended('b', limit),
    ended('c', limit + 1),
  ];
  expect(recentAlerts(alerts).map(({ id }) => id)).toEqual(['still-firing', 'newest', 'b', 'c']);
  expect(recentAlerts([])).toEqual([]);
});

const OWNER = 'role/claims-agent@123456789012';
const MODEL = 'claude-opus-4.6';
const told = (id: string, scope: Alert['told']['scope'], overrides: Partial<Alert> = {}): Alert => {
  const { baseline, ...finding } = aFinding({ scope });
  return anAlert({
    id,
    finding: { ...finding, baseline: { ...baseline!, from: AN_HOUR, to: AN_HOUR + 1 } },
    ...overrides,
  });
};
const entry = (value: string, dollars: string, more: Parameters<typeof anEntry>[0] = {}) =>
  anEntry({ team: 'support', value, cells: [aCell({ model: MODEL, cost: parsePico(dollars) })], ...more });

it('counts what was told again for its own team, principal and model, over all months', () => {
  const own = entry(OWNER, '1');
  const otherModel = { ...own, cells: [...own.cells, aCell({ model: 'nova', cost: parsePico('20') })] };
  const views = [
    aView([otherModel, entry('role/other@123456789012', '300')]),
    aView([
      entry(OWNER, '4000', { team: 'search' }),
      { ...entry(OWNER, '50000'), scope: { dimension: 'tag', team: 'support', value: OWNER } },
      entry('role/third@123456789012', '600000'),
    ]),
  ];
  const counted = recountTold(buildCostTree(views)!, [
    told('narrow', { team: 'support', principal: OWNER, model: MODEL }),
    told('of-one', { team: 'support', principal: OWNER }),
    told('of-team', { team: 'support' }),
    told('over', { team: 'support' }, { state: 'resolved' }),
  ]);
  expect(Object.fromEntries(counted)).toEqual({
    narrow: parsePico('1'),
    'of-one': parsePico('21'),
    'of-team': parsePico('600321'),
  });
});

it('counts nothing again where no hours were told', () => {
  const { baseline: _, ...finding } = aFinding();
  expect(recountTold(buildCostTree([aView()])!, [anAlert({ finding })])).toEqual(new Map());
});
