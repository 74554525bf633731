import { describe, expect, it } from 'vitest';
import { picoText } from '../../../../shared/domain/base/money.ts';
import { newcomerFindings } from '../../../../shared/domain/evaluation/rise/newcomer.ts';
import { aJudging, aNode, aParent, NOW } from '../../../builders/judging.ts';
import { replay, told } from '../../../builders/replay.ts';
import { aCompany, aStream, at, plus } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const FIRST = at('2026-11-15T09:00');
const aNewcomer = (dollars: number, overrides = {}) =>
  aStream({
    principal: 'role/deep-research@123456789012',
    cost: plus(() => 0, FIRST, dollars),
    ...overrides,
  });
const judge = (newcomer: ReturnType<typeof aNewcomer>, to = '2026-11-18T05:04:00Z') =>
  replay(createWorld([...aCompany(1, 10), newcomer]), '2026-11-15T05:04:00Z', to);

describe('a principal that was never seen before', () => {
  it('is told once, by its first hour, and not as a spike too', () => {
    const firsts = told(judge(aNewcomer(15))).filter(({ reason }) => reason === 'first');
    expect(firsts.map(({ after }) => [after.finding.rule, after.finding.scope.principal])).toEqual([
      ['newcomer', 'role/deep-research@123456789012'],
    ]);
    const { finding } = firsts[0]!.after;
    expect([finding.startedAt, picoText(finding.costPerHour), picoText(finding.usualPerHour)]).toEqual([
      FIRST,
      '15',
      '0',
    ]);
  });

  it('is not worth a message below $100 a day', () => {
    expect(told(judge(aNewcomer(4)))).toEqual([]);
    expect(told(judge(aNewcomer(4.5))).map(({ after }) => after.finding.rule)).toContain('newcomer');
  });

  it('is not new because attribution rules gave it to another team', () => {
    const old = aStream({ ...aNewcomer(0), team: 'ops', cost: (hour) => (hour < FIRST ? 15 : 0) });
    const world = createWorld([...aCompany(1, 10), old, aNewcomer(15)]);
    expect(told(replay(world, '2026-11-15T05:04:00Z', '2026-11-18T05:04:00Z'))).toEqual([]);
  });

  it('is told though its model is billed more than a day later than the others', () => {
    const findings = (until: number) => {
      const fresh = aNode('jamba-1.7', (hour) => (hour >= NOW - 60 && hour < until ? 10 : 0));
      const team = aParent('team', [aParent('old', [aNode('nova-pro', () => 5)]), aParent('new', [fresh])]);
      return newcomerFindings(aJudging([team]), team).map(({ scope, baseline }) => [
        scope.principal,
        baseline?.to,
      ]);
    };
    // The newest two hours of its data still fill up.
    expect(findings(NOW - 30)).toEqual([['new', NOW - 32]]);
    expect(findings(NOW - 54)).toEqual([]);
  });
});
