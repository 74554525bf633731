import { describe, expect, it } from 'vitest';
import { attribute } from '../../../shared/domain/charge/attribute.ts';
import {
  type AttributionRule,
  DEFAULT_ATTRIBUTION,
} from '../../../shared/domain/charge/attribution-settings.ts';
import { parsePrincipal } from '../../../shared/domain/charge/parse-principal.ts';
import { matchesPattern } from '../../../shared/domain/charge/pattern.ts';
import { tagValue } from '../../../shared/domain/charge/tags.ts';
import { rulesDigest, validateAttribution } from '../../../shared/domain/charge/validate-attribution.ts';
import { aFacts } from '../../builders/facts.ts';

const map = (tags: Record<string, string>): Map<string, string> => new Map(Object.entries(tags));

describe('tagValue', () => {
  it.each([
    ['principal', { 'iamPrincipal/team': 'a' }, 'team', 'a'],
    ['principal', { 'iamPrincipal/user:Team': ' a ' }, 'team', 'a'],
    ['principal', { 'IAMPRINCIPAL/cost_center': 'a' }, 'CostCenter', 'a'],
    ['principal', { 'resourceTags/user:team': 'a', team: 'b', user_team: 'c' }, 'team', undefined],
    ['principal', { 'iamPrincipal/team': '  ' }, 'team', undefined],
    ['principal', { 'iamPrincipal/teams': 'a' }, 'team', undefined],
    ['resource', { 'resourceTags/user:CostCenter': 'a' }, 'cost-center', 'a'],
    ['resource', { 'resourceTags/department': 'a' }, 'department', 'a'],
    ['resource', { user_cost_center: 'a' }, 'CostCenter', 'a'],
    ['resource', { 'user:team': 'a' }, 'team', 'a'],
    ['resource', { aws_created_by: 'a' }, 'aws:createdBy', 'a'],
    ['resource', { 'resourceTags/aws:createdBy': 'a' }, 'aws:createdBy', 'a'],
    ['resource', { 'iamPrincipal/team': 'a', 'costCategory/team': 'b', team: 'c' }, 'team', undefined],
    ['resource', { 'resourceTags/user:__proto__': 'a' }, '__proto__', 'a'],
    ['resource', { 'resourceTags/user:team': 'a' }, 'user:team', 'a'],
    ['principal', { 'iamPrincipal/team': 'a' }, ' team ', 'a'],
    ['principal', { 'iamPrincipal/straße': 'a' }, 'strasse', undefined],
    ['principal', { 'iamPrincipal/superuser:team': 'a' }, 'superteam', undefined],
    ['resource', { superuser_team: 'a' }, 'user_team', undefined],
    ['resource', { xxx_created_by: 'a' }, 'aws:createdBy', undefined],
  ] as const)('%s tags %j: %s', (source, tags, key, value) => {
    expect(tagValue(map(tags), source, key)).toBe(value);
  });

  it('takes the same one of two matching keys whatever their order: as spelled, else the first by text', () => {
    const both = { 'iamPrincipal/TEAM': 'upper', 'iamPrincipal/Team': 'title', 'iamPrincipal/team': 'exact' };
    const turned = Object.fromEntries(Object.entries(both).reverse());
    for (const tags of [both, turned]) {
      expect(tagValue(map(tags), 'principal', 'team')).toBe('exact');
      expect(tagValue(map({ ...tags, 'iamPrincipal/team': '' }), 'principal', 'team')).toBe('upper');
    }
  });
});

describe('matchesPattern', () => {
  it.each([
    ['role/search-*@*', 'role/search-api@123456789012', true],
    ['role/search-*@*', 'role/search-@1', true],
    ['role/search-*@*', 'role/research-api@1', false],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab', 'ab', false],
    ['*ab*ab', 'abab', true],
    ['user/a.c@1', 'user/abc@1', false],
    ['none', 'none', true],
    ['non', 'none', false],
    ['**x**', 'x', true],
    ['a*b*c', 'a-c-b', false],
    ['role/*', 'user/role/x', false],
    ['a*x*c', 'abc', false],
    ['*a', 'ab', false],
  ])('%s on %s: %s', (pattern, text, matches) => expect(matchesPattern(pattern, text)).toBe(matches));

  // Trying every split would not end within the runner's time limit.
  it('ends on a hostile pattern', () => {
    expect(matchesPattern(`${'*a'.repeat(2_000)}b`, 'a'.repeat(4_000))).toBe(false);
  });
});

describe('attribute', () => {
  const rules: readonly AttributionRule[] = [
    { by: 'principal-tag', key: 'team' },
    { by: 'resource-tag', key: 'team' },
    { by: 'principal', pattern: 'role/search-*@*', team: ' search ' },
    { by: 'account', accountId: '123456789012', team: 'platform ' },
  ];
  const teamOf = (tags: Record<string, string>, arn: string, subAccountId = '999999999999'): string =>
    attribute(aFacts({ tags: map(tags), subAccountId }), parsePrincipal(arn), { rules, tagDimensions: [] })
      .team;
  const search = 'arn:aws:sts::123456789012:assumed-role/search-api/s';

  it('takes the first rule that matches', () => {
    const both = { 'iamPrincipal/team': 'ops', 'resourceTags/user:team': 'fraud' };
    expect(teamOf(both, search)).toBe('ops');
    expect(teamOf({ 'resourceTags/user:team': 'fraud' }, search)).toBe('fraud');
    expect(teamOf({}, search, '123456789012')).toBe('search');
    expect(teamOf({}, 'arn:aws:iam::123456789012:user/alice', '123456789012')).toBe('platform');
  });

  it('passes over a blank tag, and ends in unattributed', () => {
    expect(teamOf({ 'iamPrincipal/team': ' ' }, search)).toBe('search');
    expect(teamOf({ 'iamPrincipal/team': ' ' }, '')).toBe('unattributed');
  });

  it('gives each tag dimension its value, the principal tag before the resource tag', () => {
    const tags = map({
      'iamPrincipal/project': 'inbox',
      'resourceTags/user:project': 'other',
      user_env: 'prod',
    });
    const settings = { rules: [], tagDimensions: ['Project', 'env', 'cost-center'] };
    expect(attribute(aFacts({ tags }), parsePrincipal(''), settings).tags).toEqual(['inbox', 'prod', '']);
  });

  it("without any rule of its own takes the team tag, the principal's before the resource's", () => {
    const team = (tags: Record<string, string>) =>
      attribute(aFacts({ tags: map(tags) }), parsePrincipal(search), DEFAULT_ATTRIBUTION);
    const both = { 'resourceTags/user:team': 'fraud', 'iamPrincipal/team': 'ops' };
    expect(team(both)).toEqual({ team: 'ops', tags: [] });
    expect(team({ 'resourceTags/user:team': 'fraud' })).toEqual({ team: 'fraud', tags: [] });
    expect(team({ 'iamPrincipal/owner': 'ops' })).toEqual({ team: 'unattributed', tags: [] });
  });

  it('cuts a monstrous tag value to a bounded name without mixing it with another', () => {
    const [a, b] = ['a', 'b'].map((end) => teamOf({ 'iamPrincipal/team': `${'x'.repeat(9_000)}${end}` }, ''));
    expect(a?.length).toBeLessThanOrEqual(256);
    expect(a).not.toBe(b);
  });
});

describe('validateAttribution', () => {
  const check =
    (rule: unknown, tagDimensions: readonly string[] = []) =>
    () =>
      validateAttribution({
        rules: [{ by: 'principal-tag', key: 'team' }, rule as AttributionRule],
        tagDimensions,
      });
  const good: AttributionRule = { by: 'account', accountId: '012345678901', team: 'x' };

  it('accepts what can be used', () => {
    expect(check(good, ['team', 'cost-center'])).not.toThrow();
    expect(check({ by: 'principal', pattern: '*', team: 'x' })).not.toThrow();
  });

  it.each([
    [{ by: 'tag', key: 'team' }, 'by: principal-tag, resource-tag, principal or account', '"tag"'],
    [{ by: 'principal-tag', key: ' ' }, 'a tag key', '" "'],
    [{ by: 'resource-tag' }, 'a tag key', 'nothing'],
    [{ by: 'principal', pattern: '', team: 'x' }, 'a pattern such as role/search-*@*', '""'],
    [{ by: 'principal', pattern: '*', team: '' }, 'a team', '""'],
    [{ by: 'account', accountId: '12345', team: 'x' }, 'an account id of 12 digits', '"12345"'],
    [{ by: 'account', accountId: '1234567890123' }, 'an account id of 12 digits', '"1234567890123"'],
    [{ by: 'account', accountId: 'x123456789012' }, 'an account id of 12 digits', '"x123456789012"'],
    [{ by: 'account', accountId: '123456789012', team: ' ' }, 'a team', '" "'],
  ])('refuses %j, naming the rule, what it lacks and what was found', (rule, expected, found) => {
    expect(check(rule)).toThrow(
      expect.objectContaining({
        kind: 'misconfigured',
        message: 'attribution rule 2 cannot be used',
        detail: { expected, found },
      }),
    );
  });

  it.each([
    ['', 'a tag key'],
    [' ', 'a tag key'],
    ['Principal', 'a tag key other than principal and region, which always have a ledger'],
    ['region', 'a tag key other than principal and region, which always have a ledger'],
    [' principal ', 'a tag key other than principal and region, which always have a ledger'],
    ['env', 'each tag key once'],
  ])('refuses the dimension "%s"', (key, expected) => {
    expect(check(good, ['env', key])).toThrow(
      expect.objectContaining({
        message: 'tag dimensions cannot be used',
        detail: { expected, found: JSON.stringify(key) },
      }),
    );
  });
});

describe('rulesDigest', () => {
  const digest = (rules: readonly AttributionRule[], tagDimensions: readonly string[] = []): string =>
    rulesDigest({ rules, tagDimensions });
  const tag: AttributionRule = { by: 'principal-tag', key: 'team' };

  it('changes with every part of the rules and with their order, and with nothing else', () => {
    const account: AttributionRule = { by: 'account', accountId: '123456789012', team: 'a' };
    const all = [
      digest([tag]),
      digest([{ by: 'resource-tag', key: 'team' }]),
      digest([{ by: 'resource-tag', key: 'env' }]),
      digest([{ ...tag, key: 'Team' }]),
      digest([tag], ['env']),
      digest([tag, account]),
      digest([account, tag]),
      digest([{ ...account, team: 'b' }]),
      digest([{ ...account, accountId: '012345678901' }]),
      digest([{ by: 'principal', pattern: '*', team: 'b' }]),
      digest([{ by: 'principal', pattern: '*', team: 'c' }]),
      digest([{ by: 'principal', pattern: '123456789012', team: 'b' }]),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(digest([{ key: 'team', by: 'principal-tag' }])).toBe(digest([tag]));
    expect(digest([tag])).toMatch(/^[0-9a-f]{32}$/);
  });
});
