import { expect, test } from 'vitest';
import { ownerGuessOf } from '../../../../shared/domain/evaluation/first-seen/owner-guess.ts';

const OURS = '111111111111';
const company = (callers: Readonly<Record<string, readonly string[]>>) => ({
  teams: Object.entries(callers).map(([name, names]) => ({
    name,
    children: names.map((caller) => ({ name: caller })),
  })),
});
const NEIGHBOURS = company({
  search: [`role/a@${OURS}`, `role/b@${OURS}`, `role/c@${OURS}`],
  claims: [`role/d@${OURS}`, 'role/e@222222222222'],
  unattributed: [`role/x@${OURS}`, `role/y@${OURS}`, `role/z@${OURS}`, `role/w@${OURS}`],
});

test('a caller whose name holds a team’s name as a word may be its', () => {
  expect(ownerGuessOf(NEIGHBOURS, `role/Claims_Agent@${OURS}`)).toEqual({
    team: 'claims',
    by: 'name',
    known: 1,
    of: 1,
  });
  // Part of another word, a team too short to mean anything, and two teams at once prove nothing.
  const none = { ...NEIGHBOURS, teams: NEIGHBOURS.teams.filter(({ name }) => name === 'claims') };
  expect(ownerGuessOf(none, 'role/reclaims@333333333333')).toBeUndefined();
  expect(ownerGuessOf(company({ ml: [] }), 'role/ml-eval')).toBeUndefined();
  expect(ownerGuessOf(company({ search: [], claims: [] }), 'role/search-claims')).toBeUndefined();
});

test('else it may be of the team that most known callers of its account belong to', () => {
  expect(ownerGuessOf(NEIGHBOURS, `role/batch@${OURS}`)).toEqual({
    team: 'search',
    by: 'account',
    account: OURS,
    known: 3,
    of: 4,
  });
});

test('an account of a few callers, of many teams or of none known gives no guess', () => {
  const few = company({ search: [`role/a@${OURS}`, `role/b@${OURS}`] });
  expect(ownerGuessOf(few, `role/batch@${OURS}`)).toBeUndefined();
  const mixed = company({
    search: [`role/a@${OURS}`, `role/b@${OURS}`],
    claims: [`role/c@${OURS}`, `role/d@${OURS}`],
  });
  expect(ownerGuessOf(mixed, `role/batch@${OURS}`)).toBeUndefined();
  expect(ownerGuessOf(NEIGHBOURS, 'role/batch')).toBeUndefined();
  expect(ownerGuessOf(NEIGHBOURS, 'role/batch@999999999999')).toBeUndefined();
});
