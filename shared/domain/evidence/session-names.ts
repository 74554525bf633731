import { digestText } from '../base/digest.ts';

/** How sessions, which often are e-mail addresses, are written. */
export type SessionNames = 'full' | 'initials' | 'pseudonym';

/** `ann.lee@example.com`, `a.l.` or `person-7f3a2c`; a pseudonym is the same for the same name. */
export function sessionName(name: string, policy: SessionNames): string {
  switch (policy) {
    case 'full':
      return name;
    case 'initials':
      return initials(name);
    case 'pseudonym':
      // The end of this hash depends on the whole name most.
      return `person-${digestText(name).slice(-6)}`;
  }
}

const initials = (name: string): string =>
  (name.split('@')[0] ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => `${[...word][0]!.toLowerCase()}.`)
    .join('');
