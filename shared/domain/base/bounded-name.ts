import { digestText } from './digest.ts';

/**
 * Keeps a name from outside short enough for a database key. Longer ones are cut and closed with a digest of the whole,
 * so two names that differ only behind the cut stay two.
 */
export function boundedName(name: string, max = 256): string {
  if (name.length <= max) return name;
  // Never between the halves of a surrogate pair.
  const cut = name.slice(0, max - 18).replace(/[\ud800-\udbff]$/, '');
  return `${cut}…~${digestText(name).slice(0, 16)}`;
}
