import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { ownerFinder } from '../../../shared/domain/report/likely-owner.ts';
import { shiftWeek, weekOf } from '../../../shared/domain/report/local-week.ts';
import { sumOf } from '../../../shared/domain/report/spenders.ts';
import { tagWay } from '../../../shared/domain/report/tag-command.ts';
import { untaggedReportOf, untaggedSpend } from '../../../shared/domain/report/untagged.ts';
import { anEntry } from '../../builders/entry.ts';
import { aBasis, REPORT_STREAMS } from '../../builders/report-world.ts';
import { aStream, at, plus } from '../../builders/series.ts';

const WEEK = shiftWeek(weekOf(parseInstant('2026-11-16T09:00:00Z'), 'UTC'), -1);

describe('the weekly report of untagged spend', () => {
  const report = untaggedReportOf(aBasis(), WEEK, 'team');

  test('has every dollar of it once: to be tagged, smaller ones, and what no tag reaches', () => {
    const parts = [
      ...report.fixes.map(({ cost }) => cost),
      report.others.cost,
      ...report.never.map(({ cost }) => cost),
    ];
    expect(sumOf(parts)).toBe(report.cost);
    expect(report.never.map(({ what }) => what)).toEqual(['no-caller']);
  });

  test('names the principals whose tagging removes most, dearest first', () => {
    expect(report.fixes.map(({ principal, tag }) => [principal, tag.way])).toEqual([
      ['role/claims-poc@123456789012', 'command'],
      ['role/etl-nightly@210987654321', 'command'],
      ['sso/PowerUser@123456789012', 'identity-center'],
      ['user/notebook@555566667777', 'command'],
    ]);
    const many = Array.from({ length: 9 }, (_, index) =>
      aStream({ team: 'unattributed', principal: `role/r${index}@123456789012`, cost: () => 1 + index / 10 }),
    );
    const five = untaggedReportOf(aBasis({ streams: many }), WEEK, 'team');
    expect(five.fixes.map(({ principal }) => principal.slice(5, 7))).toEqual(['r8', 'r7', 'r6', 'r5', 'r4']);
    expect(five.others.count).toBe(4);
  });

  test('says that it grew by more than a point and a few dollars, and not else', () => {
    expect(report.grew).toBe(false);
    const grown = [
      ...REPORT_STREAMS,
      aStream({
        team: 'unattributed',
        principal: 'role/new@123456789012',
        cost: plus(() => 0, at('2026-11-10'), 4),
      }),
    ];
    expect(untaggedReportOf(aBasis({ streams: grown }), WEEK, 'team')).toMatchObject({ grew: true });
    expect(report.trend.map(({ week }) => week.name)).toEqual([
      '2026-W41',
      '2026-W42',
      '2026-W43',
      '2026-W44',
      '2026-W45',
      '2026-W46',
    ]);
  });

  test('of a month agrees with the table of the command line', () => {
    const { views } = aBasis();
    const spend = untaggedSpend(views.at(-1)!.entries);
    expect(spend.map(({ key }) => key[0])).toContain('none');
    expect(spend.map(({ key }) => key[0])).not.toContain('role/claims-agent@123456789012');
  });
});

describe('the likely owner', () => {
  const known = [
    anEntry({
      team: 'claims',
      value: 'role/claims-agent@123456789012',
      sessions: { count: 1, sample: ['anna'] },
    }),
    anEntry({
      team: 'growth',
      value: 'role/mailer-eu@210987654321',
      sessions: { count: 1, sample: ['bob'] },
    }),
  ];
  const owner = (value: string, sample: string[] = []) =>
    ownerFinder([...known, anEntry({ team: 'unattributed', value, sessions: { count: 1, sample } })])(value);

  test.each([
    ['whose name is in it', 'role/poc-claims@999999999999', [], { team: 'claims', by: 'team-in-name' }],
    [
      'whose caller has a session of the same name',
      'role/x1@999999999999',
      ['bob'],
      { team: 'growth', by: 'shared-sessions', sessions: 1 },
    ],
    [
      'whose callers are named alike',
      'role/mailer-us@999999999999',
      [],
      { team: 'growth', by: 'alike-name' },
    ],
    ['that has the account', 'role/x2@210987654321', [], { team: 'growth', by: 'account', share: 1 }],
  ])('is the team %s', (_, value, sample, expected) => {
    expect(owner(value, sample)).toMatchObject(expected);
  });

  test('is nobody where nothing speaks for one', () => {
    expect(owner('role/x3@999999999999')).toBeUndefined();
    // Two teams in one account, half each: neither has it.
    const shared = [
      anEntry({ team: 'a', value: 'role/p@111111111111' }),
      anEntry({ team: 'b', value: 'role/q@111111111111' }),
    ];
    expect(ownerFinder(shared)('role/z9@111111111111')).toBeUndefined();
  });
});

describe('the command that tags', () => {
  test.each([
    [
      'role/claims-agent@123456789012',
      'claims',
      'aws iam tag-role --role-name claims-agent --tags Key=team,Value=claims',
    ],
    [
      'user/anna@123456789012',
      'a b',
      `aws iam tag-user --user-name anna --tags '[{"Key":"team","Value":"a b"}]'`,
    ],
    ['role/-x@123456789012', 'c', 'aws iam tag-role --role-name=-x --tags Key=team,Value=c'],
    [
      'role/r@123456789012',
      "o'b; rm -rf ~",
      `aws iam tag-role --role-name r --tags '[{"Key":"team","Value":"o'\\''b; rm -rf ~"}]'`,
    ],
    [
      'role/r@123456789012',
      '$(id)',
      `aws iam tag-role --role-name r --tags '[{"Key":"team","Value":"$(id)"}]'`,
    ],
  ])('%s for %s', (principal, team, command) => {
    expect(tagWay(principal, 'team', team)).toMatchObject({ way: 'command', command });
  });

  test.each([
    ['none', 'no-caller'],
    ['root@123456789012', 'root'],
    ['federated-user/x@123456789012', 'federated-user'],
    ['unknown/whatever', 'unknown-caller'],
    ['role/a;b@123456789012', 'unfit-name'],
    ['role/$(id)@123456789012', 'unfit-name'],
  ])('does not exist for %s: %s', (principal, what) => {
    expect(tagWay(principal, 'team')).toEqual({ way: 'never', what });
  });
});
