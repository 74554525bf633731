import { describe, expect, test } from 'vitest';
import type { Person } from '../../shared/domain/access/person.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { amountIn } from '../../shared/domain/evaluation/budget/budget.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { answerReport } from '../../shared/flow/answer-report.ts';
import { askRaise } from '../../shared/flow/ask-raise.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { createReporting, read } from '../builders/reporting.ts';

const someone = (name: string, role: Person['role'], teams: Person['teams'] = ['claims']) => ({
  person: { id: name, name, role, teams },
  actor: { id: `slack:${name}`, name },
});
const ANNA = someone('Anna', 'owner');
const FIONA = someone('Fiona', 'finance', '*');
const RAISE = { team: 'claims', amount: parsePico('14000'), until: '2026-12', reason: 'evaluation runs' };
const SETTINGS = {
  exportName: EXPORT,
  defaults: EVALUATION_DEFAULTS,
  routing: { fallbackChannel: '#ai-spend' },
};

/** A Wednesday on which the drill was sent, in working hours. */
async function onWednesday() {
  const it = createReporting({ settings: { routing: { fallbackChannel: '#ai-spend' } } });
  await it.deliver('2026-11-04T06:00:00Z');
  await it.hour('2026-11-04T10:00:00Z');
  return {
    ...it,
    answer: (
      id: string,
      who: typeof ANNA | { person: undefined; actor: typeof ANNA.actor },
      word: 'confirmed' | 'approved' | 'declined' | 'not-mine',
      reason = '',
    ) => answerReport(it.ports, { exportName: EXPORT, id, word, reason, ...who }),
    ask: (who = ANNA, more: Partial<typeof RAISE> = {}) =>
      askRaise(it.ports, SETTINGS, { ...RAISE, ...more, ...who }),
    budgetOf: async (team: string) =>
      (await it.world.ports.budgets.read()).budgets.find((budget) => budget.team === team),
  };
}

describe('a drill', () => {
  const id = 'drill-claims-2026-11';

  test('that is confirmed says by whom in its message, once, and counts in the result', async () => {
    const it = await onWednesday();
    expect(await it.answer(id, ANNA, 'confirmed')).toEqual({
      outcome: 'answered',
      text: 'Confirmed by Anna.',
    });
    expect(await it.answer(id, ANNA, 'confirmed')).toEqual({
      outcome: 'refused',
      text: 'It is answered: Confirmed by Anna.',
    });
    expect(read(await it.hour('2026-11-04T11:00:00Z'))).toEqual([
      '#claims-ai (edit) [TEST] · team claims · confirmed by Anna, drill of 2026-11',
    ]);
    const result = [
      ...(await it.hour('2026-11-08T00:00:00Z')),
      ...(await it.hour('2026-11-09T10:00:00Z')),
    ].find(({ notification }) => notification.alertId === 'drill-2026-11');
    expect(result!.notification.headline).toContain('1 of 2 teams did not confirm');
    // Tapped late: the result is put right without a sound.
    await it.answer('drill-search-2026-11', FIONA, 'confirmed');
    const [late] = (await it.hour('2026-11-09T11:00:00Z')).filter(
      ({ notification }) => notification.alertId === 'drill-2026-11',
    );
    expect(late!.notification).toMatchObject({ reason: 'updated', state: 'REPORT' });
  });

  test('takes no word from a stranger, from another team, or about something else', async () => {
    const it = await onWednesday();
    const stranger = { person: undefined, actor: ANNA.actor };
    for (const [who, word] of [
      [stranger, 'confirmed'],
      [someone('Bob', 'owner', ['search']), 'confirmed'],
      [ANNA, 'approved'],
    ] as const) {
      expect(await it.answer(id, who, word)).toMatchObject({ outcome: 'refused' });
    }
    expect(await it.answer('drill-nobody-2026-11', ANNA, 'confirmed')).toMatchObject({ outcome: 'refused' });
    expect(await it.answer('weekly-claims-2026-W44', ANNA, 'confirmed')).toMatchObject({
      outcome: 'refused',
    });
  });
});

describe('a request for more', () => {
  test('goes to finance with what they need, once, however often it is sent', async () => {
    const it = await onWednesday();
    const asked = await it.ask();
    expect(asked).toMatchObject({ outcome: 'asked' });
    expect(await it.ask()).toEqual(asked);
    const [message, ...more] = (await it.hour('2026-11-04T11:00:00Z')).filter(
      ({ notification }) => notification.rule === 'raise',
    );
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      address: '#ai-spend',
      notification: {
        headline: 'REQUEST · team claims · asks for $14,000.00 a month, has $11,000.00, until end of 2026-12',
        actions: [{ name: 'approve' }, { name: 'decline' }],
      },
    });
  });

  test.each([
    ['less than there is', {}, { amount: parsePico('11000') }],
    ['nothing', {}, { team: 'labs', amount: 0n }],
    ['a month that is over', {}, { until: '2026-10' }],
    ['another team', someone('Bob', 'owner', ['search']), {}],
  ])('for %s is refused', async (_, who, more) => {
    const it = await onWednesday();
    const asker = 'person' in who ? who : FIONA;
    expect(await it.ask(asker, more)).toMatchObject({ outcome: 'refused' });
    expect((await it.ports.reports.of(EXPORT, 'raise')).length).toBe(0);
  });

  test('that finance approves is the budget until the month named, and afterwards what it was', async () => {
    const it = await onWednesday();
    const asked = await it.ask();
    const id = asked.outcome === 'asked' ? asked.id : '';
    expect(await it.answer(id, ANNA, 'approved')).toMatchObject({ outcome: 'refused' });
    await it.hour('2026-11-04T11:00:00Z');
    expect(await it.answer(id, FIONA, 'approved', 'agreed with the board')).toMatchObject({
      outcome: 'answered',
    });
    const budget = (await it.budgetOf('claims'))!;
    expect(['2026-10', '2026-11', '2026-12', '2027-01'].map((month) => amountIn(budget, month))).toEqual(
      ['11000', '14000', '14000', '11000'].map(parsePico),
    );
    const told = read(await it.hour('2026-11-04T12:00:00Z'));
    expect(told.filter((line) => line.includes('APPROVED'))).toHaveLength(1);
    // The changed limit is told to the team like any other.
    expect(told.filter((line) => line.startsWith('#claims-ai BUDGET'))).toEqual([
      '#claims-ai BUDGET · team claims · $11,000.00 a month → $14,000.00 a month, by Fiona, from Wed 4 Nov 11:00 UTC',
    ]);
  });

  test('that is declined changes nothing and says why', async () => {
    const it = await onWednesday();
    const asked = await it.ask();
    await it.hour('2026-11-04T11:00:00Z');
    await it.answer(asked.outcome === 'asked' ? asked.id : '', FIONA, 'declined', 'not this year');
    const [message] = (await it.hour('2026-11-04T12:00:00Z')).filter(
      ({ notification }) => notification.rule === 'raise',
    );
    expect(message!.notification).toMatchObject({ change: 'Declined by Fiona: not this year', actions: [] });
    expect(await it.world.ports.budgets.read()).toMatchObject({ version: 1 });
  });
});

test.each([
  ['finance', FIONA],
  ['the owner', someone('Lea', 'owner', ['labs'])],
])('a first card that %s accepts makes the budget that it proposed', async (_, who) => {
  const it = await onWednesday();
  for (const other of [ANNA, someone('Olli', 'on-call', ['labs'])])
    expect(await it.answer('onboarding-labs', other, 'approved')).toMatchObject({ outcome: 'refused' });
  expect(await it.answer('onboarding-labs', who, 'approved')).toMatchObject({ outcome: 'answered' });
  const record = await it.ports.reports.get(EXPORT, 'onboarding', 'onboarding-labs');
  expect(await it.budgetOf('labs')).toEqual({
    team: 'labs',
    currency: 'USD',
    amount: parsePico(record!.figures.proposed!),
    thresholds: [],
  });
  expect(record!.answer).toMatchObject({ word: 'approved', at: parseInstant('2026-11-04T10:00:00Z') });
});

test('a card of a team that was given a budget meanwhile changes nothing, whoever accepts it', async () => {
  const it = await onWednesday();
  const { budgets, version } = await it.world.ports.budgets.read();
  const labs = { team: 'labs', currency: 'USD', amount: parsePico('50'), thresholds: [] };
  await it.world.ports.budgets.replace([...budgets, labs], version, 'Fiona', 0);
  for (const who of [someone('Lea', 'owner', ['labs']), FIONA]) {
    expect(await it.answer('onboarding-labs', who, 'approved')).toEqual({
      outcome: 'refused',
      text: 'The team has a budget of $50.00 a month by now.',
    });
  }
  expect(await it.budgetOf('labs')).toEqual(labs);
});

test('an owner who accepts and dies on the way accepts again, to the same end', async () => {
  const lea = someone('Lea', 'owner', ['labs']);
  for (const operation of ['budgets.replace', 'reports.save']) {
    for (const when of ['before', 'after'] as const) {
      const it = await onWednesday();
      it.world.mishaps.atOperation(operation, when);
      await it.answer('onboarding-labs', lea, 'approved').catch(() => undefined);
      it.world.mishaps.clear();
      await it.answer('onboarding-labs', lea, 'approved');
      const record = await it.ports.reports.get(EXPORT, 'onboarding', 'onboarding-labs');
      expect(record!.answer, `${operation} ${when}`).toBeDefined();
      expect(await it.budgetOf('labs')).toMatchObject({ amount: parsePico(record!.figures.proposed!) });
      expect((await it.budgetOf('labs'))!.months).toBeUndefined();
    }
  }
});

test('an answer that dies on the way can be given again, to the same end', async () => {
  for (const operation of ['budgets.replace', 'reports.save']) {
    for (const when of ['before', 'after'] as const) {
      const it = await onWednesday();
      const asked = await it.ask();
      const id = asked.outcome === 'asked' ? asked.id : '';
      it.world.mishaps.atOperation(operation, when);
      await it.answer(id, FIONA, 'approved').catch(() => undefined);
      it.world.mishaps.clear();
      await it.answer(id, FIONA, 'approved');
      expect(amountIn((await it.budgetOf('claims'))!, '2026-11'), `${operation} ${when}`).toBe(
        parsePico('14000'),
      );
      expect((await it.ports.reports.get(EXPORT, 'raise', id))!.answer, `${operation} ${when}`).toBeDefined();
    }
  }
});
