import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributionTagKeys } from '../../../shared/domain/charge/attribute.ts';
import { isTagAsked, tagValue } from '../../../shared/domain/charge/tags.ts';

/** Spellings of a few names, at both sources and at none. */
const name = fc.constantFrom(
  'team',
  'Team',
  ' team ',
  'user:team',
  'cost-center',
  'CostCenter',
  'app',
  'stage',
);
const full = fc
  .tuple(
    fc.constantFrom('iamPrincipal/', 'IAMPRINCIPAL/', 'resourceTags/', 'user_', 'aws_', 'costCategory/', ''),
    name,
  )
  .map((parts) => parts.join(''));
const tags = fc
  .array(fc.tuple(full, fc.constantFrom('search', 'support', ' ')), { maxLength: 8 })
  .map((entries) => new Map(entries));

test('without the tags that are not asked for every tag has the value it has with them', () => {
  fc.assert(
    fc.property(tags, fc.array(name, { maxLength: 3 }), (all, keys) => {
      const isAsked = isTagAsked(keys);
      const some = new Map([...all].filter(([key]) => isAsked(key)));
      for (const key of keys) {
        for (const source of ['principal', 'resource'] as const)
          expect(tagValue(some, source, key)).toBe(tagValue(all, source, key));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('keys are asked for however they are spelled, and no others', () => {
  const isAsked = isTagAsked([' cost-center ', 'user:team']);
  for (const key of [
    'iamPrincipal/CostCenter',
    'resourceTags/user:cost_center',
    'user_costcenter',
    'iamPrincipal/team',
  ])
    expect([key, isAsked(key)]).toEqual([key, true]);
  for (const key of ['iamPrincipal/app', 'costCategory/team', 'team', 'resourceTags/user:teams', ''])
    expect([key, isAsked(key)]).toEqual([key, false]);
});

test('attribution asks for the keys of its tag rules and of its dimensions', () => {
  const keys = attributionTagKeys({
    rules: [
      { by: 'principal-tag', key: 'team' },
      { by: 'resource-tag', key: 'owner' },
      { by: 'account', accountId: '111122223333', team: 'ops' },
    ],
    tagDimensions: ['app'],
  });
  expect(keys).toEqual(['team', 'owner', 'app']);
});
