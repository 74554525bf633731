import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { messageLines } from '../../../functions/cli/alert-text.ts';
import { snsMessage } from '../../../shared/adapters/aws/sns-message.ts';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import type { Alert, Transition } from '../../../shared/domain/alert/alert.ts';
import { digestMembers } from '../../../shared/domain/alert/digest.ts';
import { composeDigest } from '../../../shared/domain/notification/compose-digest.ts';
import { HEADLINE_MAX } from '../../../shared/domain/notification/headline.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import { anOutboxEntry } from '../../builders/outbox-entry.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { anAlert, aPointer } from '../../builders/transition.ts';

const ID = 'digest-5e1f0a9c';
const settings = { consoleUrl: 'https://billhook.example.com' };

/** What a telling is about, first told in the digest. */
const found = (telling: string, digest: Partial<Alert['digest']> = {}): Alert => {
  const { id, finding } = TELLINGS[telling]!.after;
  return anAlert({ id, finding, digest: { id: ID, version: 0, ...digest } });
};
const first = (after: Alert): Transition => ({ reason: 'first', after, tell: true });
const ALL = ['newcomer-first', 'budget-first', 'spike-first', 'drop-first'].map((telling) => found(telling));

/** The second digest: the spike grew and leaves, the newcomer's rise is over, the others went on. */
const moved = (): readonly Transition[] => {
  const [newcomer, , spike, drop] = ALL;
  const grown = { ...found('spike-first', { left: true }), version: 2 };
  const over = { ...newcomer!, state: 'resolved', quiet: 1, version: 3 } as const;
  const changes: readonly Transition[] = [
    { reason: 'grew', before: spike!, after: grown, tell: true },
    { reason: 'resolved', before: newcomer!, after: over, tell: true },
    { reason: 'updated', before: drop!, after: { ...drop!, version: 2 }, tell: true },
  ];
  return digestMembers(ID, ALL, changes);
};

/** Three of one team, and ten of four teams. */
const ofTeam = ['spike-first', 'drop-first', 'new-model-first'].map((telling) => {
  const alert = found(telling, { kind: 'team' });
  const { finding } = alert;
  return { ...alert, finding: { ...finding, scope: { ...finding.scope, team: 'support' } } };
});
const flood = Array.from({ length: 10 }, (_, index) => {
  const alert = ALL[index % 4]!;
  return { ...alert, id: `${alert.id}${index}`, digest: { id: ID, kind: 'flood', version: 0 } } as const;
});

const GOLDEN: readonly (readonly [string, Notification])[] = [
  ['first', composeDigest(digestMembers(ID, [], ALL.map(first)), 1, aPointer, settings)],
  ['moved', composeDigest(moved(), 2, aPointer, settings)],
  ['team', composeDigest(digestMembers(ID, [], ofTeam.map(first)), 1, aPointer, settings)],
  ['flood', composeDigest(digestMembers(ID, [], flood.map(first)), 1, aPointer, settings)],
];

// A changed text is a reviewed diff: BILLHOOK_WRITE_GOLDEN=1 writes the files anew, a reader reads them.
test.each(GOLDEN)(
  'the digest, %s, reads as reviewed in Slack, in a terminal and as JSON',
  (name, notification) => {
    const file = new URL(`../../fixtures/digests/${name}.json`, import.meta.url);
    const entry = anOutboxEntry(1, { alertId: ID, notification, state: 'sent' });
    const parcel = { outboxId: entry.id, address: 'arn:topic', notification, maybeRepeat: false };
    const shown = {
      slack: alertMessage(notification),
      terminal: messageLines([entry]),
      json: JSON.parse(snsMessage(parcel).Message!) as unknown,
    };
    if (process.env.BILLHOOK_WRITE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`);
    expect(shown).toStrictEqual(JSON.parse(readFileSync(file, 'utf8')));
  },
);

describe('a digest', () => {
  it('of which one is left reads and is decided as that one', () => {
    const [spike] = ofTeam;
    const { parts, headline, actions } = composeDigest(
      digestMembers(ID, [], [first(spike!)]),
      1,
      aPointer,
      settings,
    );
    expect([parts?.subject, headline]).toEqual([
      expect.not.stringMatching(/findings|worst/),
      expect.stringMatching(/^CRITICAL · role\//),
    ]);
    expect(actions?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['acknowledge', 'snooze', 'expected']),
    );
    expect(new Set(actions?.map(({ subject }) => subject))).toEqual(new Set([spike!.id]));
  });

  it('says in its first line how many there are, and who, how much and since when of the worst', () => {
    const { headline, parts } = GOLDEN[0]![1];
    expect(headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
    expect(headline).toMatch(
      /^CRITICAL · 4 findings, worst: role\/claims.* · \$148\.20\/h, 49× usual, since Tue 17 Nov/,
    );
    expect(parts?.subject).toBe('4 findings, worst: role/claims-agent · claude-opus-4.6 output');
  });

  it('of one team, or of a flood, says whose the findings are', () => {
    const [team, flooded] = [GOLDEN[2]![1], GOLDEN[3]![1]];
    expect(team.headline).toMatch(/^CRITICAL · 3 findings of team support, worst: role\/cl/);
    expect(flooded.headline).toMatch(/^CRITICAL · 10 findings of 3 teams, worst: role\/claims/);
    expect(flooded.notes[0]).toContain('more than a channel can bear');
    const over = ofTeam.map(
      (after): Transition => ({
        reason: 'resolved',
        before: after,
        after: { ...after, state: 'resolved' },
        tell: true,
      }),
    );
    expect(composeDigest(digestMembers(ID, ofTeam, over), 2, aPointer).headline).toMatch(
      /^RESOLVED · all 3 findings of team support · /,
    );
  });

  it('is over when all of its alerts are', () => {
    const ended = ALL.map((alert) => ({ ...alert, state: 'resolved' }) as const);
    const transitions = ended.map(
      (after, index): Transition => ({ reason: 'resolved', before: ALL[index]!, after, tell: true }),
    );
    const { state, reason, headline, facts } = composeDigest(
      digestMembers(ID, ALL, transitions),
      3,
      aPointer,
    );
    expect([state, reason, headline.split(' · ')[0], facts[0]!.value]).toEqual([
      'RESOLVED',
      'resolved',
      'RESOLVED',
      'none any more',
    ]);
  });

  it('lists thirty at most and says how many more there are', () => {
    const many = Array.from({ length: 42 }, (_, index) => ({ ...ALL[0]!, id: `newcomer-${index}` }));
    const { contributors, data } = composeDigest(digestMembers(ID, [], many.map(first)), 1, aPointer);
    expect([contributors.length, contributors.at(-1)]).toEqual([31, { label: 'and more', value: '12' }]);
    expect([data.findings, String(data.alertIds).split(',').length]).toEqual([42, 30]);
  });

  it('no longer lists what left it before', () => {
    const [newcomer, , spike] = ALL;
    const left = { ...spike!, digest: { id: ID, version: 1, left: true } } as const;
    const members = digestMembers(
      ID,
      [newcomer!, left],
      [{ reason: 'updated', before: left, after: left, tell: true }],
    );
    expect(members.map(({ after }) => after.id)).toEqual([newcomer!.id]);
  });
});
