import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { outboxEntries, placesTold } from '../../../shared/domain/notification/outbox-entries.ts';
import type { Place } from '../../../shared/domain/notification/route.ts';
import { aBudget } from '../../builders/budget.ts';
import { aNotification, anOutboxEntry } from '../../builders/outbox-entry.ts';

/** Saturday night in Berlin, where the team works Monday to Friday. */
const NIGHT = parseInstant('2026-11-21T02:10:00Z');
const MONDAY = parseInstant('2026-11-23T08:00:00Z');
const NOON = parseInstant('2026-11-20T11:00:00Z');
const budget = aBudget({ timeZone: 'Europe/Berlin' });
const slack: Place = { channel: { kind: 'slack', address: '#support-ai' } };
const topic: Place = { channel: { kind: 'sns', address: 'arn' }, names: 'pseudonym' };

const entriesOf = (
  severity: 'critical' | 'warning',
  { now = NIGHT, before = [] as Parameters<typeof outboxEntries>[2], sendsAtOnce = false } = {},
) => {
  const notification = aNotification({ severity });
  return outboxEntries({ id: 'a', version: 2, notification }, [slack, topic], before, {
    now,
    budget,
    sendsAtOnce,
  });
};

describe('a message outside the working hours of its team', () => {
  test('waits for the working day and says so, where people read it; programs have it at once', () => {
    const [first, second] = entriesOf('warning');
    expect(first).toMatchObject({
      id: 'a#2#slack:#support-ai',
      createdAt: NIGHT,
      notBefore: MONDAY,
      held: true,
    });
    expect(first?.notification.notes[0]).toBe(
      'Held back from Sat 21 Nov 02:10 UTC until the working day begins, Mon 23 Nov 09:00 Berlin: it is not critical.',
    );
    expect(second).toMatchObject({ notBefore: NIGHT, names: 'pseudonym' });
    expect(second).not.toHaveProperty('held');
    expect(second?.notification.notes).toEqual(aNotification().notes);
  });

  test('goes at once where it is critical, where the operator wants that, and in working hours', () => {
    for (const entries of [
      entriesOf('critical'),
      entriesOf('warning', { sendsAtOnce: true }),
      entriesOf('warning', { now: NOON }),
    ]) {
      expect(entries.map(({ createdAt, notBefore }) => notBefore - createdAt)).toEqual([0, 0]);
      expect(entries.map(({ held }) => held)).toEqual([undefined, undefined]);
    }
  });

  test('goes at once where it edits what was told, and not before what itself still waits', () => {
    const told = anOutboxEntry(1, { alertId: 'a', state: 'sent' });
    expect(entriesOf('warning', { before: [told] })[0]).toMatchObject({ notBefore: NIGHT });
    const waits = anOutboxEntry(1, { alertId: 'a', notBefore: MONDAY, held: true });
    expect(entriesOf('warning', { before: [waits] })[0]).toMatchObject({ notBefore: MONDAY, held: true });
    expect(entriesOf('critical', { before: [waits] })[0]).toMatchObject({ notBefore: NIGHT });
    const lost = anOutboxEntry(1, { alertId: 'a', state: 'undeliverable' });
    expect(entriesOf('warning', { before: [lost] })[0]).toMatchObject({ notBefore: MONDAY });
  });
});

test('an alert is told where it was told before, with the newest way of naming; not where nothing arrived', () => {
  const before = [
    anOutboxEntry(1, { state: 'sent', ...topic }),
    anOutboxEntry(1, { state: 'undeliverable' }),
    anOutboxEntry(2, { state: 'pending', channel: topic.channel, names: 'initials' }),
  ];
  expect(placesTold(before)).toEqual([{ channel: topic.channel, names: 'initials' }]);
});
