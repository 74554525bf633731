import type { Dice } from '../builders/dice.ts';
import type { BaseFile, Range } from './bases.ts';

/** What can happen to bytes on their way, and where in a file it hurts most. */
export const DAMAGES = [
  'bit flip anywhere',
  'bytes of the footer',
  'bytes of a page',
  'bytes of a page header',
  'cut off',
  'zeroed range',
  'spliced range',
  'doubled range',
] as const;
export type Damage = (typeof DAMAGES)[number];

/** The file with this damage; some damage leaves it as it was. */
export function damaged(base: BaseFile, damage: Damage, dice: Dice): Uint8Array {
  const bytes = base.bytes.slice();
  const whole: Range = { from: 0, to: bytes.length };
  if (damage === 'bit flip anywhere') return flipped(bytes, whole, 1, dice);
  if (damage === 'bytes of the footer') return flipped(bytes, base.footer, 1 + dice.below(3), dice);
  if (damage === 'bytes of a page') return flipped(bytes, dice.pick(base.pages), 1 + dice.below(3), dice);
  if (damage === 'bytes of a page header') return replaced(bytes, dice.pick(base.pageHeaders), dice);
  if (damage === 'cut off') return bytes.slice(0, dice.below(bytes.length));
  const from = dice.below(bytes.length);
  const length = 1 + dice.below(dice.chance(0.5) ? 16 : 2_000);
  if (damage === 'zeroed range') return bytes.fill(dice.pick([0, 0, 255, 128]), from, from + length);
  if (damage === 'spliced range') return bytes.copyWithin(from, dice.below(bytes.length), from + length);
  const twice = new Uint8Array(bytes.length + Math.min(length, bytes.length - from));
  twice.set(bytes.subarray(0, from + length));
  twice.set(bytes.subarray(from), Math.min(from + length, bytes.length));
  return twice;
}

function flipped(bytes: Uint8Array, { from, to }: Range, times: number, dice: Dice): Uint8Array {
  for (let i = 0; i < times; i++) bytes[from + dice.below(to - from)]! ^= 1 << dice.below(8);
  return bytes;
}

/** Whole bytes anew: numbers of any size come up soon. */
function replaced(bytes: Uint8Array, { from, to }: Range, dice: Dice): Uint8Array {
  for (let i = 1 + dice.below(3); i > 0; i--) bytes[from + dice.below(to - from)] = dice.below(256);
  return bytes;
}
