/** How people are named in a channel: `anna.schmidt@example.com`, `A. S.`, `person-7f3a2c`. */
export type NameStyle = 'full' | 'initials' | 'pseudonym';

/** Stands for a person's name in a message. */
export type Namer = (name: string) => string;

/** `A. S.` of `Anna Schmidt` and of `anna.schmidt@example.com`; `?` where there is no letter. */
export function initialsOf(name: string): string {
  const [local = ''] = name.split('@', 1);
  const parts = local.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const letters = parts.slice(0, 3).map((part) => `${[...part][0]!.toUpperCase()}.`);
  return letters.join(' ') || '?';
}

/** Digits of a pseudonym: of a thousand people about three in a hundred times two share one. */
const PSEUDONYM_DIGITS = 6;

/** `keyedHash` gives hex digits that nobody can reproduce without the key. One person is one name in any case of letters. */
export const pseudonymOf = (name: string, keyedHash: (text: string) => string): string =>
  `person-${keyedHash(name.toLowerCase()).slice(0, PSEUDONYM_DIGITS)}`;

/** Where no key was given, everybody is the same. */
export const NAMELESS: Namer = () => 'person-hidden';
