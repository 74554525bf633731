import { describe, expect, it } from 'vitest';
import { mayDecide, type Permission } from '../../../shared/domain/access/may.ts';
import { type Person, personOf, type Role } from '../../../shared/domain/access/person.ts';

const person = (role: Role, teams: Person['teams']): Person => ({ id: 'U1ANNA', name: 'Anna', role, teams });

const ALL: readonly Permission[] = [
  'read',
  'decide',
  'plan',
  'silence',
  'ask-raise',
  'confirm',
  'assign',
  'accept-budget',
  'set-budget',
];

const allowed = (who: Person | undefined, team: string): readonly Permission[] =>
  ALL.filter((permission) => mayDecide(who, team, permission).allowed);

const withoutLimits = ALL.filter((permission) => permission !== 'set-budget');
const withoutBudgets = withoutLimits.filter((permission) => permission !== 'accept-budget');

describe('who may do what', () => {
  it.each([
    ['finance does everything for a team of its list', person('finance', ['claims']), 'claims', ALL],
    ['finance does everything for any other team', person('finance', ['claims']), 'search', ALL],
    ['finance acts where all teams are concerned', person('finance', ['claims']), '', ALL],
    [
      'an owner acts for the own team, and takes its first limit',
      person('owner', ['claims']),
      'claims',
      withoutLimits,
    ],
    ['an owner does nothing for another team', person('owner', ['claims']), 'search', []],
    ['an owner of some teams does nothing for all of them', person('owner', ['claims']), '', []],
    ['on-call of every team acts for each', person('on-call', '*'), 'search', withoutBudgets],
    ['on-call of every team acts for all of them', person('on-call', '*'), '', withoutBudgets],
    ['a viewer reads only', person('viewer', ['claims']), 'claims', ['read']],
    ['a viewer does not read other teams', person('viewer', ['claims']), 'search', []],
    ['a stranger does nothing and reads nothing', undefined, 'claims', []],
    ['a name is not a part of a name', person('owner', ['claims']), 'claim', []],
  ] as const)('%s', (_, who, team, expected) => {
    expect(allowed(who, team)).toEqual(expected);
  });

  it.each([
    ['a stranger', undefined, 'claims', 'decide', 'unknown', /operator.*"people" in billhook\.yml/],
    [
      'an owner of another team',
      person('owner', ['search']),
      'claims',
      'decide',
      'team',
      /team claims.*owners/,
    ],
    ['a viewer', person('viewer', '*'), 'claims', 'decide', 'role', /reads only.*on-call/],
    ['an owner who sets a budget', person('owner', '*'), 'claims', 'set-budget', 'role', /finance.*raise/],
  ] as const)('%s is told what to do', (_, who, team, permission, because, reason) => {
    expect(mayDecide(who, team, permission)).toEqual({
      allowed: false,
      because,
      reason: expect.stringMatching(reason),
    });
  });

  it('knows somebody by Slack and by the token of the console', () => {
    const anna = { ...person('owner', '*'), oidc: 'auth0|7' };
    expect([personOf([anna], 'U1ANNA'), personOf([anna], 'auth0|7'), personOf([anna], 'Anna')]).toEqual([
      anna,
      anna,
      undefined,
    ]);
  });
});
