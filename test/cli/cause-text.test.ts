import { expect, test } from 'vitest';
import { alertLines } from '../../functions/cli/alert-text.ts';
import { causeJson } from '../../functions/cli/cause-json.ts';
import { causeParts } from '../../functions/cli/cause-text.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Cause } from '../../shared/domain/evaluation/cause/facts.ts';
import { anIo } from '../builders/an-io.ts';
import {
  aBridge,
  MODEL_JUMP_CAUSE,
  NEW_PRICE_CAUSE,
  NEWCOMER_CAUSE,
  RUNAWAY_CAUSE,
} from '../builders/causes.ts';
import { aFinding, anAlert } from '../builders/transition.ts';

const told = (cause: Cause): string => causeParts(aFinding({ cause }), anIo()).join('\n\n');

test('explain has the whole bridge, the fewest things, all numbers of the pattern and all that speaks against it', () => {
  expect(told(RUNAWAY_CAUSE)).toBe(
    [
      'Why it rose (a jump, against the usual of these hours)',
      'part                  amount  of it',
      '────────────────  ──────────  ─────',
      'volume            +$1,182.10   80 %',
      'input/output mix    +$291.83   20 %',
      'cache                 +$6.50  0.4 %',
      'price                 +$0.00',
      'all               +$1,480.43',
    ]
      .join('\n')
      .concat(
        '\n\nThe fewest things that explain it (by caller, model and token kind)\n',
        '  role/claims-agent@123456789012 · claude-opus-4.6 · output  +$1,480.43  96 %\n',
        '  2 more  +$58.45  4 %\n',
        '  less role/claims-agent@123456789012 · claude-opus-4.6 · cache reads  -$58.45\n\n',
        'Pattern: likely self-talk\n',
        '  output’s share of all tokens 8 % → 62 %\n',
        '  output tokens an hour 48k → 3.7M\n',
        '  against it: only 11 hours of it\n',
        '  against it: a job that is meant to write much looks the same',
      ),
  );
});

test('a new price and another model are told with their numbers', () => {
  expect(told(NEW_PRICE_CAUSE)).toContain(
    'New price\n  the same claude-opus-4.6 output costs 30 % more since Tue 17 Nov 02:00 UTC: $25.00 → $32.50 a million tokens',
  );
  expect(told(MODEL_JUMP_CAUSE)).toContain(
    'Other model\n  moved from claude-haiku-4.5 to claude-opus-4.6 (0 % → 94 % of the tokens, 1.1× the volume), $1.42 → $7.10 a million tokens',
  );
  expect(told(MODEL_JUMP_CAUSE)).toContain(
    'Pattern: likely model jump from claude-haiku-4.5 to claude-opus-4.6',
  );
});

test('where many callers rose the team speaks, and fallen parts without a name are one', () => {
  const explained = {
    level: 'team' as const,
    parts: [],
    rest: { count: 9, rise: parsePico('90'), percent: 100 },
    less: [{ principal: 'role/quiet', rise: parsePico('-4'), percent: 0 }],
    lessTotal: parsePico('-6'),
  };
  expect(told({ ...NEWCOMER_CAUSE, explained })).toContain(
    '(many callers rose: the team speaks)\n  9 more  +$90.00  100 %\n  less role/quiet  -$4.00\n  less others  -$2.00',
  );
  const nothing = { ...explained, rest: { count: 0, rise: 0n, percent: 0 }, less: [], lessTotal: 0n };
  expect(told({ ...NEWCOMER_CAUSE, explained: nothing })).not.toContain('The fewest things');
});

test('an alert in a list has at most two lines of why, and none where only costs are known', () => {
  const lines = alertLines(anAlert(), anIo()).split('\n');
  expect(lines.filter((line) => /^ {2}(pattern|rise):/.test(line))).toEqual([
    '  pattern: likely self-talk: output’s share of all tokens 8 % → 62 %, output tokens an hour 48k → 3.7M; against it: only 11 hours of it',
    '  rise: +$1,480: volume +$1,182, input/output mix +$292, price +$0, rest +$6',
  ]);
  const { cause: _, ...finding } = aFinding();
  expect(alertLines(anAlert({ finding }), anIo())).not.toMatch(/pattern|rise:/);
  expect(causeParts(finding, anIo())).toEqual([]);
});

test('programs get exact money and times', () => {
  const bridge = aBridge({ volume: '0.000000000001', price: '-3' });
  const json = causeJson({ ...NEW_PRICE_CAUSE, bridge });
  expect(json).toMatchObject({
    riseKind: 'step',
    bridge: { total: '-2.999999999999', volume: '0.000000000001', price: '-3', cache: '0' },
    explained: { parts: [{ rise: '1480.43', percent: 96 }], less: [{ rise: '-58.45' }], lessTotal: '-58.45' },
    priceChange: { since: '2026-11-17T02:00Z', was: '25', now: '32.5' },
  });
  expect(causeJson(MODEL_JUMP_CAUSE)).toMatchObject({
    modelSwitch: { from: 'claude-haiku-4.5', fromPrice: '1.42' },
    patterns: [{ name: 'model jump', against: [expect.any(String)] }],
  });
});
