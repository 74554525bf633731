import { digestText } from '../base/digest.ts';

const PLAIN = /^(?!.*--)[\w-]{1,40}$/;

/**
 * A name from outside as a part of a thread's id: letters, digits, `_` and `-` only, and different for different names.
 * Two dashes stand before the digest of a name that had to be changed, and in no other.
 */
export function idPart(name: string): string {
  if (PLAIN.test(name)) return name;
  const head = name
    .replace(/[^\w]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 24);
  return `${head}--${digestText(name).slice(0, 16)}`;
}
