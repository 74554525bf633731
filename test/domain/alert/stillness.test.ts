import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/domain/alert/decision.ts';
import { standingOf } from '../../../shared/domain/alert/standing.ts';
import { HOUR_MS } from '../../../shared/domain/base/instant.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aBudgetAt, aSpikeOf, createLife, reasons } from '../../builders/alert.ts';
import { aFinding } from '../../builders/transition.ts';

const ACK: Decision = { kind: 'acknowledge' };
const verdict = (kind: 'real' | 'planned' | 'noise'): Decision => ({
  kind: 'verdict',
  verdict: kind,
  note: '',
});
const warning = (perHour: number, soFar = 1480): Finding => aSpikeOf(perHour, soFar, { severity: 'warning' });

/** A spike of $100 an hour was told, and somebody decided at once. */
function decidedLife(decision: Decision | ((now: number) => Decision)) {
  const life = createLife();
  life.next([warning(100)]);
  life.decide(typeof decision === 'function' ? decision(life.now()) : decision);
  const standing = (): string => standingOf(life.alerts()[0]!, life.now());
  return { ...life, standing };
}

const snoozedFor = (hours: number) =>
  decidedLife((now) => ({ kind: 'snooze', until: now + hours * HOUR_MS }));
const restated = (finding: Finding, percent: bigint): Finding => ({
  ...finding,
  series: finding.series.map(({ hour, cost }) => ({ hour, cost: (cost * percent) / 100n })),
});

describe('an acknowledgement', () => {
  it('rests a day, then lapses where the spend still grows', () => {
    const life = decidedLife(ACK);
    expect(life.standing()).toBe('acknowledged');
    expect(reasons(life.next([warning(300)], { hours: 23 }))).toEqual(['updated']);
    const [lapsed] = life.next([warning(300)], { hours: 1 });
    expect(lapsed).toMatchObject({ reason: 'ack-lapsed', tell: true });
    expect(lapsed!.after.history.at(-1)!.note).toBe('$100.00/h -> $300.00/h');
    expect([life.standing(), lapsed!.after.handling]).toEqual(['firing', undefined]);
  });

  it('does not lapse by time, nor where somebody said anything of late', () => {
    const life = decidedLife(ACK);
    expect(reasons(life.next([warning(199)], { hours: 240 }))).toEqual(['updated']);
    life.decide({ kind: 'not-mine', note: 'ask search' });
    expect(reasons(life.next([warning(900)], { hours: 23 }))).toEqual(['updated']);
    expect(reasons(life.next([warning(900)], { hours: 1 }))).toEqual(['ack-lapsed!']);
  });

  it('holds what is tenfold no longer than a delivery, and is kept: somebody is at it', () => {
    const life = decidedLife(ACK);
    expect(reasons(life.next([warning(1000)]))).toEqual(['grew!']);
    expect(life.standing()).toBe('acknowledged');
  });

  it('lets a restatement be told, and ends with the next threshold of a budget', () => {
    const life = decidedLife(ACK);
    expect(reasons(life.next([restated(warning(100), 80n)]))).toEqual(['revised!']);
    const budget = createLife();
    budget.next([aBudgetAt(5000)!]);
    budget.decide(ACK);
    expect(reasons(budget.next([aBudgetAt(8000)!]))).toEqual(['threshold!']);
    expect(budget.alerts()[0]!.handling).toBeUndefined();
  });

  it('holds growth back, and never the restatement beside it', () => {
    const budget = createLife();
    budget.next([aBudgetAt(5000)!]);
    budget.decide(ACK);
    const heading = aBudgetAt(5000)!;
    const facts = { ...heading.budget!, headsOver: true };
    expect(reasons(budget.next([{ ...heading, budget: facts }]))).toEqual(['updated']);
    const raised = { ...facts, amount: facts.amount - 1_000_000_000_000_000n };
    expect(reasons(budget.next([{ ...heading, budget: raised }]))).toEqual(['revised!']);
  });

  it('is over with the incident: what comes back is not acknowledged', () => {
    const life = decidedLife(ACK);
    for (const _ of [1, 2, 3, 4]) life.next([]);
    expect(life.standing()).toBe('resolved');
    expect(reasons(life.next([warning(100)]))).toEqual(['fired-again!']);
    expect(life.standing()).toBe('firing');
  });
});

describe('a snooze', () => {
  it('keeps still until its end, and then speaks if it still fires', () => {
    const life = snoozedFor(16);
    expect(life.standing()).toBe('snoozed');
    expect(reasons(life.next([warning(900)]))).toEqual(['updated']);
    expect(reasons(life.next([warning(900)]))).toEqual(['snooze-ended!']);
    expect([life.standing(), life.alerts()[0]!.told.costPerHour]).toEqual([
      'firing',
      warning(900).costPerHour,
    ]);
    expect(reasons(life.next([warning(900)]))).toEqual(['updated']);
  });

  it('ends by the clock, between deliveries, once', () => {
    const life = snoozedFor(4);
    const clock = life.now() + 4 * HOUR_MS;
    expect(reasons(life.again([warning(100)], { clock: clock - 1 }))).toEqual([]);
    const [ended] = life.again([warning(100)], { clock });
    expect(ended).toMatchObject({ reason: 'snooze-ended', tell: true });
    expect(ended!.after.history.at(-1)).toMatchObject({ at: clock, note: 'still firing' });
    expect(reasons(life.again([warning(100)], { clock }))).toEqual([]);
  });

  it('says nothing at its end where nothing fires any more', () => {
    const life = snoozedFor(16);
    expect(reasons([...life.next([]), ...life.next([], { hours: 30 })])).toEqual(['revised', 'resolved!']);
    expect(life.standing()).toBe('resolved');
  });

  it.each<[string, Finding, string, string]>([
    ['tenfold the rate', warning(1000), 'grew!', '$100.00/h -> $1,000.00/h'],
    ['tenfold the sum', warning(100, 14_800), 'grew!', '$1,480.00 -> $14,800.00 so far'],
    ['critical', aSpikeOf(110, 1480), 'grew!', 'warning -> critical'],
  ])('is ended by what is %s', (_, finding, reason, note) => {
    const life = snoozedFor(100);
    expect(reasons(life.next([finding]))).toEqual([reason]);
    expect(life.alerts()[0]!.history.at(-1)!.note).toBe(note);
    expect(life.standing()).toBe('firing');
  });

  it('holds back a threshold, but not the one that makes it critical', () => {
    const life = createLife();
    const at = (spent: number, severity: Finding['severity']) => aBudgetAt(spent, { severity })!;
    life.next([at(5000, 'warning')]);
    life.decide({ kind: 'snooze', until: life.now() + 100 * HOUR_MS });
    expect(reasons(life.next([at(8000, 'warning')]))).toEqual(['updated']);
    expect(reasons(life.next([at(10_000, 'critical')]))).toEqual(['threshold!']);
    expect(life.alerts()[0]!.told.budget!.threshold).toBe(100);
  });

  it('keeps the message true: a restatement is in the history, and growth is compared with what was told', () => {
    const life = snoozedFor(100);
    expect(reasons(life.next([restated(warning(700), 80n)]))).toEqual(['updated']);
    expect(life.alerts()[0]!.history.at(-1)!.reason).toBe('revised');
    expect(reasons(life.next([restated(warning(900), 80n)]))).toEqual(['updated']);
    expect(life.alerts()[0]!.history.filter(({ reason }) => reason === 'revised')).toHaveLength(1);
    expect(reasons(life.next([restated(warning(1000), 80n)]))).toEqual(['grew!']);
  });
});

describe('a verdict', () => {
  it.each(['planned', 'noise'] as const)('%s keeps it still for the rest of the incident', (kind) => {
    const life = decidedLife(verdict(kind));
    expect(life.standing()).toBe(kind === 'planned' ? 'planned' : 'acknowledged');
    expect(reasons(life.next([aSpikeOf(999, 14_799)], { hours: 48 }))).toEqual(['updated']);
    for (const _ of [1, 2, 3, 4]) life.next([]);
    expect(reasons(life.next([warning(100)]))).toEqual(['updated']);
    expect(life.alerts()[0]).toMatchObject({ state: 'firing' });
    expect(life.alerts()[0]!.history.at(-1)!.reason).toBe('fired-again');
    expect(reasons(life.next([warning(1000)]))).toEqual(['grew!']);
    expect([life.standing(), life.alerts()[0]!.handling]).toEqual(['firing', undefined]);
  });

  it('real acknowledges, and lapses like an acknowledgement', () => {
    const life = decidedLife(verdict('real'));
    expect(life.standing()).toBe('acknowledged');
    expect(reasons(life.next([warning(300)], { hours: 24 }))).toEqual(['ack-lapsed!']);
    expect(life.alerts()[0]!.handling?.verdict?.verdict).toBe('real');
  });

  it('does not hold back the next threshold of a budget', () => {
    const life = createLife();
    life.next([aBudgetAt(5000)!]);
    life.decide(verdict('planned'));
    expect(reasons(life.next([aBudgetAt(8000)!]))).toEqual(['threshold!']);
  });

  it('after the end changes nothing but the verdict', () => {
    const life = createLife();
    life.next([aFinding()]);
    for (const _ of [1, 2, 3, 4]) life.next([]);
    life.decide(verdict('noise'));
    expect(standingOf(life.alerts()[0]!, life.now())).toBe('resolved');
  });
});
