import type { Dice } from '../builders/dice.ts';

const DEEP = 20_000;
const OPENED = '['.repeat(DEEP) + ']'.repeat(DEEP);
const BOXED = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;

/** Values that want to be more than a value, as JSON text. */
const HOSTILE: readonly string[] = [
  'null',
  'true',
  '0',
  '-1e999',
  '9007199254740993',
  '""',
  '"\\ud800"',
  '"%E0%A4%A"',
  `"${'x'.repeat(30_000)}"`,
  '[]',
  '{}',
  '[[[]]]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1,"length":-1}',
  OPENED,
  BOXED,
];

/** The text of an event with one thing wrong: in its bytes, in one of its values, or all over. */
export function harmedJson(text: string, dice: Dice): string {
  const way = dice.below(5);
  if (way === 0) return text.slice(0, dice.below(text.length));
  if (way === 1) return changedCharacters(text, dice);
  if (way === 2) return dice.pick(HOSTILE);
  if (way === 3) return nested(text, dice);
  return withOtherValue(text, dice);
}

export function changedCharacters(text: string, dice: Dice): string {
  let changed = text;
  for (let i = 1 + dice.below(4); i > 0; i--) {
    const at = dice.below(changed.length);
    const sign = dice.pick([
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      '0',
      '\0',
      '\u202e',
      '\n',
      '%',
      '&',
      '*',
      '-',
    ]);
    changed = changed.slice(0, at) + sign + changed.slice(at + dice.below(3));
  }
  return changed;
}

/** An envelope in an envelope, as often as a queue message of 256 kB can hold. */
function nested(text: string, dice: Dice): string {
  let inner = text;
  for (let i = 1 + dice.below(12); i > 0 && inner.length < 128_000; i--) {
    inner = JSON.stringify({ Type: 'Notification', Message: inner });
  }
  return inner;
}

/** One member somewhere in the tree becomes a hostile value, or gets a hostile name. */
function withOtherValue(text: string, dice: Dice): string {
  const places = [...text.matchAll(/:("[^"\\]*"|true|null|\d+)/g)];
  if (places.length === 0) return dice.pick(HOSTILE);
  const place = dice.pick(places);
  const at = place.index + 1;
  const value = dice.pick(HOSTILE);
  return text.slice(0, at) + value + text.slice(at + place[1]!.length);
}
