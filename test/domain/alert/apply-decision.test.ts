import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { applyDecision } from '../../../shared/domain/alert/apply-decision.ts';
import type { Decision } from '../../../shared/domain/alert/decision.ts';
import { DAY_MS, HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { anAlert } from '../../builders/transition.ts';

const AT = parseInstant('2026-11-18T09:00:00Z');
const ANNA = { id: 'slack:U0ANNA', name: 'Anna' };
const BEN = { id: 'cli:ben', name: 'Ben' };

const decide = (alert: Alert, decision: Decision, by = ANNA, at = AT) =>
  applyDecision(alert, decision, { by, at });

function changed(alert: Alert, decision: Decision, by = ANNA, at = AT): Alert {
  const decided = decide(alert, decision, by, at);
  expect(decided.outcome).toBe('changed');
  return decided.outcome === 'changed' ? decided.transition.after : alert;
}

const noise = (note = ''): Decision => ({ kind: 'verdict', verdict: 'noise', note });

describe('a decision', () => {
  it.each([
    [{ kind: 'acknowledge' }, 'acknowledged', 'acknowledged'],
    [{ kind: 'snooze', until: AT + 8 * HOUR_MS }, 'snoozed', 'until 2026-11-18 17:00 UTC'],
    [noise('load\u202e test\n\nof today'), 'verdict', 'noise: load test of today'],
    [{ kind: 'verdict', verdict: 'real', note: ' ' }, 'verdict', 'real'],
    [{ kind: 'not-mine', note: 'ask search' }, 'not-mine', 'not mine: ask search'],
    [{ kind: 'not-mine', note: '' }, 'not-mine', 'not mine'],
  ] as const)('%j is one change by whoever decided it, and told', (decision, reason, note) => {
    const before = anAlert({ version: 3 });
    const decided = decide(before, decision);
    expect(decided).toMatchObject({ outcome: 'changed', transition: { reason, before, tell: true } });
    const after = changed(before, decision);
    expect(after.version).toBe(4);
    expect(after.state).toBe('firing');
    expect(after.history).toEqual([{ at: AT, reason, delivery: before.judgedFrom, note, by: ANNA }]);
  });

  it('that calls it real acknowledges it, and leaves an earlier acknowledgement as it was', () => {
    const real: Decision = { kind: 'verdict', verdict: 'real', note: '' };
    expect(changed(anAlert(), real).handling?.acknowledged).toEqual({ by: ANNA, at: AT });
    const bens = changed(anAlert(), { kind: 'acknowledge' }, BEN);
    expect(changed(bens, real).handling?.acknowledged?.by).toEqual(BEN);
    expect(changed(anAlert(), noise()).handling?.acknowledged).toBeUndefined();
  });

  it('may be changed by another one', () => {
    const snoozed = changed(anAlert(), { kind: 'snooze', until: AT + HOUR_MS });
    const longer = changed(snoozed, { kind: 'snooze', until: AT + 2 * HOUR_MS }, BEN);
    expect(longer.handling?.snoozed).toEqual({ by: BEN, at: AT, until: AT + 2 * HOUR_MS });
    const awake = changed(longer, { kind: 'unsnooze' });
    expect(awake.handling?.snoozed).toBeUndefined();
    expect(awake.history.at(-1)).toMatchObject({ reason: 'snooze-ended', by: ANNA });
    const verdicts = changed(changed(anAlert(), noise('?')), noise('a cron job'), BEN);
    expect(verdicts.handling?.verdict).toEqual({ by: BEN, at: AT, verdict: 'noise', note: 'a cron job' });
  });

  it('an acknowledgement and a verdict are taken back, and it is as it was', () => {
    const { handling: _, ...before } = anAlert();
    for (const decision of [
      { kind: 'acknowledge' },
      noise('?'),
      { kind: 'verdict', verdict: 'real', note: '' },
    ] as const) {
      const open = changed(changed(anAlert(), decision), { kind: 'unacknowledge' }, BEN);
      expect(open).toMatchObject({ ...before, version: expect.any(Number), history: expect.any(Array) });
      expect(open.handling).toEqual({});
      expect(open.history.at(-1)).toMatchObject({ reason: 'unacknowledged', by: BEN });
    }
  });

  it('keeps a note short, and never half a character', () => {
    const { note } = changed(anAlert(), noise(`${'x'.repeat(499)}😀`)).handling!.verdict!;
    expect(note).toBe('x'.repeat(499));
  });
});

describe('a decision is refused in one sentence', () => {
  const resolved = anAlert({ state: 'resolved', endsAt: AT - DAY_MS });
  const snoozed = changed(anAlert(), { kind: 'snooze', until: AT + HOUR_MS });
  it.each([
    ['an end in the past', anAlert(), { kind: 'snooze', until: AT }, 'in-the-past'],
    ['no time at all', anAlert(), { kind: 'snooze', until: Number.NaN }, 'in-the-past'],
    ['over 14 days', anAlert(), { kind: 'snooze', until: AT + 14 * DAY_MS + 1 }, 'too-long'],
    ['snoozed until then', snoozed, { kind: 'snooze', until: AT + HOUR_MS }, 'already'],
    ['never snoozed', anAlert(), { kind: 'unsnooze' }, 'not-snoozed'],
    ['acknowledged by nobody', anAlert(), { kind: 'unacknowledge' }, 'not-acknowledged'],
    ['acknowledged', changed(anAlert(), { kind: 'acknowledge' }, BEN), { kind: 'acknowledge' }, 'already'],
    ['the same verdict', changed(anAlert(), noise('x')), noise(' x '), 'already'],
    [
      'not theirs',
      changed(anAlert(), { kind: 'not-mine', note: '' }),
      { kind: 'not-mine', note: '' },
      'already',
    ],
    ['over', resolved, { kind: 'acknowledge' }, 'over'],
    ['over', resolved, { kind: 'snooze', until: AT + HOUR_MS }, 'over'],
    ['over', resolved, { kind: 'unsnooze' }, 'over'],
    ['over', resolved, { kind: 'not-mine', note: '' }, 'over'],
    ['long over', { ...resolved, endsAt: AT - 45 * DAY_MS - 1 }, noise(), 'over'],
  ] as const)('%s', (_, alert, decision, reason) => {
    expect(decide(alert, decision)).toMatchObject({
      outcome: 'refused',
      reason,
      text: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it('but how it turned out may be said until 45 days after its end, and a fortnight may be snoozed', () => {
    expect(changed({ ...resolved, endsAt: AT - 45 * DAY_MS }, noise()).state).toBe('resolved');
    expect(changed(anAlert(), { kind: 'snooze', until: AT + 14 * DAY_MS }).handling?.snoozed).toBeDefined();
    expect(decide(snoozed, { kind: 'unsnooze' }, ANNA, AT + HOUR_MS)).toMatchObject({
      reason: 'not-snoozed',
    });
  });
});
