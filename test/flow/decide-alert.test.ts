import { describe, expect, test } from 'vitest';
import type { Person } from '../../shared/domain/access/person.ts';
import type { Decision } from '../../shared/domain/alert/decision.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import { composeDigest } from '../../shared/domain/notification/compose-digest.ts';
import { type DecideRequest, decideAlert } from '../../shared/flow/decide-alert.ts';
import { ANNA, BY_ANNA, createDecisionWorld, DECIDED_AT } from '../builders/decision-world.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { anAlert, aPointer, aTransition } from '../builders/transition.ts';

const ALERT = anAlert();
const ACK: Decision = { kind: 'acknowledge' };

const asked = (decision: Decision = ACK, more: Partial<DecideRequest> = {}): DecideRequest => ({
  exportName: EXPORT,
  alertId: ALERT.id,
  decision,
  person: ANNA,
  actor: BY_ANNA,
  ...more,
});

async function told(addresses: readonly string[] = ['#support-ai', '#ai-spend']) {
  const world = createDecisionWorld();
  await world.tell(ALERT, addresses);
  const messages = () => world.ports.outbox.sentFor(ALERT.id);
  return { ...world, messages };
}

describe('a decision', () => {
  test('edits the message in every channel that it was told in, with the facts it was told with', async () => {
    const { ports, messages } = await told();
    const result = await decideAlert(ports, asked(), {});
    expect(result).toMatchObject({
      outcome: 'decided',
      alert: { version: 2, handling: { acknowledged: { by: BY_ANNA, at: DECIDED_AT } } },
      text: expect.stringMatching(/^Acknowledged\. /),
      queued: [`${ALERT.id}#2#slack:#ai-spend`, `${ALERT.id}#2#slack:#support-ai`],
    });
    const [, , ...edits] = await messages();
    expect(edits.map(({ channel, alertVersion }) => [channel.address, alertVersion])).toEqual([
      ['#ai-spend', 2],
      ['#support-ai', 2],
    ]);
    expect(edits[0]!.notification).toMatchObject({
      reason: 'acknowledged',
      data: {
        executedAt: '2026-11-17T21:04:00.000Z',
        dataThrough: '2026-11-17T13:00Z',
        executionId: 'exec-2',
      },
    });
  });

  test('is on record with its reason', async () => {
    const { ports } = await told();
    await decideAlert(ports, asked({ kind: 'verdict', verdict: 'planned', note: 'the eval' }), {});
    expect(await ports.audit.of(EXPORT, `alert:${ALERT.id}`, 5)).toEqual([
      expect.objectContaining({ at: DECIDED_AT, by: BY_ANNA, action: 'verdict', why: 'planned: the eval' }),
    ]);
  });

  test('says what a snooze costs until its end, at the time that a replay says it is', async () => {
    const { ports } = await told();
    const at = DECIDED_AT - 5 * HOUR_MS;
    const until = at + 8 * HOUR_MS;
    const result = await decideAlert(ports, asked({ kind: 'snooze', until }, { at }), {});
    expect(result).toMatchObject({
      text: 'Snoozed until Wed 18 Nov 01:00 UTC. 8 h at this rate: about $1,161 extra.',
      alert: { handling: { snoozed: { at, until } } },
    });
  });

  test.each<[string, Person | undefined, RegExp]>([
    ['a stranger', undefined, /does not know you/],
    ['a viewer', { ...ANNA, role: 'viewer' }, /reads only/],
    ['the owner of another team', { ...ANNA, teams: ['search'] }, /not listed for team support/],
  ])('of %s changes nothing', async (_who, person, why) => {
    const { ports, messages } = await told();
    expect(await decideAlert(ports, asked(ACK, { person }), {})).toEqual({
      outcome: 'refused',
      because: 'not-allowed',
      text: expect.stringMatching(why),
    });
    expect(await ports.alerts.get(EXPORT, ALERT.id)).toEqual(ALERT);
    expect(await messages()).toHaveLength(2);
  });

  test('about what is not there, or was decided already, is refused in words', async () => {
    const { ports } = await told();
    expect(await decideAlert(ports, asked(ACK, { alertId: 'spike-0' }), {})).toMatchObject({
      because: 'unknown-alert',
    });
    await decideAlert(ports, asked(), {});
    expect(await decideAlert(ports, asked(), {})).toMatchObject({
      because: 'already',
      text: expect.stringContaining('Anna'),
    });
  });

  test('of what nobody was told stays without a message; a channel that never took one gets no edit', async () => {
    const quiet = await told([]);
    expect(await decideAlert(quiet.ports, asked(), {})).toMatchObject({ outcome: 'decided', queued: [] });
    const { ports, tables } = await told();
    const [[id, { entry }] = expect.fail('no message')] = [...tables.outbox];
    tables.outbox.set(id, { entry: { ...entry, state: 'undeliverable', why: 'channel_not_found' } });
    expect(await decideAlert(ports, asked(), {})).toMatchObject({
      queued: [`${ALERT.id}#2#slack:#ai-spend`],
    });
  });
});

describe('a delivery that changes the alert meanwhile', () => {
  /** Before each of the first `times` decisions is stored, a delivery stores another version. */
  const overtaken = async (times: number) => {
    const world = await told();
    const { alerts } = world.ports;
    let left = times;
    const decide: typeof alerts.decide = async (exportName, transition, outbox) => {
      if (left > 0) {
        left -= 1;
        const before = (await alerts.get(exportName, ALERT.id))!;
        const after = { ...before, version: before.version + 1, quiet: before.quiet + 1 };
        await alerts.decide(exportName, aTransition({ before, after, reason: 'revised', tell: false }), []);
      }
      return alerts.decide(exportName, transition, outbox);
    };
    return { ...world, ports: { ...world.ports, alerts: { ...alerts, decide } } };
  };

  test('is kept, and so is the decision', async () => {
    const { ports } = await overtaken(3);
    expect(await decideAlert(ports, asked(), {})).toMatchObject({
      outcome: 'decided',
      alert: { version: 5, quiet: 3, handling: { acknowledged: { by: BY_ANNA } } },
    });
  });

  test('again and again ends in a failure to be tried later', async () => {
    const { ports } = await overtaken(1_000);
    await expect(decideAlert(ports, asked(), {})).rejects.toMatchObject({ kind: 'retryable' });
  });
});

test('an alert that is told in a digest has the digest written anew, with the others in it', async () => {
  const world = createDecisionWorld();
  const digest = { id: 'digest-1a2b3c4d', version: 1 };
  const first = anAlert({ digest: { ...digest, version: 0 } });
  const second = anAlert({ id: 'spike-other', digest });
  const members = [first, second].map((after) => aTransition({ after }));
  await world.tell(first, []);
  await world.tell(second, ['#ai-spend'], composeDigest(members, 1, aPointer));
  const result = await decideAlert(world.ports, asked(), {});
  expect(result).toMatchObject({
    outcome: 'decided',
    alert: { digest: { ...digest, version: 2 } },
    queued: ['digest-1a2b3c4d#2#slack:#ai-spend'],
  });
  const edit = (await world.ports.outbox.sentFor(digest.id)).at(-1)!;
  expect(edit.notification.data.alertIds).toBe(`${first.id},spike-other`);
  expect(await world.ports.outbox.sentFor(first.id)).toEqual([]);
});
