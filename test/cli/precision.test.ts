import { expect, test } from 'vitest';
import { precisionJson, precisionText } from '../../functions/cli/precision-text.ts';
import { precisionOf } from '../../shared/domain/alert/feedback/precision.ts';
import type { Verdict } from '../../shared/domain/alert/handling.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import { anIo } from '../builders/an-io.ts';
import { aBudgetFinding, anAlert } from '../builders/transition.ts';

const BY = { id: 'cli:ann', name: 'ann' };

/** An alert told at 21:04 and judged so many hours later. */
const judged = (id: string, verdict: Verdict, hours: number) => {
  const at = Date.parse('2026-11-17T21:04:00.000Z');
  const delivery = '2026-11-17T21:04:00.000Z~exec-2';
  return anAlert({
    id,
    handling: { verdict: { by: BY, at: at + hours * HOUR_MS, verdict, note: '' } },
    history: [
      { at, reason: 'first', delivery, note: '' },
      { at: at + hours * HOUR_MS, reason: 'verdict', delivery, note: verdict, by: BY },
    ],
  });
};

const ALERTS = [
  judged('spike-a', 'real', 1),
  judged('spike-b', 'real', 3.5),
  judged('spike-c', 'noise', 40),
  anAlert({ id: 'spike-d', state: 'pending', untold: true }),
  anAlert({ id: 'budget-a', finding: aBudgetFinding() }),
];
const HINT = { team: 'sea\u202erch', dollars: 700, drops: 5, loses: 0, unjudged: 0 };

test('each rule has how its alerts turned out, how soon they were seen and what the real ones had cost', () => {
  const io = anIo({ width: 200 });
  const [head, , budget, spike] = precisionText(precisionOf(ALERTS), [], io).split('\n');
  const cells = (line = '') => line.trim().split(/ {2,}/);
  expect(Object.fromEntries(cells(head).map((title, index) => [title, cells(spike)[index]]))).toEqual({
    rule: 'spike',
    ...{ fired: '3', muted: '1', judged: '3', real: '2', planned: '0', noise: '1' },
    precision: '67 %',
    'seen after': '3.5 h',
    caught: '$2,960.86',
  });
  expect(cells(budget)).toEqual(['budget-threshold', '1', '0', '0', '0', '0', '0', '–', '–', '–']);
});

test('a hint names the floor and what it drops, and nothing in it reaches a terminal but text', () => {
  const text = precisionText(precisionOf(ALERTS), [HINT], anIo());
  expect(text).toContain('hint: raise the floor of sea\ufffdrch to $700: drops 5 noise, loses 0 real\n');
  expect(precisionJson(precisionOf(ALERTS), [HINT])).toMatchObject({
    rules: [{ rule: 'budget-threshold' }, { rule: 'spike', caught: { USD: '2960.86' } }],
    hints: [{ dollars: 700, drops: 5 }],
  });
});

test('where nobody judged anything, it says how to', () => {
  expect(precisionText(precisionOf(ALERTS.slice(4)), [], anIo())).toContain('alerts expected ALERT');
});
