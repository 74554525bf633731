import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings } from '../../../shared/adapters/config/settings.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';

const refusal = (yaml: string): Failure => {
  try {
    parseSettings(yaml, 'billhook.yml');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('billhook.yml', () => {
  it('means the defaults when it is empty', () => {
    expect(parseSettings('', 'billhook.yml')).toEqual(DEFAULT_SETTINGS);
  });

  it('keeps attribution rules in the order in which they are written', () => {
    const settings = parseSettings(
      `attribution:
  rules:
    - principal: role/search-*@*
      team: search
    - principal-tag: team
    - account: '012345678901'
      team: fraud
  dimensions: [project]
slack: { fallback-channel: '#finops' }
defaults: { min-dollars: 250, thresholds: [100, 80] }`,
      'billhook.yml',
    );
    expect(settings.attribution.rules).toEqual([
      { by: 'principal', pattern: 'role/search-*@*', team: 'search' },
      { by: 'principal-tag', key: 'team' },
      { by: 'account', accountId: '012345678901', team: 'fraud' },
    ]);
    expect(settings.attribution.tagDimensions).toEqual(['project']);
    expect(settings.routing.fallbackChannel).toBe('#finops');
    expect(settings.minDollars).toBe(250_000_000_000_000n);
    expect(settings.thresholds).toEqual([80, 100]);
  });

  it.each([
    ['an unknown rule', 'attribution:\n  rules:\n    - tag: team\n', 3, /unknown attribution rule/],
    [
      'a rule without its team',
      'attribution:\n  rules:\n    - principal: role/*\n',
      3,
      /unknown attribution rule/,
    ],
    ['a misspelt setting', 'cost: net\natribution: {}\n', 2, /not known/],
    [
      'an account id that YAML read as a number',
      'attribution:\n  rules:\n    - {account: 12, team: a}\n',
      3,
      /./,
    ],
    ['a cost basis that does not exist', '\ncost: amortized\n', 2, /wrong value/],
    ['broken YAML', 'attribution:\n  - [', 2, /not valid YAML/],
    ['the same key twice', 'cost: net\ncost: net\n', 2, /not valid YAML/],
  ])('refuses %s with its line', (_, yaml, line, message) => {
    const failure = refusal(yaml);
    expect(failure.kind).toBe('misconfigured');
    expect(failure.message).toMatch(message);
    expect(failure.detail).toMatchObject({ file: 'billhook.yml', row: line });
  });
});
