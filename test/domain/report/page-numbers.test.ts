import { expect, test } from 'vitest';
import { approximate } from '../../../shared/domain/base/money.ts';
import { periodHours } from '../../../shared/domain/base/period.ts';
import { budgetFinding, budgetStateOf } from '../../../shared/domain/evaluation/budget/budget-findings.ts';
import { judgingOf } from '../../../shared/domain/evaluation/judging.ts';
import { exactCost } from '../../../shared/domain/evaluation/series/exact-cost.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { estimateText } from '../../../shared/domain/notification/words.ts';
import { budgetUseOf } from '../../../shared/domain/report/budget-use.ts';
import { expectedBand } from '../../../shared/domain/report/expected-band.ts';
import { forecastOfTeams } from '../../../shared/domain/report/forecast-of-teams.ts';
import { budgetOf, teamNode } from '../../../shared/domain/report/report-basis.ts';
import { teamTreeOf } from '../../../shared/domain/report/team-tree.ts';
import { regroup } from '../../../shared/domain/view/regroup.ts';
import { buildCube } from '../../../shared/domain/view/spend-cube.ts';
import { aBasis } from '../../builders/report-world.ts';
import { anAlert, aTransition } from '../../builders/transition.ts';

const basis = aBasis();
/** The tree that pages go by, from the same deliveries. */
const pages = judgingOf({
  ...basis.judging,
  tree: teamTreeOf(
    basis.views.map(({ pointer, entries }) => ({
      pointer,
      teams: regroup(buildCube(entries), (series) => ({ ...series, value: '', model: '' })),
    })),
  )!,
});
const month = periodHours(basis.pointer.billingPeriod);
/** The same hours added up in another order may differ in the last digit. */
const near = (amount: bigint) => approximate(amount).toFixed(3);

test.each(['claims', 'search'])("a page's budget of %s has the numbers of the budget's message", (team) => {
  const [budget, node] = [budgetOf(basis, team)!, teamNode(basis, team)!];
  const state = budgetStateOf(basis.judging, node, budget);
  const message = budgetFinding(basis.judging, state, 100, month.from);
  const page = budgetUseOf(
    pages,
    pages.tree.teams.find(({ name }) => name === team),
    budget,
    exactCost(node.entries, month),
  );
  expect(page).toMatchObject({ spent: message.budget!.spent, percent: message.budget!.percent });
  expect([page.amount, page.endsAt]).toEqual([message.budget!.amount, message.budget!.exhaustedAt]);
  expect(Object.values(page.forecast).map(near)).toEqual(Object.values(message.budget!.forecast).map(near));
  expect(near(page.burnPerDay)).toBe(near(message.costPerHour * 24n));
  expect(page.pastErrors).toEqual(message.budget!.pastErrors ?? []);
  const told = { ...message, rule: 'budget-threshold', severity: 'warning' } as const;
  const { facts } = composeNotification(aTransition({ after: anAlert({ finding: told }) }), basis.pointer);
  expect(facts.find(({ label }) => label === 'Pace that keeps the budget')?.value).toContain(
    page.allowedPerDay === 0n ? 'none' : estimateText(page.allowedPerDay, 'USD'),
  );
});

test('what teams are expected to come to together lies in a range no narrower than any of theirs', () => {
  const all = forecastOfTeams(pages, () => true)!;
  const each = pages.tree.teams.map(({ name }) => forecastOfTeams(pages, (team) => team === name)!);
  expect(near(all.mid)).toBe(near(each.reduce((sum, { mid }) => sum + mid, 0n)));
  for (const { low, high } of each) expect(all.high - all.low).toBeGreaterThanOrEqual(high - low);
  expect(forecastOfTeams(pages, () => false)).toBeUndefined();
});

test('the band about a quiet team holds most of its hours, and of hours to come only what is known by then', () => {
  const team = pages.tree.teams.find(({ name }) => name === 'search')!;
  const { ripeEnd } = pages.time;
  const hours = Array.from({ length: 168 }, (_, index) => ripeEnd - 168 + index);
  const inside = hours.filter((hour) => {
    const band = expectedBand(pages, team, hour, hour + 1)!;
    const cost =
      team.series.prefix[hour + 1 - team.series.from]! - team.series.prefix[hour - team.series.from]!;
    return band.low <= cost && cost <= band.high;
  });
  expect(inside.length).toBeGreaterThan(120);
  expect(expectedBand(pages, team, ripeEnd + 48, ripeEnd + 49)!.mid).toBeGreaterThan(0);
  expect(expectedBand(pages, team, team.firstHour + 24, team.firstHour + 25)).toBeUndefined();
});
