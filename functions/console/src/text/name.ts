/**
 * The part of a principal's ARN that people say: `role/claims-agent` of
 * `arn:aws:iam::123456789012:role/claims-agent`. Anything else stays whole.
 */
export function shortPrincipal(id: string): string {
  const resource = /^arn:[^:]*:(?:iam|sts)::[^:]*:(.+)$/.exec(id)?.[1];
  return resource ?? id;
}

/** `Cache read` of `cache-read`. */
export const wordsOf = (key: string): string => {
  const words = key.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
