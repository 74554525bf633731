import { hourOf, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { Bridge, Cause } from '../../shared/domain/evaluation/cause/facts.ts';

/** A bridge of these dollars; what is not named is nothing. */
export function aBridge(parts: Readonly<Partial<Record<Exclude<keyof Bridge, 'total'>, string>>>): Bridge {
  const of = (part: keyof typeof parts): bigint => parsePico(parts[part] ?? '0');
  const bridge = {
    volume: of('volume'),
    models: of('models'),
    direction: of('direction'),
    cache: of('cache'),
    price: of('price'),
    newPrincipals: of('newPrincipals'),
    other: of('other'),
    anticipated: of('anticipated'),
  };
  return { ...bridge, total: Object.values(bridge).reduce((sum, part) => sum + part, 0n) };
}

const AGENT = 'role/claims-agent@123456789012';
const MODEL = 'claude-opus-4.6';

/** It answers itself, mostly more of the same, and all of it on one model's output. */
export const RUNAWAY_CAUSE: Cause = {
  kind: 'spike',
  bridge: aBridge({ volume: '1182.1', direction: '291.83', cache: '6.5' }),
  split: [
    { tokenKind: 'output', now: parsePico('1380.6'), usual: parsePico('11.2') },
    { tokenKind: 'input', now: parsePico('121.1'), usual: parsePico('19.3') },
    { tokenKind: 'cache-read', now: parsePico('12'), usual: parsePico('2.77') },
  ],
  explained: {
    level: 'token-kind',
    parts: [{ principal: AGENT, model: MODEL, tokenKind: 'output', rise: parsePico('1480.43'), percent: 96 }],
    rest: { count: 2, rise: parsePico('58.45'), percent: 4 },
    less: [
      { principal: AGENT, model: MODEL, tokenKind: 'cache-read', rise: parsePico('-58.45'), percent: 0 },
    ],
    lessTotal: parsePico('-58.45'),
  },
  patterns: [
    {
      name: 'self-talk',
      confidence: 'likely',
      facts: [
        { label: 'output’s share of all tokens', was: 0.081, now: 0.624, unit: 'share' },
        { label: 'output tokens an hour', was: 48_200, now: 3_710_000, unit: 'tokens/h' },
      ],
      against: ['only 11 hours of it', 'a job that is meant to write much looks the same'],
    },
  ],
};

/** All of it is new. */
export const NEWCOMER_CAUSE: Cause = {
  ...RUNAWAY_CAUSE,
  bridge: aBridge({ newPrincipals: '96' }),
  patterns: [],
};

export const NEW_PRICE_CAUSE: Cause = {
  ...RUNAWAY_CAUSE,
  kind: 'step',
  bridge: aBridge({ price: '1402.2', volume: '78.23' }),
  patterns: [],
  priceChange: {
    model: MODEL,
    tokenKind: 'output',
    since: hourOf(parseInstant('2026-11-17T02:00:00Z')),
    was: parsePico('25'),
    now: parsePico('32.5'),
  },
};

const JUMP = {
  principal: AGENT,
  from: 'claude-haiku-4.5',
  to: MODEL,
  tokensWas: 41_000_000,
  tokensNow: 44_900_000,
  shareWas: 0,
  shareNow: 0.94,
  fromPrice: parsePico('1.42'),
  toPrice: parsePico('7.1'),
};

export const MODEL_JUMP_CAUSE: Cause = {
  ...RUNAWAY_CAUSE,
  bridge: aBridge({ models: '1350', volume: '130.43' }),
  patterns: [
    {
      name: 'model jump',
      confidence: 'likely',
      facts: [
        { label: 'tokens on the dearer model', was: 0, now: 0.94, unit: 'share' },
        { label: 'price of a million tokens', was: 1.42, now: 7.1, unit: 'money/M tokens' },
      ],
      against: ['it may have been decided: a migration looks the same'],
    },
  ],
  modelSwitch: JUMP,
};

/** A model that costs about the same: a fact and no pattern. */
export const OTHER_MODEL_CAUSE: Cause = {
  ...RUNAWAY_CAUSE,
  kind: 'creep',
  patterns: [],
  modelSwitch: { ...JUMP, toPrice: parsePico('1.61') },
};
