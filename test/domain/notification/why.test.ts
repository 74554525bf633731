import { describe, expect, it, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { TokenKind } from '../../../shared/domain/charge/charge.ts';
import type { Cause, PatternFact } from '../../../shared/domain/evaluation/cause/facts.ts';
import { bridgeText } from '../../../shared/domain/notification/bridge-words.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { compact, patternFactText } from '../../../shared/domain/notification/pattern-words.ts';
import { whyLines } from '../../../shared/domain/notification/why.ts';
import { aBridge, RUNAWAY_CAUSE } from '../../builders/causes.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { aFinding, aPointer } from '../../builders/transition.ts';

describe('the bridge in one line', () => {
  it.each([
    [{ volume: '980.2', cache: '159.7' }, '+$1,140: volume +$980, cache +$160, price +$0'],
    [{ volume: '1000.5', cache: '500.5', price: '0.4' }, '+$1,501: volume +$1,001, cache +$500, price +$0'],
    [{ volume: '-40', models: '90' }, '+$50.00: other models +$90.00, volume -$40.00, price +$0.00'],
    [{ volume: '1000', cache: '10', other: '11' }, '+$1,021: volume +$1,000, price +$0, rest +$21'],
    [{ price: '300', volume: '4' }, '+$304: price +$300, rest +$4'],
    [{ volume: '500', anticipated: '-100' }, '+$400: volume +$500, expected anyway -$100, price +$0'],
    [{ newPrincipals: '97', volume: '3' }, '+$100: new callers +$97, volume +$3, price +$0'],
  ])('of %j', (parts, text) => {
    expect(bridgeText(aBridge(parts), 'USD')).toBe(text);
  });

  it('keeps the currency of the bill', () => {
    expect(bridgeText(aBridge({ volume: '980.2' }), 'EUR')).toBe('+€980: volume +€980, price +€0');
    expect(bridgeText(aBridge({ volume: '980.2' }), 'CHF')).toBe('+980 CHF: volume +980 CHF, price +0 CHF');
  });

  it('is left out where nothing moved, and where a newcomer is all of it', () => {
    expect(bridgeText(aBridge({}), 'USD')).toBeUndefined();
    expect(bridgeText(aBridge({ newPrincipals: '500', volume: '1' }), 'USD')).toBeUndefined();
  });
});

test.each<[PatternFact['unit'], number, number, string]>([
  ['share', 0.081, 0.624, 'x 8 % → 62 %'],
  ['share', 0, 0.5, 'x 0 % → 50 %'],
  ['ratio', 12, 96.04, 'x 12.0 → 96.0'],
  ['ratio', 99.9, 1234, 'x 99.9 → 1.2k'],
  ['tokens/h', 48_200, 3_710_000, 'x 48k → 3.7M'],
  ['money/h', 0, 148.2, 'x $148.20/h'],
  ['money/M tokens', 1.42, 7.1, 'x $1.42 → $7.10'],
  ['sessions', 3.5, 140, 'x 4 → 140'],
  ['hours', 0, 31, 'x 31 h'],
])('numbers of a pattern in %s, %d and %d', (unit, was, now, text) => {
  expect(patternFactText({ label: 'x', was, now, unit }, 'USD')).toBe(text);
});

test.each([
  [0, '0'],
  [999, '999'],
  [999.6, '1k'],
  [9_940, '9.9k'],
  [9_960, '10k'],
  [999_999, '1M'],
  [2.5e9, '2.5B'],
  [7e13, '70T'],
])('%d tokens are %s', (value, text) => {
  expect(compact(value)).toBe(text);
});

describe('why it costs more', () => {
  const why = (cause: Partial<Cause>, over = false) =>
    whyLines(aFinding({ cause: { ...RUNAWAY_CAUSE, split: [], ...cause } }), over).map(({ label }) => label);
  const priceChange = {
    model: 'm',
    tokenKind: 'output',
    since: 1,
    was: parsePico('5'),
    now: parsePico('4'),
  } as const;

  it('is a pattern and what the rise is made of, in its shape', () => {
    expect(why({})).toEqual(['Pattern', 'Rise']);
    expect(why({ kind: 'step' })).toEqual(['Pattern', 'New level']);
    expect(why({ kind: 'creep', patterns: [] })).toEqual(['Slow climb']);
  });

  it('is a new price before a pattern only where the price carries half of the rise', () => {
    expect(why({ priceChange })).toEqual(['Pattern', 'Rise']);
    expect(why({ priceChange, patterns: [] })).toEqual(['New price', 'Rise']);
    expect(why({ priceChange, bridge: aBridge({ price: '50', volume: '50' }) })).toEqual([
      'New price',
      'Rise',
    ]);
    expect(why({ priceChange, bridge: aBridge({ price: '49', volume: '51' }) })).toEqual(['Pattern', 'Rise']);
    const [line] = whyLines(aFinding({ cause: { ...RUNAWAY_CAUSE, priceChange, patterns: [] } }), false);
    expect(line!.value).toContain('costs 20 % less since');
  });

  it('ends with how the token kinds share in the cost, where more than one does and something was usual', () => {
    const splitOf = (...kinds: readonly (readonly [TokenKind, string, string])[]) =>
      whyLines(
        aFinding({
          cause: {
            ...RUNAWAY_CAUSE,
            split: kinds.map(([tokenKind, now, usual]) => ({
              tokenKind,
              now: parsePico(now),
              usual: parsePico(usual),
            })),
          },
        }),
        false,
      ).find(({ label }) => label === 'Split')?.value;
    expect(splitOf(['output', '91', '34'], ['input', '9', '66'])).toBe(
      'output 91 % of the cost (usually 34 %), input 9 % (66 %)',
    );
    expect(splitOf(['output', '91', '34'], ['input', '9', '66'], ['other', '0.5', '0.5'])).not.toContain(
      'other',
    );
    expect(splitOf(['output', '91', '34'])).toBeUndefined();
    expect(splitOf(['output', '91', '0'], ['input', '9', '0'])).toBeUndefined();
    expect(splitOf(['output', '110', '60'], ['input', '-10', '40'])).toBe(
      'output 100 % of the cost (usually 60 %), input 0 % (40 %)',
    );
  });

  it('is the name of the pattern once it is over', () => {
    expect(whyLines(aFinding(), true)).toEqual([{ label: 'Pattern', value: 'likely self-talk' }]);
    expect(why({ patterns: [] }, true)).toEqual([]);
  });

  it('is nothing where only costs are known', () => {
    const { cause: _, ...finding } = aFinding();
    expect(whyLines(finding, false)).toEqual([]);
  });

  it('takes three short lines of any message, and the place of what else would speak against it', () => {
    for (const transition of Object.values(TELLINGS)) {
      const { why = [], notes } = composeNotification(transition, aPointer);
      expect(why.length).toBeLessThanOrEqual(3);
      for (const { value } of why) expect(value.length).toBeLessThanOrEqual(220);
      const patterned = why.some(({ label }) => label === 'Pattern');
      if (patterned) expect(notes.some((note) => note.startsWith('What'))).toBe(false);
    }
  });
});

describe('for programs', () => {
  const dataOf = (telling: string) => composeNotification(TELLINGS[telling]!, aPointer).data;
  it('the bridge is exact, and the pattern has its numbers', () => {
    expect(dataOf('spike-first')).toMatchObject({
      riseKind: 'spike',
      causeLevel: 'token-kind',
      bridgeVolume: '1182.1',
      bridgeDirection: '291.83',
      bridgeNewPrincipals: '0',
      pattern: 'self-talk',
      patternConfidence: 'likely',
      patternMeasure: 'output’s share of all tokens',
      patternWas: 0.081,
      patternNow: 0.624,
      patternUnit: 'share',
    });
  });
  it('a new price and a switch of models have their facts, and what is not known has none', () => {
    expect(dataOf('spike-first-new-price')).toMatchObject({
      priceChangeModel: 'claude-opus-4.6',
      priceChangeSince: '2026-11-17T02:00Z',
      pricePerMillionWas: '25',
      pricePerMillion: '32.5',
    });
    expect(dataOf('spike-first-model-jump')).toMatchObject({
      modelSwitchFrom: 'claude-haiku-4.5',
      modelSwitchTo: 'claude-opus-4.6',
      modelSwitchShare: 0.94,
    });
    expect(
      Object.keys(dataOf('budget-first')).filter((key) => /^(bridge|pattern|price|rise)/.test(key)),
    ).toEqual([]);
  });
});
