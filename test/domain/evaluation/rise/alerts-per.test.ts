import { expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import type { Budget } from '../../../../shared/domain/evaluation/budget/budget.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import { ALERTS_PER } from '../../../../shared/domain/evaluation/sensitivity.ts';
import { aBook } from '../../../builders/budget.ts';
import { aStream, at, plus, rhythm } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const AS_OF = parseInstant('2026-11-18T20:00:00Z');
const START = at('2026-11-17T10:00');
/** Each team's one principal rises by so many dollars an hour. */
const teams = (extras: readonly number[]) =>
  extras.map((extra, index) =>
    aStream({ team: `t${index}`, cost: plus(rhythm({ seed: 40 + index, base: 10 }), START, extra) }),
  );
const told = (extras: readonly number[], setting: (index: number) => Partial<Budget>) =>
  evaluate({
    views: createWorld(teams(extras)).viewsAt(AS_OF),
    budgets: aBook(
      ...extras.map((_, index) => ({
        team: `t${index}`,
        currency: 'USD',
        amount: 10n ** 18n,
        thresholds: [],
        ...setting(index),
      })),
    ),
    defaults: EVALUATION_DEFAULTS,
    asOf: AS_OF,
  })
    .filter(({ rule }) => rule === 'spike')
    .map(({ scope }) => scope.team);

const EXTRAS = [0, 2, 4, 5, 6, 7, 8, 10, 12, 20];

it('a team hears of the more rises the more false alerts it puts up with', () => {
  const [quarter, month, week] = ALERTS_PER.map((alertsPer) => told(EXTRAS, () => ({ alertsPer })));
  expect(told(EXTRAS, () => ({}))).toEqual(quarter);
  expect(month).toEqual(expect.arrayContaining([...quarter!]));
  expect(week).toEqual(expect.arrayContaining([...month!]));
  expect(week!.length).toBeGreaterThan(quarter!.length);
  expect(quarter!.length).toBeGreaterThan(0);
  expect(week).not.toContain('t0');
});

it('what one team puts up with is nothing to another', () => {
  const [quarter, week] = (['quarter', 'week'] as const).map((alertsPer) =>
    told(EXTRAS, () => ({ alertsPer })),
  );
  const more = week!.find((team) => !quarter!.includes(team))!;
  expect(told(EXTRAS, (index) => (`t${index}` === more ? { alertsPer: 'week' } : {}))).toEqual(
    [...quarter!, more].sort(),
  );
  // Its own floors win.
  expect(
    told(EXTRAS, (index) => (`t${index}` === more ? { alertsPer: 'week', minPercent: 900 } : {})),
  ).toEqual(quarter);
});
