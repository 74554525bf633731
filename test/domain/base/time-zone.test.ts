import { afterEach, expect, test } from 'vitest';
import {
  dayOf,
  hourOf,
  isoDay,
  isoHour,
  isoInstant,
  parseInstant,
} from '../../../shared/domain/base/instant.ts';
import { periodDays, periodHours, periodOf } from '../../../shared/domain/base/period.ts';
import { hourText, instantText, lastDayText, windowText } from '../../../shared/domain/notification/words.ts';

const own = process.env.TZ;
afterEach(() => {
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
});

/** Around a month's end, a leap day, and nights on which summer time begins or ends somewhere. */
const TIMES = [
  ['2026-10-31T23:59:59.999Z', '2026-10', 'Sat 31 Oct 23:00'],
  ['2026-11-01T00:00:00.000Z', '2026-11', 'Sun 1 Nov 00:00'],
  ['2028-02-29T23:30:00.000Z', '2028-02', 'Tue 29 Feb 23:00'],
  ['2026-02-28T23:59:59.000Z', '2026-02', 'Sat 28 Feb 23:00'],
  ['2026-03-08T07:30:00.000Z', '2026-03', 'Sun 8 Mar 07:00'],
  ['2026-11-01T06:30:00.000Z', '2026-11', 'Sun 1 Nov 06:00'],
  ['2026-03-29T01:30:00.000Z', '2026-03', 'Sun 29 Mar 01:00'],
] as const;

const seen = (text: string): readonly unknown[] => {
  const at = parseInstant(text);
  const [hour, period] = [hourOf(at), periodOf(at)];
  const days = [isoDay(dayOf(at)), periodDays(period), periodHours(period), lastDayText(period)];
  return [
    isoInstant(at),
    period,
    hourText(hour),
    isoHour(hour),
    instantText(at),
    windowText(hour, hour + 30),
    days,
  ];
};

test.each(['America/New_York', 'Europe/Berlin', 'Pacific/Apia', 'Asia/Kolkata'])(
  'months, days and hours are those of UTC for somebody in %s',
  (zone) => {
    process.env.TZ = 'UTC';
    const expected = TIMES.map(([text]) => seen(text));
    expect(expected.map((one) => one.slice(0, 3))).toEqual(TIMES);
    process.env.TZ = zone;
    expect(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()).not.toBe(0);
    expect(TIMES.map(([text]) => seen(text))).toEqual(expected);
  },
);
