import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../../shared/domain/base/instant.ts';
import { approximate } from '../../../../shared/domain/base/money.ts';
import { replay, told } from '../../../builders/replay.ts';
import { aCompany, aStream, at, plus, rhythm, times } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const START = at('2026-11-17T02:00');
const AGENT = 'role/claims-agent@123456789012';

const anAgent = (overrides = {}) =>
  aStream({
    team: 'support',
    principal: AGENT,
    model: 'claude-opus-4.6',
    kinds: { input: 0.2, output: 0.8 },
    cost: plus(rhythm({ seed: 99, base: 3, daily: 0.2 }), START, 147),
    ...overrides,
  });

/** Worked out by the first test that asks, and not while the file is read. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

describe('a runaway agent among forty principals', () => {
  const judged = once(() =>
    replay(createWorld([...aCompany(1), anAgent()]), '2026-11-16T05:04:00Z', '2026-11-19T21:04:00Z'),
  );
  const first = () => told(judged())[0]!.after;

  it('is named by principal, model, token kind and hour at the first delivery that shows it', () => {
    const { finding, history } = first();
    // Six hours of lag and two that still grow: the delivery of 13:04 knows the first five hours.
    expect(history[0]!.at).toBe(Date.parse('2026-11-17T13:04:00Z'));
    expect(finding.rule).toBe('spike');
    expect(finding.scope).toEqual({
      team: 'support',
      principal: AGENT,
      model: 'claude-opus-4.6',
      tokenKind: 'output',
    });
    expect(Math.abs(finding.startedAt - START)).toBeLessThanOrEqual(1);
    expect(finding.severity).toBe('critical');
  });

  it('costs what it costs: now, usually, and as a share of the team’s rise', () => {
    const { finding } = first();
    expect(approximate(finding.costPerHour)).toBeGreaterThan(140);
    expect(approximate(finding.costPerHour)).toBeLessThan(160);
    expect(approximate(finding.usualPerHour)).toBeGreaterThan(1.5);
    expect(approximate(finding.usualPerHour)).toBeLessThan(6);
    expect(finding.shareOfRise).toBeGreaterThan(0.9);
  });

  it('is one alert for as long as it lasts, and nobody else is accused', () => {
    expect(judged().flatMap(({ findings }) => findings.map((each) => each.scope.principal))).toEqual(
      Array.from({ length: 8 }, () => AGENT),
    );
    expect(new Set(judged().flatMap(({ transitions }) => transitions.map((t) => t.after.id))).size).toBe(1);
    for (const { findings } of judged()) {
      for (const each of findings) expect(Math.abs(each.startedAt - START)).toBeLessThanOrEqual(1);
    }
  });
});

describe('rises of other shapes', () => {
  const only = (stream: Parameters<typeof createWorld>[0][number], from: string, to: string) =>
    told(replay(createWorld([stream]), from, to)).filter(({ reason }) => reason === 'first');

  it.each([3, 11, 12])('finds a doubling within 48 hours of data (seed %i)', (seed) => {
    const cost = times(rhythm({ seed, base: 20, dayNoise: 0.1 }), START, 2);
    const [alert] = only(aStream({ cost }), '2026-11-16T05:04:00Z', '2026-11-20T05:04:00Z');
    const lag = 6 + 2 + 8;
    expect(alert!.after.history[0]!.at / HOUR_MS - START).toBeLessThanOrEqual(48 + lag);
  });

  it('finds a creep that no single day shows', () => {
    const base = rhythm({ seed: 7, base: 40, dayNoise: 0.1 });
    const from = at('2026-10-24');
    const cost = (hour: number): number => base(hour) * (1 + Math.max(0, (hour - from) / 24) * 0.07);
    const [alert] = only(aStream({ cost }), '2026-10-26T05:04:00Z', '2026-11-20T05:04:00Z');
    expect(alert!.after.finding.baseline!.to - alert!.after.finding.baseline!.from).toBeGreaterThanOrEqual(
      48,
    );
  });

  it('tells the whole team where many small principals rise together', () => {
    const swarm = Array.from({ length: 12 }, (_, index) =>
      aStream({
        team: 'ops',
        principal: `role/worker-${index}@123456789012`,
        cost: plus(rhythm({ seed: index + 50, base: 1 }), START, 3),
      }),
    );
    const findings = replay(createWorld(swarm), '2026-11-18T21:04:00Z', '2026-11-18T21:04:00Z')[0]!.findings;
    expect(findings.map(({ scope }) => scope)).toEqual([{ team: 'ops' }]);
    expect(findings[0]!.shareOfRise).toBe(1);
  });

  it('shows a switch to a dearer model as the difference, not as a new cost', () => {
    const old = rhythm({ seed: 5, base: 10, hourNoise: 0.1, dayNoise: 0.05 });
    const cheap = aStream({ model: 'claude-haiku-4.5', cost: times(old, START, 0) });
    const dear = aStream({ model: 'claude-opus-4.6', cost: (hour) => (hour < START ? 0 : 1.1 * old(hour)) });
    const quiet = replay(createWorld([cheap, dear]), '2026-11-17T21:04:00Z', '2026-11-19T21:04:00Z');
    expect(quiet.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('speaks before the hours are ripe when what arrived is far over already', () => {
    const cost = plus(() => 3, at('2026-11-18T11:00'), 400);
    const [judged] = replay(createWorld([aStream({ cost })]), '2026-11-18T18:04:00Z', '2026-11-18T18:04:00Z');
    expect(judged!.findings.map(({ startedAt }) => startedAt)).toEqual([at('2026-11-18T11:00')]);
  });

  it('judges whole days of a daily export and claims no hour', () => {
    const cost = plus(rhythm({ seed: 3, base: 3 }), START, 147);
    const world = createWorld([aStream({ cost })], { grain: 'daily' });
    const [alert] = told(replay(world, '2026-11-16T05:04:00Z', '2026-11-19T21:04:00Z'));
    const { startedAt, series, baseline } = alert!.after.finding;
    expect([startedAt, baseline!.from % 24, baseline!.to % 24]).toEqual([at('2026-11-17'), 0, 0]);
    expect(series.every(({ hour }) => hour % 24 === 0)).toBe(true);
    expect(alert!.after.history[0]!.at).toBe(Date.parse('2026-11-18T13:04:00Z'));
  });
});
