import { describe, expect, test } from 'vitest';
import { hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { formatMoney, parsePico } from '../../../shared/domain/base/money.ts';
import { shiftWeek, weekOf } from '../../../shared/domain/report/local-week.ts';
import { sumOf } from '../../../shared/domain/report/spenders.ts';
import { weeklyReportOf } from '../../../shared/domain/report/weekly.ts';
import { aPlan } from '../../builders/declared.ts';
import { aBasis, TRIAGE } from '../../builders/report-world.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';

const MONDAY = parseInstant('2026-11-16T08:00:00Z');
const BERLIN = shiftWeek(weekOf(MONDAY, 'Europe/Berlin'), -1);
const basis = aBasis();
const report = weeklyReportOf(basis, 'claims', BERLIN);
/** The hour of a text, as the ledger counts. */
const costOfHours = (team: string, from: number, to: number): bigint =>
  sumOf(
    basis.views
      .flatMap(({ entries }) => entries)
      .filter(({ scope }) => scope.team === team)
      .flatMap(({ day, cells }) =>
        cells
          .filter(({ hourOfDay }) => day * 24 + hourOfDay >= from && day * 24 + hourOfDay < to)
          .map(({ cost }) => cost),
      ),
  );

describe("a team's week", () => {
  test('is the cost between two midnights of its zone, exact, beside the week before', () => {
    const [from, to] = [
      hourOf(parseInstant('2026-11-08T23:00:00Z')),
      hourOf(parseInstant('2026-11-15T23:00:00Z')),
    ];
    expect([BERLIN.from, BERLIN.to]).toEqual([from, to]);
    expect(report.spent).toBe(costOfHours('claims', from, to));
    expect(report.before).toBe(costOfHours('claims', from - 168, from));
  });

  test("has the budget's part of each hour as its plan", () => {
    // 168 of November's 720 hours.
    expect(formatMoney(report.plan ?? 0n)).toBe('$2,566.67');
    const turn = shiftWeek(weekOf(parseInstant('2026-11-02T12:00:00Z'), 'UTC'), -1);
    const over = weeklyReportOf(basis, 'search', turn);
    // 26 October to 1 November: 144 hours of 744 and 24 of 720.
    expect(over.plan).toBe((parsePico('5000') * 144n) / 744n + (parsePico('5000') * 24n) / 720n);
    expect(weeklyReportOf(basis, 'labs', BERLIN).plan).toBeUndefined();
  });

  test('that is not billed whole yet is compared hour for hour, with last week and with the plan', () => {
    const late = weeklyReportOf(aBasis({ asOf: '2026-11-14T08:00:00Z' }), 'claims', BERLIN);
    const hours = late.through - BERLIN.from;
    expect(hours).toBeGreaterThan(96);
    expect(hours).toBeLessThan(144);
    expect(late.spentThrough).toBe(costOfHours('claims', BERLIN.from, late.through));
    expect(late.before).toBe(costOfHours('claims', BERLIN.from - 168, late.through - 168));
    expect(late.plan).toBe((parsePico('11000') * BigInt(hours)) / 720n);
    expect(late.spent).toBeGreaterThan(late.spentThrough);
    // Who spent it as well: the parts of what is compared are all of it.
    expect(late.others.count).toBe(0);
    expect(sumOf(late.top.map(({ known }) => known))).toBe(late.spentThrough);
    expect(sumOf(late.top.map(({ before }) => before))).toBe(late.before);
  });

  test('is shared out to the last picodollar, and names who is new', () => {
    expect(sumOf([...report.top.map(({ cost }) => cost), report.others.cost])).toBe(report.spent);
    expect(report.newcomers.map(({ principal }) => principal)).toEqual([TRIAGE]);
    expect(report.top.find(({ principal }) => principal === TRIAGE)).toMatchObject({ before: 0n });
  });

  test('knows no week before, and nobody new, where nothing was known before', () => {
    const young = aBasis({ asOf: '2026-09-07T08:00:00Z' });
    const first = weeklyReportOf(
      young,
      'claims',
      shiftWeek(weekOf(parseInstant('2026-09-07T08:00:00Z'), 'UTC'), -1),
    );
    expect(first.before).toBeUndefined();
    expect(first.newcomers).toEqual([]);
  });

  test('counts cache reads of all that went in', () => {
    // Only the agent caches; each kind has five dollars a million tokens.
    const search = weeklyReportOf(basis, 'search', BERLIN);
    expect(search.cacheShare).toBe(0);
    expect(report.cacheShare).toBeGreaterThan(0.2);
    expect(report.cacheShare).toBeLessThan(0.6);
  });

  test('tells what nobody owns of the whole bill', () => {
    const nobodys = costOfHours('unattributed', BERLIN.from, BERLIN.to);
    expect(report.unattributed.cost).toBe(nobodys);
    expect(report.unattributed.share).toBeGreaterThan(0.05);
  });

  test('tells the alerts that fired in it with their outcome, dearest first, and none of others', () => {
    const finding = (extra: string) =>
      aFinding({ scope: { team: 'claims' }, impact: { ...aFinding().impact, soFar: parsePico(extra) } });
    const alert = (id: string, startsAt: string, endsAt?: string, extra = '10') =>
      anAlert({
        id,
        finding: finding(extra),
        startsAt: parseInstant(startsAt),
        state: endsAt === undefined ? 'firing' : 'resolved',
        ...(endsAt === undefined ? {} : { endsAt: parseInstant(endsAt) }),
      });
    const withAlerts = aBasis({
      alerts: [
        alert('before', '2026-11-02T00:00:00Z', '2026-11-07T00:00:00Z'),
        alert('ended', '2026-11-02T00:00:00Z', '2026-11-10T00:00:00Z'),
        alert('open', '2026-11-12T00:00:00Z', undefined, '90'),
        alert('after', '2026-11-16T01:00:00Z'),
        { ...alert('pending', '2026-11-12T00:00:00Z'), state: 'pending' as const },
        anAlert({ id: 'other' }),
      ],
    });
    const told = weeklyReportOf(withAlerts, 'claims', BERLIN).alerts;
    expect(told.map(({ id, state }) => [id, state])).toEqual([
      ['open', 'firing'],
      ['ended', 'resolved'],
    ]);
  });

  test('tells of plans in force what their scope spent since they began', () => {
    const plan = aPlan({
      team: 'claims',
      principal: TRIAGE,
      startsAt: parseInstant('2026-11-11T00:00:00Z'),
      endsAt: parseInstant('2026-11-20T18:00:00Z'),
    });
    const over = aPlan({
      id: 'over',
      team: 'claims',
      startsAt: 0,
      endsAt: parseInstant('2026-11-01T00:00:00Z'),
    });
    const told = weeklyReportOf(aBasis({ plans: [plan, over] }), 'claims', BERLIN).plans;
    expect(told.map((each) => each.plan.id)).toEqual([plan.id]);
    // Two dollars an hour since 11 November 09:00, as far as it is delivered.
    expect(formatMoney(told[0]!.spent)).toMatch(/^\$22\d\./);
  });
});
