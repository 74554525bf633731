/** What the ledger calls rows in which the bill names nobody. */
const NO_CALLER = 'none';

/**
 * The part of a principal's ARN that people say: `role/claims-agent` of
 * `arn:aws:iam::123456789012:role/claims-agent`. Anything else stays whole.
 */
export function shortPrincipal(id: string): string {
  if (id === NO_CALLER) return 'calls without a caller';
  const resource = /^arn:[^:]*:(?:iam|sts)::[^:]*:(.+)$/.exec(id)?.[1];
  return resource ?? id;
}

/** `Cache read` of `cache-read`. */
export const wordsOf = (key: string): string => {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
