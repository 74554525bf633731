import { describe, expect, it } from 'vitest';
import type { Mutes } from '../../../shared/domain/alert/mutes.ts';
import { standingOf } from '../../../shared/domain/alert/standing.ts';
import { HOUR_MS } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Contribution, Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aSpikeOf, createLife, reasons } from '../../builders/alert.ts';
import { aFinding } from '../../builders/transition.ts';

const MUTED = { by: 'silence', id: 'silence-1' } as const;
const mutes: Mutes = { of: () => MUTED, unmuteNote: ({ id }) => `${id} is over` };
const other: Mutes = { ...mutes, of: () => ({ by: 'plan', id: 'plan-1' }) };

describe('a muted finding', () => {
  it('is pending: stored, told to nobody, and says what keeps it still', () => {
    const life = createLife();
    expect(life.next([aFinding()], { mutes })).toMatchObject([
      {
        reason: 'muted',
        tell: false,
        after: { state: 'pending', untold: true, mute: { ...MUTED, since: life.now() } },
      },
    ]);
    expect(reasons(life.next([aSpikeOf(2000, 90_000)], { mutes }))).toEqual(['updated']);
    expect(life.alerts()[0]!.history.map(({ reason, note }) => [reason, note])).toEqual([
      ['muted', 'by silence-1'],
    ]);
    expect(standingOf(life.alerts()[0]!, life.now())).toBe('pending');
  });

  it('speaks when nothing mutes it any more, and then is like any other', () => {
    const life = createLife();
    life.next([aFinding()], { mutes });
    const [spoken] = life.next([aSpikeOf(150, 2000)]);
    expect(spoken).toMatchObject({ reason: 'unmuted', tell: true, after: { state: 'firing' } });
    const { untold, mute, told, history } = spoken!.after;
    expect([untold, mute, told.impact.soFar]).toEqual([undefined, undefined, parsePico('2000')]);
    expect(history.at(-1)!.note).toBe('silence-1 is over');
    expect(reasons(life.next([aSpikeOf(1500, 2000)]))).toEqual(['grew!']);
  });

  it('ends as quietly as it began, and may be told when it is back', () => {
    const life = createLife();
    life.next([aFinding()], { mutes });
    const ends = [1, 2, 3, 4].flatMap(() => reasons(life.next([])));
    expect(ends).toEqual(['revised', 'revised', 'revised', 'resolved']);
    expect(life.alerts()[0]).toMatchObject({ state: 'resolved', untold: true, mute: MUTED });
    expect(reasons(life.next([aFinding()]))).toEqual(['unmuted!']);
  });

  it('that people want quiet keeps still without its mute, until it is tenfold what they saw', () => {
    const life = createLife();
    life.next([aSpikeOf(100, 1000)], { mutes });
    life.decide({ kind: 'verdict', verdict: 'noise', note: '' });
    const [still] = life.next([aSpikeOf(500, 1000)]);
    expect(still).toMatchObject({ reason: 'updated', tell: false, after: { state: 'pending' } });
    expect(still!.after.history.at(-1)!.reason).toBe('unmuted');
    expect(reasons(life.next([aSpikeOf(1000, 1000)]))).toEqual(['grew!']);
    expect(life.alerts()[0]).toMatchObject({ state: 'firing' });
  });

  it('that is snoozed speaks at the later of both ends', () => {
    const life = createLife();
    life.next([aFinding()], { mutes });
    life.decide({ kind: 'snooze', until: life.now() + 12 * HOUR_MS });
    expect(reasons(life.next([aFinding()]))).toEqual(['updated']);
    expect(reasons(life.next([aFinding()]))).toEqual(['snooze-ended!']);
    expect(life.alerts()[0]).toMatchObject({ state: 'firing' });
  });
});

describe('an alert that was told', () => {
  it('is edited when it is muted, keeps its numbers true, and speaks at the end', () => {
    const life = createLife();
    life.next([aSpikeOf(100, 1000)]);
    expect(life.next([aSpikeOf(100, 1000)], { mutes })).toMatchObject([
      { reason: 'muted', tell: true, after: { state: 'firing', mute: MUTED } },
    ]);
    expect(reasons(life.next([aSpikeOf(5000, 1000)], { mutes }))).toEqual(['updated']);
    expect(standingOf(life.alerts()[0]!, life.now())).toBe('muted');
    expect(reasons(life.next([aSpikeOf(5000, 1000)]))).toEqual(['unmuted!']);
    expect(life.alerts()[0]!.told.costPerHour).toBe(parsePico('5000'));
  });

  it('changes hands between mutes without a word to anybody else', () => {
    const life = createLife();
    life.next([aFinding()]);
    life.next([aFinding()], { mutes });
    expect(reasons(life.next([aFinding()], { mutes: other }))).toEqual(['muted']);
    expect(life.alerts()[0]!.mute).toEqual({ by: 'plan', id: 'plan-1', since: life.now() });
    expect(reasons(life.again([aFinding()], { mutes: other }))).toEqual([]);
  });

  it('says that it is over, and keeps still when it comes back muted', () => {
    const life = createLife();
    life.next([aFinding()]);
    const ends = [1, 2, 3, 4].flatMap(() => reasons(life.next([], { mutes })));
    expect(ends.at(-1)).toBe('resolved!');
    expect(reasons(life.next([aFinding()], { mutes }))).toEqual(['muted']);
    expect(life.alerts()[0]).toMatchObject({ state: 'firing', mute: MUTED });
  });
});

describe("a team's rise", () => {
  const P = aFinding().scope.principal!;
  const part = (principal: string, dollars: number, model = 'claude-opus-4.6'): Contribution => ({
    principal,
    model,
    tokenKind: 'output',
    rise: parsePico(String(dollars)),
  });
  const team = (...contributions: readonly Contribution[]): Finding =>
    aFinding({ scope: { team: 'support' }, contributions });
  const own = aFinding();
  const steps = (life: ReturnType<typeof createLife>, whole: Finding, one: Finding = own) =>
    Object.fromEntries(
      life
        .next([whole, one])
        .map(({ reason, tell, after }) => [
          after.finding.scope.principal === undefined ? 'team' : 'own',
          [reason, tell, after.mute?.id],
        ]),
    );

  it('keeps still where alerts about its principals explain four fifths of it', () => {
    const life = createLife();
    const first = steps(life, team(part(P, 80), part('role/other', 20)));
    const { id } = life.alerts().find(({ finding }) => finding.scope.principal === P)!;
    expect(first).toEqual({ own: ['first', true, undefined], team: ['muted', false, id] });
    // It stays so down to three fifths: an alert must not speak and fall silent by turns.
    expect(steps(life, team(part(P, 60), part('role/other', 40))).team).toEqual(['updated', false, id]);
    expect(steps(life, team(part(P, 59), part('role/other', 41))).team).toEqual(['unmuted', true, undefined]);
    expect(steps(life, team(part(P, 79), part('role/other', 21))).team).toEqual(['updated', true, undefined]);
    expect(steps(life, team(part(P, 80), part('role/other', 20))).team).toEqual(['muted', true, id]);
  });

  it.each<[string, Finding, Finding]>([
    ['less is explained', team(part(P, 79), part('role/other', 21)), own],
    ['another model rises', team(part(P, 100, 'nova-lite')), own],
    ['it is of another team', team(part(P, 100)), aFinding({ scope: { team: 'search', principal: P } })],
    ['it is a fact of another kind', team(part(P, 100)), aFinding({ rule: 'drop' })],
    ['nothing rises', team(part(P, -5)), own],
  ])('speaks where %s', (_, whole, one) => {
    expect(steps(createLife(), whole, one).team).toEqual(['first', true, undefined]);
  });

  it('is explained by several together, and the largest is linked', () => {
    const life = createLife();
    const second = aFinding({ rule: 'newcomer', scope: { team: 'support', principal: 'role/other' } });
    life.next([team(part(P, 30), part('role/other', 55), part('role/third', 15)), own, second]);
    const [whole] = life.alerts().filter(({ finding }) => finding.scope.principal === undefined);
    const linked = life.alerts().find(({ id }) => id === whole!.mute?.id);
    expect(linked?.finding.scope.principal).toBe('role/other');
  });

  it('speaks where what explains it is itself muted, or over', () => {
    const life = createLife();
    const whole = team(part(P, 100));
    const ownMuted: Mutes = { ...mutes, of: ({ scope }) => (scope.principal === P ? MUTED : undefined) };
    const told = life.next([whole, own], { mutes: ownMuted });
    expect(reasons(told).toSorted()).toEqual(['first!', 'muted']);
    const again = createLife();
    again.next([whole, own]);
    const loud = again.next([whole]).filter(({ tell }) => tell);
    expect(reasons(loud)).toEqual(['unmuted!']);
    expect(loud[0]!.after.history.at(-1)!.note).toMatch(/^spike-\w+ no longer speaks for it$/);
  });
});
