import { describe, expect, test } from 'vitest';
import { parseAmount } from '../../../shared/adapters/slack/amount.ts';
import { parsePlanWords } from '../../../shared/adapters/slack/plan-words.ts';
import { parseSlashCommand } from '../../../shared/adapters/slack/slash-command.ts';
import { fridayEvening, parseWhen } from '../../../shared/adapters/slack/when.ts';
import { picoText } from '../../../shared/domain/base/money.ts';

/** A Tuesday, 22:06 in Berlin. */
const NOW = Date.UTC(2026, 10, 17, 21, 6);

describe('what is typed behind /billhook', () => {
  test.each<[string, object]>([
    ['', { name: 'help' }],
    ['  STATUS ', { name: 'status' }],
    ['top', { name: 'top' }],
    ['top "claims europe"', { name: 'top', team: 'claims europe' }],
    ['budget “claims europe”', { name: 'budget', team: 'claims europe' }],
    ['budget claims europe', { name: 'budget', team: 'claims europe' }],
    ['plan', { name: 'plan', words: [] }],
    ['plan claims 5k until friday', { name: 'plan', words: ['claims', '5k', 'until', 'friday'] }],
    ['statsu', { name: 'unknown', word: 'statsu', nearest: 'status' }],
    ['alert', { name: 'unknown', word: 'alert', nearest: 'alerts' }],
    ['tpo', { name: 'unknown', word: 'tpo' }],
    ['delete everything', { name: 'unknown', word: 'delete' }],
    [`${'a'.repeat(2_000)}`, { name: 'unknown', word: 'a'.repeat(2_000) }],
  ])('%j', (text, command) => {
    expect(parseSlashCommand(text)).toEqual(command);
  });
});

test.each([
  ['5000', '5000'],
  ['$5,000', '5000'],
  ['€ 1,234.50', '1234.5'],
  ['12.5k', '12500'],
  ['2M', '2000000'],
  ['5.000', undefined],
  ['5,00', undefined],
  ['-5', undefined],
  ['5000 or so', undefined],
  ['1e9', undefined],
  ['', undefined],
])('the amount %j', (typed, amount) => {
  const found = parseAmount(typed);
  expect(found === undefined ? undefined : picoText(found)).toBe(amount);
});

describe('the end %j on the clocks of Berlin', () => {
  test.each([
    ['friday 18:00 eval', '2026-11-20T17:00:00.000Z', 2],
    ['Fri', '2026-11-20T23:00:00.000Z', 1],
    ['tuesday', '2026-11-17T23:00:00.000Z', 1],
    ['tuesday 21:00', '2026-11-24T20:00:00.000Z', 2],
    ['today 23:30', '2026-11-17T22:30:00.000Z', 2],
    ['tomorrow 3 runs', '2026-11-18T23:00:00.000Z', 1],
    ['2026-11-27', '2026-11-27T23:00:00.000Z', 1],
    ['2026-11-27 09:15', '2026-11-27T08:15:00.000Z', 2],
    ['2026-11-27T09:15', '2026-11-27T08:15:00.000Z', 1],
    ['3d', '2026-11-20T21:06:00.000Z', 1],
    ['2026-02-30', undefined, 0],
    ['friday 25:00', undefined, 0],
    ['27.11.2026', undefined, 0],
    ['fr', undefined, 0],
    ['', undefined, 0],
  ])('%j', (typed, iso, words) => {
    const when = parseWhen(typed.split(' '), NOW, 'Europe/Berlin');
    expect(when && { at: new Date(when.at).toISOString(), words: when.words }).toEqual(
      iso === undefined ? undefined : { at: iso, words },
    );
  });

  test('a form proposes the end of this week’s work, or of next week’s when that is a day away', () => {
    const proposed = (iso: string) => new Date(fridayEvening(Date.parse(iso), 'Europe/Berlin')).toISOString();
    expect(proposed('2026-11-17T21:06:00Z')).toBe('2026-11-20T17:00:00.000Z');
    expect(proposed('2026-11-20T09:00:00Z')).toBe('2026-11-27T17:00:00.000Z');
  });
});

test.each<[string, object | undefined]>([
  ['claims role/agent@1 $5,000 until friday 18:00 eval', { team: 'claims', principal: 'role/agent@1' }],
  ['5k 3d', {}],
  ['for claims europe 100 to today', { team: 'claims europe' }],
  ['claims until friday', undefined],
  ['claims 500', undefined],
  ['claims 500 until', undefined],
])('a plan as typed: %j', (typed, scope) => {
  const found = parsePlanWords(typed.split(' '));
  expect(found).toEqual(scope && { ...scope, cap: expect.anything(), until: expect.anything() });
});
