import { expect, test } from 'vitest';
import { gatewaysIn } from '../../../shared/domain/report/gateways.ts';
import { tagFaults } from '../../../shared/domain/report/tag-hygiene.ts';

test('one value in several spellings is one fault, dearest spelling first', () => {
  const of = (value: string, cost: bigint, key = 'project') => ({ key, value, cost });
  const faults = tagFaults([
    ...[of('Search_API', 5n), of('search-api', 9n), of('claims', 50n), of('untagged', 99n)],
    ...[
      of('search api', 1n),
      of('Search', 3n, 'team'),
      of('role/A', 7n, 'principal'),
      of('role/a', 7n, 'principal'),
    ],
  ]);
  expect(faults).toEqual([
    { key: 'project', problem: 'spelling', values: ['search-api', 'Search_API', 'search api'], cost: 15n },
  ]);
});

test('a key with a value for everything says nothing of anything', () => {
  const many = Array.from({ length: 101 }, (_, index) => ({
    key: 'run-id',
    value: `run-${index}`,
    cost: BigInt(index),
  }));
  expect(tagFaults(many)).toMatchObject([
    {
      key: 'run-id',
      problem: 'many-values',
      values: ['run-100', 'run-99', 'run-98', 'run-97', 'run-96', 'run-95'],
    },
  ]);
  expect(tagFaults(many.slice(1))).toEqual([]);
});

test('a role of several teams is split by them, and what no tag gives to anybody stays together', () => {
  const of = (principal: string, team: string, cost: bigint, sessions = 1) => ({
    principal,
    team,
    cost,
    sessions,
  });
  const gateways = gatewaysIn([
    ...[
      of('role/gateway', 'claims', 60n),
      of('role/gateway', 'search', 30n),
      of('role/gateway', 'unattributed', 10n),
    ],
    ...[of('role/alone', 'claims', 40n), of('none', 'claims', 5n), of('none', 'search', 5n)],
    of('role/crowd', 'search', 70n, 25),
  ]);
  expect(gateways).toEqual([
    {
      ...{ principal: 'role/gateway', cost: 100n, sessions: 3, shareOfTeam: 0.571428 },
      split: [
        { team: 'claims', cost: 60n, share: 0.6 },
        { team: 'search', cost: 30n, share: 0.3 },
      ],
      unsplit: 10n,
    },
    {
      ...{ principal: 'role/crowd', cost: 70n, sessions: 25, shareOfTeam: 0.666666 },
      split: [{ team: 'search', cost: 70n, share: 1 }],
      unsplit: 0n,
    },
  ]);
});
