/** Every time is UTC, as AWS bills, and says so. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTHS_LONG = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const two = (value: number): string => String(value).padStart(2, '0');

/** `17 Nov` */
export function dayText(time: string | number): string {
  const at = new Date(time);
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
}

/** `6 to 19 Nov`, `28 Oct to 3 Nov`; both days are meant. */
export function daysText(from: string, to: string): string {
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  return from === to
    ? dayText(from)
    : `${isOneMonth ? new Date(from).getUTCDate() : dayText(from)} to ${dayText(to)}`;
}

/** `Tue 17 Nov, 02:00 UTC` */
export function timeText(time: string | number): string {
  return `${DAYS[new Date(time).getUTCDay()]} ${shortTime(time)}`;
}

/** `17 Nov, 02:00 UTC` */
export function shortTime(time: string | number): string {
  const at = new Date(time);
  return `${dayText(time)}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}

/** `2026-11` -> `November 2026` */
export function periodText(period: string): string {
  const [year = '', month = ''] = period.split('-');
  const name = MONTHS_LONG[Number(month) - 1];
  return name === undefined ? period : `${name} ${year}`;
}

/** `Nov 2026` */
export function shortPeriod(period: string): string {
  const [year = '', month = '1'] = period.split('-');
  return `${MONTHS[Number(month) - 1]} ${year}`;
}

/** `3 hours`, `2 days`; under an hour `40 minutes`. */
export function lengthText(ms: number): string {
  const [count, unit] =
    ms < HOUR_MS
      ? [Math.max(1, Math.round(ms / 60_000)), 'minute']
      : ms < 2 * DAY_MS
        ? [Math.round(ms / HOUR_MS), 'hour']
        : [Math.round(ms / DAY_MS), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export const agoText = (time: string, now: number): string =>
  `${lengthText(Math.max(0, now - Date.parse(time)))} ago`;

/** `2026-11-17` of a time, for date fields. */
export const dateOf = (time: string | number): string => new Date(time).toISOString().slice(0, 10);
/** Midnight UTC of a date field's value, moved by so many days. */
export const startOfDate = (date: string, days = 0): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString();
/** First moment of a month. */
export const startOfPeriod = (period: string): string => `${period}-01T00:00:00.000Z`;
