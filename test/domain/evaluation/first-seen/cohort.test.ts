import { describe, expect, it } from 'vitest';
import { approximate } from '../../../../shared/domain/base/money.ts';
import { judgedAge, newbornFacts } from '../../../../shared/domain/evaluation/first-seen/cohort.ts';
import { aJudging, aNode, aParent, NOW } from '../../../builders/judging.ts';

const born = (hoursAgo: number, dollars: number, name = `role/${hoursAgo}-${dollars}@111111111111`) =>
  aNode(name, (hour) => (hour >= NOW - hoursAgo ? dollars : 0));
const newborn = born(50, 9, 'role/new@111111111111');
const facts = (team: ReturnType<typeof born>[], company: ReturnType<typeof born>[] = []) => {
  const own = aParent('t', [newborn, ...team]);
  return newbornFacts(aJudging([own, aParent('u', company)]), own, newborn);
};

describe('a newborn', () => {
  it('is compared with the second day of newborns of its team and kind', () => {
    const peers = [born(90, 1), born(200, 2), born(300, 4)];
    const { cohort, learning } = facts(
      [...peers, born(400, 99, 'user/other-kind@111111111111')],
      [born(90, 77)],
    );
    expect(cohort).toMatchObject({ kind: 'role', ofTeam: true, size: 3, from: 24, to: 48 });
    expect([approximate(cohort!.median), approximate(cohort!.own)]).toEqual([48, 216]);
    expect(learning).toEqual({ day: 3, of: 10 });
  });

  it('of a team without three of them is compared with those of the company', () => {
    const { cohort } = facts([born(90, 1)], [born(200, 2), born(300, 4), born(400, 8)]);
    expect(cohort).toMatchObject({ ofTeam: false, size: 4 });
    expect(approximate(cohort!.median)).toBe(24 * 3);
  });

  it('is not compared with who was there from the start, or is younger than it', () => {
    expect(facts([aNode('role/old@111111111111', () => 5), born(40, 5)]).cohort).toBeUndefined();
  });

  it('is compared hour by hour on a first day that is not over, and by days after', () => {
    expect([-1, 0, 1, 23, 24, 47, 48].map((lived) => judgedAge(NOW - lived, NOW))).toEqual([
      undefined,
      undefined,
      { from: 0, to: 1 },
      { from: 0, to: 23 },
      { from: 0, to: 24 },
      { from: 0, to: 24 },
      { from: 24, to: 48 },
    ]);
  });
});
