import { describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { ALERT_ONLY } from '../../../shared/domain/notification/body.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { HEADLINE_MAX } from '../../../shared/domain/notification/headline.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import {
  aBudget,
  aBudgetFinding,
  aFinding,
  anAlert,
  aPointer,
  aTransition,
} from '../../builders/transition.ts';

const tell = (finding: Finding) =>
  composeNotification(aTransition({ after: anAlert({ finding }) }), aPointer);
const factOf = (finding: Finding, label: string) =>
  tell(finding).facts.find((fact) => fact.label === label)?.value;

describe('the headline', () => {
  test('cuts a long name before the amount and the time', () => {
    const { headline } = tell(
      aFinding({
        scope: { team: 'support', principal: `role/${'very-'.repeat(60)}long@123456789012`, model: 'm' },
      }),
    );
    expect(headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
    expect(headline).toContain('…');
    expect(headline.endsWith(' · $148.20/h, 49× usual, since Tue 17 Nov 02:00 UTC')).toBe(true);
  });

  test('says when there was no usual cost instead of dividing by it', () => {
    expect(tell(aFinding({ usualPerHour: 0n })).headline).toContain('$148.20/h, usually nothing,');
  });
});

describe('names', () => {
  test('hold no account where one name is enough, and one where it is not', () => {
    const [one, other] = ['role/etl@123456789012', 'role/etl@210987654321'];
    const parts = (ids: readonly string[]) =>
      tell(
        aFinding({
          contributions: ids.map((principal) => ({
            principal,
            model: 'nova',
            tokenKind: 'input',
            rise: parsePico('1'),
          })),
        }),
      ).contributors.map(({ label }) => label);
    expect(parts([one!])).toEqual(['role/etl · nova input']);
    expect(parts([one!, other!])).toEqual([
      'role/etl (123456789012) · nova input',
      'role/etl (210987654321) · nova input',
    ]);
  });

  test('of people are shown only where the caller itself is named so', () => {
    const finding = aFinding({ scope: { team: 'x', principal: 'user/ann@example.com@123456789012' } });
    expect(tell(finding).parts?.subject).toBe('user/ann@example.com');
    expect(factOf(finding, 'Account')).toBe('123456789012');
    expect(JSON.stringify(tell(aFinding()))).not.toMatch(/\w@\w+\.\w/);
  });

  test('of nobody are words', () => {
    expect(tell(aFinding({ scope: { team: 'x', principal: 'none' } })).parts?.subject).toBe(
      'calls without a caller',
    );
    expect(tell(aFinding({ scope: { team: 'unattributed' } })).parts?.subject).toBe('unattributed spend');
  });
});

describe('what is not known', () => {
  const { baseline, cause: _, ...unjudged } = aFinding();
  const scoped = (scope: Omit<Finding['scope'], 'team'>) => aFinding({ scope: { team: 'x', ...scope } });

  test.each([
    [
      { principal: 'role/a@123456789012', model: 'm' },
      'role/a · m',
      undefined,
      'several token kinds',
      '123456789012',
    ],
    [{ principal: 'a', tokenKind: 'output' }, 'a · output', 'several', undefined, 'not named'],
    [{ tokenKind: 'cache-read' }, 'team x · cache reads', 'several', undefined, undefined],
    [{ model: 'm', tokenKind: 'input' }, 'team x · m input', undefined, undefined, undefined],
  ] as const)('has words or is left out: %j', (scope, subject, model, driver, account) => {
    const finding = scoped(scope);
    expect(tell(finding).parts?.subject).toBe(subject);
    expect(['Model', 'Driven by', 'Account'].map((label) => factOf(finding, label))).toEqual([
      model,
      driver,
      account,
    ]);
  });

  test('takes no place in a message or its data', () => {
    const { notes, data } = tell({ ...unjudged, scope: { team: 'x' } });
    expect(notes).toEqual([expect.stringMatching(/^What would speak against it/), ALERT_ONLY]);
    expect(Object.keys(data)).not.toContain('principal');
    expect(tell({ ...unjudged, rule: 'newcomer' }).notes).toHaveLength(3);
  });

  test.each([
    [3.5, 'less than one false alert a quarter'],
    [3.49, 'about one false alert a month'],
    [2.69, 'about one false alert a week'],
    [1.9, 'several false alerts a week'],
  ])('tells a score of %d in the words of the setting', (score, words) => {
    const note = tell(aFinding({ baseline: { ...baseline!, score } })).notes[0];
    expect(note).toMatch(new RegExp(` give a team ${words}\\.$`));
    // Nothing is rare for who has no past.
    expect(tell(aFinding({ baseline: { ...baseline!, score, history: 0 } })).notes[0]).not.toContain(
      'false alert',
    );
  });

  test('is said where the expectation rests on one window alone', () => {
    const noteOf = (history: number) => tell(aFinding({ baseline: { ...baseline!, history } })).notes[0];
    expect(noteOf(1)).toMatch(/learned from the same hours of one earlier day\. /);
    expect(noteOf(2)).toMatch(/learned from the same hours of 2 earlier days\. /);
    const long = { ...baseline!, to: baseline!.from + 72, history: 5 };
    expect(tell(aFinding({ baseline: long })).notes[0]).toMatch(
      /from 5 windows that ended on earlier days\. /,
    );
  });
});

test.each([
  ['https://billhook.example.com', 'https://billhook.example.com/alerts/spike-3f9a2c71'],
  ['https://example.com/billhook//', 'https://example.com/billhook/alerts/spike-3f9a2c71'],
  [undefined, undefined],
])('the evidence of a console at %s is linked', (consoleUrl, url) => {
  const { links } = composeNotification(
    aTransition(),
    aPointer,
    consoleUrl === undefined ? {} : { consoleUrl },
  );
  expect(links).toEqual(url === undefined ? [] : [{ label: 'See the evidence', url }]);
});

describe('amounts', () => {
  test('are those of the finding, exact for programs and rounded only for people', () => {
    const finding = aFinding({ costPerHour: parsePico('148.204999999999') });
    const { data } = tell(finding);
    expect(factOf(finding, 'Now')).toBe('$148.20/h');
    expect(data).toMatchObject({
      costPerHour: '148.204999999999',
      usualPerHour: '3.0245',
      extraSoFar: '1480.43',
      extraUntilMonthEnd: '47030.8612',
      windowExpected: '33.27',
      startedAt: '2026-11-17T02:00Z',
      dataThrough: '2026-11-17T13:00Z',
    });
  });

  test('of contributors sum to the whole rise, however many there are', () => {
    const contributions = Array.from({ length: 40 }, (_, index) => ({
      principal: `role/r${index}@123456789012`,
      model: 'nova',
      tokenKind: 'input' as const,
      rise: parsePico(String(index + 1)),
    }));
    const { contributors } = tell(aFinding({ contributions }));
    expect(contributors).toHaveLength(6);
    expect(contributors.at(-1)).toEqual({ label: '35 more', value: '+$630.00 · 77 %' });
    const cents = contributors.map(({ value }) => Number(/\$([\d.]+)/.exec(value)![1]));
    expect(cents.reduce((sum, value) => sum + value, 0)).toBe((40 * 41) / 2);
  });

  test('in another currency bear its sign', () => {
    expect(factOf(aFinding({ currency: 'EUR' }), 'Now')).toBe('€148.20/h');
  });
});

describe('a budget message', () => {
  test('of a zero budget speaks of money, not of percent', () => {
    const budget = aBudget({ amount: 0n, spent: parsePico('12'), percent: 0, threshold: 100 });
    const { headline, gauges } = tell(aBudgetFinding({ budget }));
    expect(headline).toBe('WARNING · team claims budget · over: $12.00 of $0.00, day 17 of 30');
    expect(gauges).toEqual([]);
  });

  test('names the pace that would keep the budget, and none where it is used up', () => {
    const label = 'Pace that keeps the budget';
    expect(factOf(aBudgetFinding({ budget: aBudget({ spent: parsePico('9700') }) }), label)).toBe(
      '≈ $96.59 a day',
    );
    expect(factOf(aBudgetFinding({ budget: aBudget({ spent: parsePico('11000') }) }), label)).toBe(
      'none: it is used up',
    );
  });

  test('on the last day counts no more days, and a delivery after the month changes nothing of that', () => {
    const finding = aBudgetFinding({ billingPeriod: '2026-10' });
    expect(factOf(finding, 'Days left')).toBe('0 of 31');
    expect(tell(finding).gauges?.[1]).toEqual({ label: 'Month', share: 1 });
  });

  test('says within where the forecast is, and that it may still end over', () => {
    const within = { low: parsePico('9000'), mid: parsePico('10000'), high: parsePico('11500') };
    const { outlook } = tell(aBudgetFinding({ budget: aBudget({ forecast: within }) }));
    expect(outlook[1]?.value).toBe('≈ $1,000 within, but it may end over');
  });

  test('without its facts is a bug of the caller', () => {
    const { budget: _, ...rest } = aBudgetFinding();
    expect(() => tell(rest)).toThrow(/budget-threshold has no budget facts/);
  });
});

test('what speaks against a spike comes from its own numbers', () => {
  const doubtOf = ({ cause: _, ...finding }: Finding) =>
    tell(finding).notes.find((note) => note.startsWith('What'));
  const { baseline } = aFinding();
  expect(doubtOf(aFinding())).toContain('a planned run');
  expect(doubtOf(aFinding({ shareOfRise: 0.4 }))).toContain(
    'more than half of the team’s rise lies elsewhere',
  );
  expect(doubtOf(aFinding({ shareOfRise: 0.5 }))).toContain('a planned run');
  expect(doubtOf(aFinding({ usualPerHour: 0n }))).toContain('a planned start of something new');
  expect(doubtOf(aFinding({ baseline: { ...baseline!, history: 3 } }))).toContain('little history yet');
  expect(doubtOf(aFinding({ baseline: { ...baseline!, history: 4 } }))).toContain('a planned run');
});

test('a chart shows the day before the start, or all there is where that is a single hour', () => {
  const { series, startedAt } = aFinding();
  const captionOf = (hours: number) => tell(aFinding({ startedAt: startedAt + hours })).sparkCaption;
  expect(captionOf(0)).toMatchObject({ from: 'Mon 16 Nov 02:00', to: 'Tue 17 Nov 12:00', mark: 24 });
  expect(captionOf(33)).toMatchObject({ from: 'Tue 17 Nov 11:00', to: 'Tue 17 Nov 12:00', mark: -1 });
  expect(captionOf(34)).toMatchObject({ from: 'Mon 16 Nov 01:00', to: 'Tue 17 Nov 12:00', mark: -1 });
  expect(tell(aFinding()).spark).toHaveLength(series.length - 1);
});

test('a finding without a series has no chart', () => {
  expect(tell(aFinding({ series: [] }))).toMatchObject({ spark: [] });
  expect(tell(aFinding({ series: [] })).sparkCaption).toBeUndefined();
});

test('every message says that nothing was blocked and how fresh its data is', () => {
  for (const transition of Object.values(TELLINGS)) {
    const { notes, freshness } = composeNotification(transition, aPointer);
    expect(notes.join(' ')).toContain('nothing was blocked');
    expect(freshness).toMatch(
      /^Data (complete through Tue 17 Nov 13:00 UTC|through Tue 17 Nov 13:00 UTC, about 84 % complete \(71 to 93 %\)) · delivery of Tue 17 Nov 21:04 UTC$/,
    );
  }
});

test('only a change has a change line', () => {
  for (const [name, transition] of Object.entries(TELLINGS)) {
    const { change } = composeNotification(transition, aPointer);
    expect(change === '').toBe(/-(first|updated)/.test(name));
    if (change !== '') expect(change).toMatch(/(Still firing|Firing again|No longer firing)\.$/);
  }
});
