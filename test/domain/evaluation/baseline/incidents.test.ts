import { describe, expect, it } from 'vitest';
import { dayOfHour, HOUR_MS, parseInstant } from '../../../../shared/domain/base/instant.ts';
import type { EarlierAlert } from '../../../../shared/domain/evaluation/baseline/open-incident.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import type { Finding, FindingScope, Rule } from '../../../../shared/domain/evaluation/finding.ts';
import { aBook } from '../../../builders/budget.ts';
import { aStream, at, type Stream } from '../../../builders/series.ts';
import { aFinding } from '../../../builders/transition.ts';
import { createWorld } from '../../../builders/view.ts';

const AS_OF = parseInstant('2026-11-18T20:00:00Z');
const RIPE = at('2026-11-18T13:00');
const START = RIPE - 10;

const judge = (streams: readonly Stream[], alerts: readonly EarlierAlert[] = []): readonly Finding[] =>
  evaluate({
    views: createWorld(streams, { arrived: () => 1 }).viewsAt(AS_OF),
    budgets: aBook(),
    defaults: EVALUATION_DEFAULTS,
    asOf: AS_OF,
    alerts,
  });
/** Whom the findings name: principals, or `team`. */
const named = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ scope }) => scope.principal ?? 'team');
const role = (name: string, base: number, risen = base, since = START, model = 'm'): Stream =>
  aStream({
    team: 't',
    principal: name,
    model,
    kinds: { input: 1 },
    cost: (hour) => (hour >= since ? risen : base),
  });
const swarm = (count: number, base: number, risen: number, since = START) =>
  Array.from({ length: count }, (_, index) => role(`w${index}`, base, risen, since));
const alert = (scope: Partial<FindingScope>, startedAt = START, rule: Rule = 'spike'): EarlierAlert => ({
  state: 'firing',
  finding: aFinding({ rule, startedAt, scope: { team: 't', ...scope } }),
});

/**
 * Five principals that take turns of a day at $100 an hour, so that none of them is ever rare and the team is always the
 * same. The one whose turn comes next costs so much more since the start.
 */
const shifts = (extra: number): readonly Stream[] =>
  ['now', 'next', 'x', 'y', 'z'].map((principal, turn) =>
    aStream({
      team: 't',
      principal,
      cost: (hour) => {
        const day = (((dayOfHour(hour) - dayOfHour(RIPE)) % 5) + 5) % 5;
        return (day === turn ? 100 : 0) + (turn === 1 && hour >= START ? extra : 0);
      },
    }),
  );

describe('one incident has one name', () => {
  it('of the team while the team’s is open, though a principal would now speak for itself', () => {
    const streams = [role('p', 2, 60), ...swarm(6, 1, 4)];
    expect(named(streams)).toEqual(['p']);
    expect(named(streams, [alert({})])).toEqual(['team']);
    expect(named(streams, [alert({ team: 'u' })])).toEqual(['p']);
  });

  it('of the team once it is over, where principals rise', () => {
    expect(
      named([role('p', 2, 60)], [{ ...alert({}), state: 'resolved', endsAt: (START - 30) * HOUR_MS }]),
    ).toEqual(['p']);
  });

  it('of nobody else where the team is quiet', () => {
    expect(named(swarm(6, 4, 4), [alert({})])).toEqual([]);
  });

  it('keeps the hour that was told', () => {
    const streams = [
      aStream({
        team: 't',
        principal: 'p',
        cost: (hour) => (hour >= START ? 300 : hour >= START - 40 ? 4 : 2),
      }),
    ];
    expect(judge(streams).map(({ startedAt }) => startedAt)).not.toEqual([START - 40]);
    expect(judge(streams, [alert({ principal: 'p' }, START - 40)]).map(({ startedAt }) => startedAt)).toEqual(
      [START - 40],
    );
    const team = [...streams.map((each) => ({ ...each, principal: 'a' })), ...streams];
    expect(judge(team, [alert({}, START - 40)])[0]!.startedAt).toBe(START - 40);
  });

  it('does not hide a principal that began to rise a day or more after its team', () => {
    const team = [role('p', 2, 60), ...swarm(6, 1, 4, START - 40)];
    expect(named(team, [alert({}, START - 40)])).toEqual(['team', 'p']);
    expect(named(team, [alert({}, START - 23)])).toEqual(['team']);
    // Told once, it goes on beside the team.
    expect(named(team, [alert({}, START - 23), alert({ principal: 'p' })])).toEqual(['team', 'p']);
  });

  it('stays open below the limit of a new one', () => {
    // $6 an hour more than the usual $2: $60 since the start, where $100 are needed to begin.
    const streams = [role('p', 2, 7)];
    expect(named(streams)).toEqual([]);
    expect(named(streams, [alert({ principal: 'p' })])).toEqual(['p']);
    expect(named(streams, [alert({ principal: 'q' })])).toEqual([]);
    expect(named([...swarm(6, 1, 1.9)], [alert({})])).toEqual(['team']);
    expect(named([...swarm(6, 1, 1.9)])).toEqual([]);
  });
});

describe('the team speaks', () => {
  it('where no principal explains its rise', () => {
    expect(named(swarm(8, 1, 5))).toEqual(['team']);
    expect(named(swarm(8, 1, 1))).toEqual([]);
  });

  it('beside a principal only where that leaves half of the rise unexplained', () => {
    expect(named([role('P', 2, 40), ...swarm(8, 1, 4)])).toEqual(['P']);
    expect(named([role('P', 2, 40), ...swarm(12, 1, 5)])).toEqual(['team', 'P']);
  });

  it('beside a principal only where what is left is dear enough', () => {
    // Twelve hours of $11 and of eight times $1.50; windows with hours that still fill up ask for $200.
    expect(named([role('p', 2, 13), ...swarm(8, 1, 2.5)])).toEqual(['p']);
  });

  it('not where a newcomer carries more than half of the rise', () => {
    const fresh = role('new', 0, 40, RIPE - 30, 'n');
    expect(judge([fresh, ...swarm(8, 1, 4, RIPE - 30)]).map(({ rule }) => rule)).toEqual(['newcomer']);
  });

  it('no sooner than a principal would', () => {
    // A week that was a percent dearer gives them a tail; then each is far from a rise of its own.
    const calm = Array.from({ length: 8 }, (_, index) =>
      aStream({
        team: 't',
        principal: `w${index}`,
        cost: (hour) => (hour >= RIPE - 24 ? 7.25 : hour >= RIPE - 480 && hour < RIPE - 312 ? 5.05 : 5),
      }),
    );
    expect(named(calm)).toEqual([]);
    expect(named(calm, [alert({})])).toEqual(['team']);
  });

  it('for a principal that explains its rise, though it was too restless to be found alone', () => {
    expect(named(shifts(250))).toEqual(['next']);
    // A short incident of long ago is not the new normal, nor is a long one of another team.
    const ended = { state: 'resolved', endsAt: (START - 480) * HOUR_MS } as const;
    for (const scope of [{ principal: 'next' }, { principal: 'next', team: 'u' }]) {
      expect(named(shifts(250), [{ ...alert(scope, START - 500), ...ended }])).toEqual(['next']);
      const long = named(shifts(250), [{ ...alert(scope, START - 900), ...ended }]);
      expect(long).toEqual(scope.team === 'u' ? ['next'] : []);
    }
  });

  it('for the principal of an open incident that explains less of its rise', () => {
    const streams = [...shifts(120), ...swarm(22, 1, 5.9)];
    expect(named(streams)).toEqual(['team']);
    expect(named(streams, [alert({ principal: 'next' })])).toEqual(['next']);
  });

  it('not of newcomers, whether they are dear enough for their own rule or not', () => {
    const old = role('old', 2);
    const first = (dollars: number) => role('new', 0, dollars, RIPE - 30, 'n');
    expect(judge([old, first(30)]).map(({ rule }) => rule)).toEqual(['newcomer']);
    // Its model is new too, which is another matter.
    expect(judge([old, first(4)]).map(({ rule }) => rule)).toEqual(['first-seen']);
  });

  it('not again of a principal whose long rise was told and is the new normal', () => {
    const streams = [role('p', 2, 40, RIPE - 12 * 24), role('q', 2)];
    expect(named(streams, [alert({ principal: 'p' }, RIPE - 12 * 24)])).toEqual([]);
    expect(named(streams, [alert({ principal: 'p', team: 'u' }, RIPE - 12 * 24)])).not.toEqual([]);
  });
});

describe('a model speaks for its principal', () => {
  it('only where the principal as a whole does not', () => {
    // A colleague with other work costs less meanwhile, so that the team does not rise.
    const streams = [role('p', 1, 8), role('p', 1, 8, START, 'n'), role('q', 30, 16, START, 'z')];
    expect(judge(streams).map(({ scope }) => [scope.principal, scope.model])).toEqual([['p', undefined]]);
  });

  it('where the other models hide its rise', () => {
    const streams = [role('p', 60, 60), role('p', 1, 24, START, 'n')];
    expect(judge(streams).map(({ scope }) => [scope.principal, scope.model])).toEqual([['p', 'n']]);
  });

  it('not where another model fell silent for it', () => {
    expect(
      named(
        [role('p', 60), role('p', 25, 0, RIPE - 14), role('p', 1, 26, RIPE - 14, 'n')].map((each, index) =>
          index === 1 ? { ...each, model: 'o' } : each,
        ),
      ),
    ).toEqual([]);
  });
});
