import { expect, test } from 'vitest';
import type { Alert, AlertChange } from '../../../shared/domain/alert/alert.ts';
import type { Handling } from '../../../shared/domain/alert/handling.ts';
import { lastEnding, type Standing, standingOf } from '../../../shared/domain/alert/standing.ts';
import { ANNA } from '../../builders/alert.ts';
import { anAlert } from '../../builders/transition.ts';

const NOW = 1_000;
const row = (reason: AlertChange['reason']): AlertChange => ({ at: 0, reason, delivery: 'd', note: '' });
const said = { by: ANNA, at: 0 };
const mute = (by: 'plan' | 'silence' | 'alert') => ({ by, id: 'x', since: 0 });
const verdict = (kind: 'real' | 'planned' | 'noise'): Handling => ({
  verdict: { ...said, verdict: kind, note: '' },
});
const over = (...reasons: readonly AlertChange['reason'][]): Partial<Alert> => ({
  state: 'resolved',
  history: reasons.map(row),
});

test.each<[Standing, Partial<Alert>]>([
  ['firing', {}],
  ['firing', { history: [row('first'), row('revised'), row('grew')] }],
  ['revised', { history: [row('first'), row('revised')] }],
  ['pending', { state: 'pending', mute: mute('silence') }],
  ['planned', { state: 'pending', mute: mute('plan') }],
  ['planned', { mute: mute('plan') }],
  ['planned', { handling: verdict('planned') }],
  ['muted', { mute: mute('alert'), handling: { acknowledged: said } }],
  ['snoozed', { handling: { acknowledged: said, snoozed: { ...said, until: NOW + 1 } } }],
  ['acknowledged', { handling: { acknowledged: said, snoozed: { ...said, until: NOW } } }],
  ['acknowledged', { handling: verdict('noise'), history: [row('revised')] }],
  ['firing', { handling: { notMine: { ...said, note: '' } } }],
  ['resolved', over('first', 'resolved')],
  ['resolved', over('first', 'updated')],
  ['resolved', over('resolved', 'revised', 'verdict')],
  ['withdrawn', over('first', 'withdrawn', 'revised')],
  ['withdrawn', over('first', 'resolved', 'withdrawn')],
  ['period closed', over('first', 'period-closed', 'verdict')],
  ['resolved', over()],
])('%s: %j', (standing, overrides) => {
  expect(standingOf(anAlert(overrides), NOW)).toBe(standing);
});

test('what was restated or said after the end is no end', () => {
  expect(lastEnding(anAlert(over('resolved', 'fired-again', 'period-closed', 'revised')))?.reason).toBe(
    'period-closed',
  );
  expect(lastEnding(anAlert(over('first')))).toBeUndefined();
});
