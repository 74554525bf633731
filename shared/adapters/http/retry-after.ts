const SECOND_MS = 1_000;
/** Where somebody asks to wait without saying how long. */
export const WAIT_DEFAULT_MS = 30 * SECOND_MS;
const WAIT_MAX_MS = 24 * 3_600 * SECOND_MS;

/**
 * Milliseconds to wait by a Retry-After header: seconds or an HTTP date, as RFC 9110 §10.2.3 has it. What is missing
 * or makes no sense (negative, words) gives the default; more than a day is a day.
 */
export function retryAfterMs(header: string | null, now: number): number {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value) * SECOND_MS, WAIT_MAX_MS);
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
  return Number.isNaN(date) ? WAIT_DEFAULT_MS : Math.min(Math.max(date - now, 0), WAIT_MAX_MS);
}
