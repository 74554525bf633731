import { describe, expect, test } from 'vitest';
import type { Matcher } from '../../shared/domain/alert/silence.ts';
import { DAY_MS } from '../../shared/domain/base/instant.ts';
import { createSilence, expireSilence, type SilenceRequest } from '../../shared/flow/silence.ts';
import { ANNA, BY_ANNA, createDecisionWorld, DECIDED_AT } from '../builders/decision-world.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { aFinding, anAlert } from '../builders/transition.ts';

const WHO = { exportName: EXPORT, person: ANNA, actor: BY_ANNA };
const TEAM: Matcher = { label: 'team', value: 'support' };
const ASKED: SilenceRequest = {
  ...WHO,
  matchers: [TEAM],
  endsAt: DECIDED_AT + DAY_MS,
  comment: 'migration',
};
const FINANCE = { ...ANNA, role: 'finance', teams: '*' } as const;

describe('a silence', () => {
  test.each<[string, readonly Matcher[], readonly string[]]>([
    ['of a team', [TEAM], ['spike-model', 'spike-team']],
    ['of a rule and a team', [TEAM, { label: 'rule', value: 'drop' }], []],
    ['of a part of a name', [TEAM, { label: 'principal', value: 'role/claims-*' }], ['spike-model']],
    ['of a model', [TEAM, { label: 'model', value: 'nova-lite' }], []],
    ['of whatever has a label', [TEAM, { label: 'model', value: '*' }], ['spike-model', 'spike-team']],
  ])('%s names the firing alerts that have all its labels', async (_what, matchers, ids) => {
    const { ports, tell } = createDecisionWorld();
    await tell(anAlert({ id: 'spike-model' }), []);
    await tell(anAlert({ id: 'spike-team', finding: aFinding({ scope: { team: 'support' } }) }), []);
    await tell(anAlert({ id: 'spike-over', state: 'resolved' }), []);
    await tell(anAlert({ id: 'spike-else', finding: aFinding({ scope: { team: 'search' } }) }), []);
    const result = await createSilence(ports, { ...ASKED, matchers });
    if (result.outcome !== 'silenced') return expect.fail('refused');
    expect(result.mutes.map(({ id }) => id).sort()).toEqual(ids);
    expect(result.silence.id).toMatch(/^silence-[0-9a-f]{8}$/);
    expect(await ports.silences.recent(EXPORT, DECIDED_AT)).toEqual([result.silence]);
    expect(await ports.audit.of(EXPORT, `silence:${result.silence.id}`, 2)).toMatchObject([
      { action: 'silenced', why: 'migration', by: BY_ANNA },
    ]);
  });

  test.each<[string, Partial<SilenceRequest>, string, RegExp]>([
    ['no label', { person: FINANCE, matchers: [] }, 'matchers', /hides everything/],
    [
      'a label that anything has',
      { person: FINANCE, matchers: [{ label: 'team', value: '**' }] },
      'matchers',
      /hides everything/,
    ],
    [
      'an empty label',
      { person: FINANCE, matchers: [{ label: 'team', value: '' }] },
      'matchers',
      /hides everything/,
    ],
    ['no end', { endsAt: Number.POSITIVE_INFINITY }, 'endsAt', /needs an end/],
    ['an end too far away', { endsAt: DECIDED_AT + 93 * DAY_MS }, 'endsAt', /at most 92 days/],
    ['no reason', { comment: ' \n' }, 'note', /Say why/],
    [
      'another team',
      { matchers: [{ label: 'team', value: 'search' }] },
      'matchers',
      /not listed for team search/,
    ],
    ['several teams', { matchers: [{ label: 'team', value: 'sup*' }] }, 'matchers', /every team/],
    ['a rule of all teams', { matchers: [{ label: 'rule', value: 'drop' }] }, 'matchers', /every team/],
  ])('with %s is refused', async (_what, overrides, field, text) => {
    const { ports } = createDecisionWorld();
    expect(await createSilence(ports, { ...ASKED, ...overrides })).toEqual({
      outcome: 'refused',
      problems: [{ field, text: expect.stringMatching(text) }],
    });
    expect(await ports.silences.recent(EXPORT, 0)).toEqual([]);
  });

  test('is ended once, on record, by whoever may', async () => {
    const { ports } = createDecisionWorld();
    const made = await createSilence(ports, ASKED);
    if (made.outcome !== 'silenced') return expect.fail('refused');
    const asked = { ...WHO, id: made.silence.id, at: DECIDED_AT + 7, why: 'done' };
    const stranger = { ...asked, person: undefined };
    expect(await expireSilence(ports, stranger)).toMatchObject({ because: 'not-allowed' });
    expect(await expireSilence(ports, { ...asked, id: 'silence-0' })).toMatchObject({ because: 'unknown' });
    expect(await expireSilence(ports, asked)).toMatchObject({
      ended: { endsAt: DECIDED_AT + 7, version: 2 },
    });
    expect(await expireSilence(ports, asked)).toMatchObject({ because: 'over' });
    expect(await ports.audit.of(EXPORT, `silence:${asked.id}`, 1)).toMatchObject([
      { action: 'expired', why: 'done', by: BY_ANNA },
    ]);
    const never = { ...ports, silences: { ...ports.silences, save: async () => false } };
    await expect(createSilence(never, ASKED)).rejects.toMatchObject({ kind: 'retryable' });
    const open = await createSilence(ports, ASKED);
    if (open.outcome !== 'silenced') return expect.fail('refused');
    await expect(expireSilence(never, { ...WHO, id: open.silence.id, why: '' })).rejects.toMatchObject({
      kind: 'retryable',
    });
  });
});
