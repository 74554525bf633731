import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../shared/adapters/config/settings.ts';
import type { Failure } from '../../../shared/domain/base/failure.ts';

const peopleOf = (yaml: string) => parseSettings(yaml, 'billhook.yml').people;

describe('people: in billhook.yml', () => {
  it('lists who may do what, for Slack and for the console', () => {
    expect(
      peopleOf(`people:
  - { slack: U0123ABCD, oidc: auth0|7, name: Anna Berg, role: owner, teams: [claims, search] }
  - { slack: W0FIN, name: Finn, role: finance }
  - { oidc: kc-9, name: Vera, role: viewer, teams: '*' }
`),
    ).toEqual([
      { id: 'U0123ABCD', oidc: 'auth0|7', name: 'Anna Berg', role: 'owner', teams: ['claims', 'search'] },
      { id: 'W0FIN', name: 'Finn', role: 'finance', teams: '*' },
      { id: 'kc-9', name: 'Vera', role: 'viewer', teams: '*' },
    ]);
  });

  it.each([
    [
      'a bot',
      '  - { slack: U012, name: A, role: finance }\n  - { slack: B012, name: Bot, role: finance }\n',
      3,
      /member/,
    ],
    ['nobody to recognise', '  - { name: Anna, role: finance }\n', 2, /slack: U0123ABCD or oidc/],
    ['a role without teams', '  - { slack: U012, name: Anna, role: owner }\n', 2, /needs teams/],
    [
      'an empty list of teams',
      '  - { slack: U012, name: Anna, role: owner, teams: [] }\n',
      2,
      /list of names/,
    ],
    [
      'a role that does not exist',
      '  - slack: U012\n    name: Anna\n    role: boss\n    teams: [a]\n',
      4,
      /./,
    ],
    ['a misspelt field', '  - slack: U012\n    name: Anna\n    role: finance\n    team: a\n', 5, /not known/],
    [
      'somebody twice',
      '  - { slack: U012, name: Anna, role: finance }\n  - name: Anna\n    slack: U012\n    role: finance\n',
      4,
      /twice/,
    ],
  ])('refuses %s and names the line', (_, yaml, row, message) => {
    expect(() => peopleOf(`people:\n${yaml}`)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(message),
        kind: 'misconfigured',
        detail: expect.objectContaining({ file: 'billhook.yml', row }),
      }) as Failure,
    );
  });
});
