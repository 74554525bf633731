import { describe, expect, it } from 'vitest';
import { startOfHour } from '../../../shared/domain/base/instant.ts';
import { createLife, isLoud, reasons } from '../../builders/alert.ts';
import { aDropFinding, aFirstSeen, aSeenFinding } from '../../builders/once-tellings.ts';

const seen = aSeenFinding();
const drop = aDropFinding();
const lifeOf = (finding: typeof seen) => {
  const life = createLife(new Date(startOfHour(finding.startedAt)).toISOString());
  return { life, first: life.next([finding]) };
};

describe('something new', () => {
  it('is told once, whatever becomes of it, and ends without a word after a week', () => {
    const { life, first } = lifeOf(seen);
    expect(reasons(first)).toEqual(['first!']);
    const dearer = { ...seen, costPerHour: 900n * 10n ** 12n };
    const told = [life.next([dearer]), life.next([]), life.next([], { hours: 48 }), life.next([seen])];
    expect(told.flat().filter(isLoud)).toEqual([]);
    const [end] = life.next([], { hours: 7 * 24 });
    expect([end!.reason, end!.tell, end!.after.history.at(-1)!.note]).toEqual([
      'resolved',
      false,
      'known for a week',
    ]);
  });

  it('is one alert whoever uses it most, and another for every value', () => {
    const { life } = lifeOf(seen);
    life.next([aSeenFinding(aFirstSeen({ learning: { day: 3, of: 7 } }), { team: 'other' })]);
    life.next([
      seen,
      aSeenFinding(aFirstSeen({ kind: 'region' })),
      aSeenFinding(aFirstSeen({ kind: 'tag', key: 'k' })),
    ]);
    expect(life.alerts().map(({ labels }) => labels)).toEqual([
      { rule: 'first-seen', kind: 'model', value: 'claude-opus-5' },
      { rule: 'first-seen', kind: 'region', value: 'claude-opus-5' },
      { rule: 'first-seen', kind: 'tag', key: 'k', value: 'claude-opus-5' },
    ]);
    expect(life.alerts().every(({ id }) => /^new-[0-9a-f]{8}$/.test(id))).toBe(true);
  });
});

describe('a workload that stopped', () => {
  it('is told once and resolves when it is back for a day', () => {
    const { life, first } = lifeOf(drop);
    expect([reasons(first), first[0]!.after.id.slice(0, 5)]).toEqual([['first!'], 'drop-']);
    expect(reasons(life.next([drop]))).toEqual(['updated']);
    expect(reasons(life.next([]))).toEqual(['revised']);
    expect(reasons(life.next([], { hours: 24 }))).toEqual(['resolved!']);
  });

  it('ends without a word where it stays away, or its whole team is silent', () => {
    const { life } = lifeOf(drop);
    const [away] = life.next([], { hours: 10 * 24 });
    expect([away!.tell, away!.after.history.at(-1)!.note]).toEqual([
      false,
      'it stayed away: that is the usual now',
    ]);
    const other = lifeOf(drop).life;
    const team = aDropFinding({ scope: { team: drop.scope.team } });
    const [own] = other.next([team]).filter(({ after }) => after.finding.scope.principal !== undefined);
    expect([own!.tell, own!.after.state]).toEqual([false, 'resolved']);
    expect(
      other.next([{ ...team, scope: { team: 'x' } }]).map(({ after }) => after.finding.scope),
    ).toContainEqual({ team: 'x' });
  });
});
