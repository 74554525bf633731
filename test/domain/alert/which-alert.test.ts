import { describe, expect, it, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { fingerprintOf, labelsOf } from '../../../shared/domain/alert/fingerprint.ts';
import {
  HOUR_MS,
  hourOf,
  isoInstant,
  parseInstant,
  startOfHour,
} from '../../../shared/domain/base/instant.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aBudgetAt, aSpikeOf, createLife, reasons } from '../../builders/alert.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';

const FROM = parseInstant('2026-11-18T05:00:00Z');
const HISTORY = { delivery: `${isoInstant(FROM)}~x`, at: FROM };
const known = (id: string, overrides: Partial<Alert> = {}): Alert => {
  const finding = overrides.finding ?? aFinding();
  const labels = labelsOf(finding);
  return anAlert({ id, finding, labels, fingerprint: fingerprintOf(labels), ...overrides });
};
const ended = (id: string, endsAt: number, overrides: Partial<Alert> = {}) =>
  known(id, { state: 'resolved', endsAt, ...overrides });
/** What a delivery with these findings changes of the known alerts, as `id reason`. */
const changes = (alerts: readonly Alert[], findings: readonly Finding[] = [aFinding()]) =>
  createLife('2026-11-18T05:00:00Z')
    .again(findings, { alerts })
    .map(({ after, reason }) => `${after.id} ${reason}`);

test('an alert is stored with all that its life needs, from the first delivery to the last', () => {
  const life = createLife('2026-11-18T05:00:00Z');
  const finding = aFinding();
  life.again([finding]);
  const first = life.alerts()[0]!;
  const labels = { rule: 'spike', team: 'support', principal: finding.scope.principal };
  const change = { ...HISTORY, reason: 'first', note: '' };
  expect(first).toStrictEqual({
    id: first.id,
    fingerprint: fingerprintOf(labels as Readonly<Record<string, string>>),
    labels,
    state: 'firing',
    version: 1,
    startsAt: startOfHour(finding.startedAt),
    finding,
    told: finding,
    judgedFrom: HISTORY.delivery,
    judgedPeriod: '2026-11',
    quiet: 0,
    history: [change],
  });
  for (const _ of [1, 2, 3, 4]) life.next([]);
  const quietSince = FROM + 8 * HOUR_MS;
  const last = FROM + 32 * HOUR_MS;
  const delivery = `${isoInstant(last)}~x`;
  expect(life.alerts()).toStrictEqual([
    {
      ...first,
      state: 'resolved',
      version: 5,
      judgedFrom: delivery,
      judgedPeriod: '2026-11',
      quiet: 3,
      quietSince,
      endsAt: quietSince,
      history: [
        change,
        { at: last, delivery, reason: 'resolved', note: `quiet since ${isoInstant(quietSince)}` },
      ],
    },
  ]);
  life.next([finding]);
  expect(life.alerts()[0]).toMatchObject({ version: 6, state: 'firing', quiet: 0, told: finding });
  expect(life.alerts()[0]!.history.at(-1)).toMatchObject({ reason: 'fired-again', note: '' });
});

describe('a finding belongs to', () => {
  it('the firing alert, never to an ended one as well', () => {
    const [old, firing] = [ended('a', FROM), known('b')];
    expect(changes([old, firing])).toEqual(['b updated']);
    expect(changes([known('a'), ended('b', FROM)])).toEqual(['a updated']);
  });

  it('the alert that ended last, and of two that ended together to the first by name', () => {
    expect(changes([ended('a', FROM - 1), ended('b', FROM)])).toEqual(['b fired-again']);
    expect(changes([ended('a', FROM), ended('b', FROM - 1)])).toEqual(['a fired-again']);
    expect(changes([ended('b', FROM), ended('a', FROM)])).toEqual(['a fired-again']);
    expect(changes([ended('a', FROM), ended('b', FROM)])).toEqual(['a fired-again']);
    expect(changes([known('b'), known('a')])).toEqual(['a updated']);
  });

  it.each([
    [48, 'old fired-again'],
    [49, 'spike-new first'],
  ])('the ended alert when it starts %d hours after its end', (hours, expected) => {
    // Its end counts, not its start two weeks before.
    const old = ended('old', FROM, { startsAt: FROM - 336 * HOUR_MS });
    const finding = aFinding({ startedAt: hourOf(FROM) + hours });
    expect(changes([old], [finding]).map((each) => each.replace(/spike-[0-9a-f]+/, 'spike-new'))).toEqual([
      expected,
    ]);
  });

  it('the budget alert of its month, however long ago that ended', () => {
    const finding = aBudgetAt(8200)!;
    const old = ended('old', startOfHour(finding.startedAt) - 400 * HOUR_MS, { finding });
    expect(changes([old], [finding])).toEqual(['old fired-again']);
  });

  it('a new alert whose name no known one has', () => {
    const life = createLife();
    life.next([aFinding()]);
    const { id } = life.alerts()[0]!;
    const elsewhere = known(id, { finding: aFinding({ scope: { team: 'other' } }), state: 'resolved' });
    const [first] = createLife().again([aFinding()], { alerts: [elsewhere] });
    expect(first!.after.id).not.toBe(id);
    expect(first!.after.id.startsWith(id)).toBe(true);
  });
});

test('the same delivery judged anew, with the open incident out of its reference, tells news and nothing less', () => {
  const life = createLife();
  life.next([aFinding()]);
  const { impact, usualPerHour } = aFinding();
  const otherUsual = aFinding({
    usualPerHour: usualPerHour + 1n,
    impact: { ...impact, soFar: impact.soFar + 1n },
  });
  expect(life.again([otherUsual])).toEqual([]);
  expect(reasons(life.again([aSpikeOf(9000, 90_000)]))).toEqual(['grew!']);
  expect(life.again([aSpikeOf(9000, 90_000)])).toEqual([]);
  // The next delivery brings the numbers up to date.
  expect(reasons(life.next([otherUsual]))).toEqual(['updated']);
});

test('a finding that comes back when a delivery is judged again ends the silence that the first look began', () => {
  const life = createLife();
  life.next([aFinding()]);
  life.next([]);
  expect(life.alerts()[0]).toMatchObject({ quiet: 1 });
  expect(reasons(life.again([aFinding()]))).toEqual(['updated']);
  expect(life.alerts()[0]).toMatchObject({ quiet: 0 });
});

test('an alert is changed by later deliveries of its month, and by any of a later month', () => {
  // The deliveries judged here are of November, executed on the 18th.
  const [early, late] = ['2026-11-01T00:00:00.000Z~x', '2026-12-24T00:00:00.000Z~x'];
  const changed = (judgedPeriod: string, judgedFrom: string) =>
    changes([known('a', { judgedPeriod, judgedFrom })]).length === 1;
  expect([changed('2026-11', early), changed('2026-11', late)]).toEqual([true, false]);
  expect([changed('2026-10', early), changed('2026-10', late)]).toEqual([true, true]);
  expect([changed('2026-12', early), changed('2026-12', late)]).toEqual([false, false]);
  // One execution may deliver two months: those are two deliveries.
  const same = HISTORY.delivery;
  expect([changed('2026-11', same), changed('2026-10', same)]).toEqual([false, true]);
});

it.each([
  ['2026-11-30T23:59:59Z', ['first!']],
  ['2026-12-01T00:00:00Z', []],
])('a budget kept is news until its month is over: at %s', (asOf, expected) => {
  expect(reasons(createLife(asOf).again([aBudgetAt(8200)!]))).toEqual(expected);
});
