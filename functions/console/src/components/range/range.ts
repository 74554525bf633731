import { DAY_MS, dateOf, startOfDate } from '../../text/time.ts';

/** Days of a page's range, both shown: `from` and `to` of the address are dates such as `2026-11-06`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

export const isDate = (text: string | undefined): text is string =>
  text !== undefined && DATE.test(text) && !Number.isNaN(Date.parse(text));

/** As the API takes it: an end that is not included. Nothing where the address names no range that can be. */
export function rangeQuery({ from, to }: Readonly<Record<string, string>>): {
  readonly from?: string;
  readonly to?: string;
} {
  return isDate(from) && isDate(to) && from <= to ? timesOf({ from, to }) : {};
}

export const timesOf = ({ from, to }: DateRange): { readonly from: string; readonly to: string } => ({
  from: startOfDate(from),
  to: startOfDate(to, 1),
});

interface Shown {
  readonly times: readonly string[];
}

/** What a document shows. */
export const shownRange = ({ times }: Shown): DateRange | undefined => {
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: dateOf(first), to: dateOf(last) };
};

/** The newest so many days that there is data of. */
export function lastDays(dataThrough: string, days: number): DateRange {
  const last = Date.parse(dataThrough) - 1;
  return { from: dateOf(last - (days - 1) * DAY_MS), to: dateOf(last) };
}

export const daysOf = ({ from, to }: DateRange): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

/** As many days right before. */
export function rangeBefore(range: DateRange): DateRange {
  const start = Date.parse(range.from);
  return { from: dateOf(start - daysOf(range) * DAY_MS), to: dateOf(start - DAY_MS) };
}
