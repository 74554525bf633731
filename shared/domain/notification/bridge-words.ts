import { formatMoney, PICO_PER_UNIT, type Pico } from '../base/money.ts';
import { roundShares } from '../base/round-shares.ts';
import { BRIDGE_PARTS } from '../evaluation/cause/bridge.ts';
import type { Bridge, RiseKind } from '../evaluation/cause/facts.ts';

const WORDS: Readonly<Record<(typeof BRIDGE_PARTS)[number], string>> = {
  volume: 'volume',
  models: 'other models',
  direction: 'input/output mix',
  cache: 'cache',
  price: 'price',
  newPrincipals: 'new callers',
  other: 'not tokens',
  anticipated: 'expected anyway',
};

/** Parts smaller than this of all that moved are summed up: a line is for what matters. */
const SHOWN_PERCENT = 2n;
/** From this size on, cents say nothing. */
const WHOLE_FROM = 100n * PICO_PER_UNIT;

/** What a part of the bridge is called. */
export const bridgeWords = (part: (typeof BRIDGE_PARTS)[number]): string => WORDS[part];

/** A rise in one word, as a label. */
export const riseWords = (kind: RiseKind): string =>
  ({ spike: 'Rise', step: 'New level', creep: 'Slow climb' })[kind];

/**
 * `+$1,140: volume +$980, cache +$160, price +$0`, largest first: the parts as shown sum to the whole as shown. The price is always
 * there, since nobody can act on one and everybody asks. Undefined where one part is all of it: a newcomer explains itself.
 */
export function bridgeText(bridge: Bridge, currency: string): string | undefined {
  const moved = BRIDGE_PARTS.reduce((sum, part) => sum + sizeOf(bridge[part]), 0n);
  if (moved === 0n || sizeOf(bridge.newPrincipals) * 100n >= 98n * moved) return undefined;
  const isShown = (part: (typeof BRIDGE_PARTS)[number]): boolean =>
    part === 'price' || sizeOf(bridge[part]) * 100n >= SHOWN_PERCENT * moved;
  const shown = BRIDGE_PARTS.filter(isShown).sort((a, b) => bySize(bridge[a], bridge[b]));
  const rest = BRIDGE_PARTS.filter((part) => !isShown(part)).reduce((sum, part) => sum + bridge[part], 0n);
  const decimals = sizeOf(bridge.total) >= WHOLE_FROM ? 0 : 2;
  const rounded = roundShares([...shown.map((part) => bridge[part]), rest], decimals);
  const parts = shown.map((part, index) => `${WORDS[part]} ${signed(rounded[index]!, decimals, currency)}`);
  const last = rounded.at(-1)!;
  const total = rounded.reduce((sum, part) => sum + part, 0n);
  if (last !== 0n) parts.push(`rest ${signed(last, decimals, currency)}`);
  return `${signed(total, decimals, currency)}: ${parts.join(', ')}`;
}

const sizeOf = (amount: Pico): Pico => (amount < 0n ? -amount : amount);

/** Largest first, whichever way it moved; of equals the first. */
const bySize = (a: Pico, b: Pico): number => (sizeOf(a) === sizeOf(b) ? 0 : sizeOf(a) > sizeOf(b) ? -1 : 1);

function signed(amount: Pico, decimals: number, currency: string): string {
  const text = formatMoney(amount, currency);
  return `${amount < 0n ? '' : '+'}${decimals === 0 ? text.replace(/\.00(?=\D|$)/, '') : text}`;
}
