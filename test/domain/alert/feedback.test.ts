import { describe, expect, it } from 'vitest';
import type { Alert, AlertChange } from '../../../shared/domain/alert/alert.ts';
import { firstToldAt } from '../../../shared/domain/alert/backtest/incident.ts';
import { floorHint, hintText } from '../../../shared/domain/alert/feedback/floor-hint.ts';
import { precisionOf } from '../../../shared/domain/alert/feedback/precision.ts';
import type { Verdict } from '../../../shared/domain/alert/handling.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { ANNA } from '../../builders/alert.ts';
import { aBudgetFinding, aFinding, anAlert } from '../../builders/transition.ts';

const row = (reason: AlertChange['reason'], at: number): AlertChange => ({
  at,
  reason,
  delivery: 'd',
  note: '',
});
let ids = 0;
function called(verdict: Verdict | undefined, overrides: Partial<Alert> = {}): Alert {
  ids += 1;
  const said = verdict && { verdict: { by: ANNA, at: 0, verdict, note: '' } };
  return anAlert({ id: `a${ids}`, ...(said && { handling: said }), ...overrides });
}
const seen = (after: number) => ({ history: [row('first', 100), row('verdict', 100 + after)] });
const inEuro = { finding: aFinding({ currency: 'EUR' }) };

describe('the precision of a rule', () => {
  it('is what people said of the alerts they were told', () => {
    const spikes = [
      called('real', seen(30)),
      called('real', { ...inEuro, ...seen(10) }),
      called('noise', seen(-5)),
      called('planned', seen(20)),
      called(undefined),
      called('real', { untold: true, history: [row('muted', 1), row('verdict', 2)] }),
    ];
    const budget = called(undefined, { finding: aBudgetFinding() });
    const [ofBudgets, ofSpikes, ...others] = precisionOf([...spikes, budget]);
    expect(others).toEqual([]);
    expect(ofBudgets).toEqual({
      ...{ rule: 'budget-threshold', fired: 1, muted: 0, judged: 0 },
      verdicts: { real: 0, planned: 0, noise: 0 },
      caught: {},
    });
    expect(ofSpikes).toEqual({
      ...{ rule: 'spike', fired: 5, muted: 1, judged: 4, acknowledgedAfterMs: 10 },
      verdicts: { real: 2, planned: 1, noise: 1 },
      shares: { real: 0.5, planned: 0.25, noise: 0.25 },
      caught: { EUR: parsePico('1480.43'), USD: parsePico('1480.43') },
    });
  });

  it('counts time from when it was first heard, not from when it was muted', () => {
    const rows = (...reasons: readonly AlertChange['reason'][]) => ({
      history: reasons.map((reason, at) => row(reason, at)),
    });
    expect(firstToldAt(anAlert(rows('muted', 'resolved', 'unmuted')))).toBe(2);
    expect(firstToldAt(anAlert(rows('first', 'grew')))).toBe(0);
    expect(firstToldAt(anAlert(rows('grew', 'revised')))).toBeUndefined();
    expect(firstToldAt(anAlert({ ...rows('muted'), untold: true }))).toBeUndefined();
  });
});

describe('a hint', () => {
  const told = (...onlyReal: readonly Alert[]) => ({
    same: [],
    onlyReplayed: [],
    onlyReal,
    fired: { times: 0, matched: 0, unknown: 0 },
  });
  const [one, two, real, open] = [called('noise'), called('noise'), called('real'), called(undefined)];

  it('is the lowest floor that spares the most noise, and never one that loses what was real', () => {
    const hint = floorHint('support', [
      { dollars: 400, told: told(one) },
      { dollars: 900, told: told(one, two, open) },
      { dollars: 700, told: told(one, two, open) },
      { dollars: 1600, told: told(one, two, real) },
    ])!;
    expect(hint).toEqual({ team: 'support', dollars: 700, drops: 2, loses: 0, unjudged: 1 });
    expect(hintText(hint)).toBe(
      'raise the floor of support to $700: drops 2 noise, loses 0 real, and 1 that nobody judged',
    );
    expect(hintText({ ...hint, unjudged: 0 })).toMatch(/loses 0 real$/);
  });

  it('is none where there is no noise to spare, or all of it is of others', () => {
    expect(floorHint('support', [{ dollars: 700, told: told(open) }])).toBeUndefined();
    expect(floorHint('search', [{ dollars: 700, told: told(one) }])).toBeUndefined();
    const budget = called('noise', { finding: aBudgetFinding({ scope: { team: 'support' } }) });
    const unheard = called('noise', { untold: true });
    expect(floorHint('support', [{ dollars: 700, told: told(budget, unheard) }])).toBeUndefined();
  });
});
