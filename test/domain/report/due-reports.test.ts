import { describe, expect, test } from 'vitest';
import { HOUR_MS, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { type DueReport, dueReports, isInTime } from '../../../shared/domain/report/due-reports.ts';

const TEAMS = [{ team: 'claims', timeZone: 'Europe/Berlin' }, { team: 'search' }] as const;

const dueAt = (time: string, isFinal = false): readonly DueReport[] =>
  dueReports({ now: parseInstant(time), teams: TEAMS, isFinal: () => isFinal });
const newAt = (time: string, isFinal = false): readonly string[] =>
  dueAt(time, isFinal)
    .filter((due) => isInTime(due, parseInstant(time)))
    .map(({ id }) => id);

/** Each id with the hour in which an hourly look would write it, if every report that it saw were written. */
function writtenIn(from: string, to: string, missed: (hour: string) => boolean = () => false) {
  const written = new Map<string, string>();
  for (let now = parseInstant(from); now < parseInstant(to); now += HOUR_MS) {
    if (missed(isoInstant(now))) continue;
    for (const id of newAt(isoInstant(now)))
      if (!written.has(id)) written.set(id, isoInstant(now).slice(5, 13));
  }
  return Object.fromEntries(written);
}

describe('what is due', () => {
  test("is told once in November, each at its hour on the team's clocks", () => {
    expect(writtenIn('2026-11-01T12:00:00Z', '2026-12-01T00:00:00Z')).toEqual({
      'weekly-claims-2026-W44': '11-02T08',
      'weekly-search-2026-W44': '11-02T09',
      'untagged-2026-W44': '11-02T09',
      'drill-claims-2026-11': '11-04T09',
      'drill-search-2026-11': '11-04T10',
      'close-2026-10': '11-05T09',
      'drill-2026-11': '11-08T00',
      'weekly-claims-2026-W45': '11-09T08',
      'weekly-search-2026-W45': '11-09T09',
      'untagged-2026-W45': '11-09T09',
      'weekly-claims-2026-W46': '11-16T08',
      'weekly-search-2026-W46': '11-16T09',
      'untagged-2026-W46': '11-16T09',
      'weekly-claims-2026-W47': '11-23T08',
      'weekly-search-2026-W47': '11-23T09',
      'untagged-2026-W47': '11-23T09',
      'weekly-claims-2026-W48': '11-30T08',
      'weekly-search-2026-W48': '11-30T09',
      'untagged-2026-W48': '11-30T09',
    });
  });

  test('is caught up with after a day without any look, and not after three', () => {
    const day = writtenIn('2026-11-09T00:00:00Z', '2026-11-14T00:00:00Z', (hour) => hour < '2026-11-10T15');
    expect(day).toMatchObject({ 'weekly-claims-2026-W45': '11-10T15', 'weekly-search-2026-W45': '11-10T15' });
    const three = writtenIn('2026-11-09T00:00:00Z', '2026-11-14T00:00:00Z', (hour) => hour < '2026-11-12T00');
    expect(Object.keys(three).filter((id) => id.startsWith('weekly'))).toEqual([]);
  });

  test('includes a statement before the fifth day where the bill is final', () => {
    expect(newAt('2026-11-03T00:00:00Z')).not.toContain('close-2026-10');
    expect(newAt('2026-11-03T00:00:00Z', true)).toContain('close-2026-10');
    expect(newAt('2026-11-20T00:00:00Z')).toContain('close-2026-10');
    expect(newAt('2026-12-01T00:00:00Z')).not.toContain('close-2026-10');
  });

  test('stays current until the next one of its kind is due', () => {
    const ids = (time: string) => dueAt(time).map(({ id }) => id);
    expect(ids('2026-11-16T07:59:00Z')).toContain('weekly-claims-2026-W45');
    expect(ids('2026-11-16T08:00:00Z')).toContain('weekly-claims-2026-W46');
    expect(ids('2026-11-16T08:00:00Z')).not.toContain('weekly-claims-2026-W45');
  });
});
