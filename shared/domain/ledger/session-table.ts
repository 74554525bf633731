import { type Day, dayOfHour, type Hour } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import { type LedgerEntry, SESSION_SAMPLE_MAX } from './entry.ts';
import { createInterner } from './interner.ts';

/** Which sessions of a principal were seen on which day: agents make a new one for every run, so only a few are kept. */
export interface SessionTable {
  /** Number of a scope's session, to be seen with. */
  code(scope: number, session: string): number;
  see(code: number, hour: Hour): void;
  /** Count and sample by scope and day; a sample of all, where a part is to be added to others. */
  summarise(sampleMax?: number): (scope: number, day: Day) => LedgerEntry['sessions'];
}

export const NO_SESSIONS: LedgerEntry['sessions'] = { count: 0, sample: [] };

/** Days of any sane year fit: 2^17 days end in 2328. */
const DAYS = 2 ** 17;

export function createSessionTable(): SessionTable {
  const pairs = createInterner<{ readonly scope: number; readonly session: string }>();
  // Stryker disable next-line ArrayDeclaration: a word is not the day of any row.
  const newest: Day[] = [];
  const seen = new Set<number>();
  return {
    code: (scope, session) => pairs.code(`${scope}#${session}`, () => ({ scope, session })),
    see(code, hour) {
      const day = dayOfHour(hour);
      // Rows of one session come close together: mostly it is the day of the row before.
      // Stryker disable next-line ConditionalExpression: the set below takes each day once anyway.
      if (newest[code] === day) return;
      newest[code] = day;
      seen.add(code * DAYS + day);
    },
    summarise(sampleMax = SESSION_SAMPLE_MAX) {
      const names = new Map<number, string[]>();
      for (const both of seen) {
        const { scope, session } = pairs.values[Math.floor(both / DAYS)]!;
        const key = scope * DAYS + (both % DAYS);
        const list = names.get(key);
        if (list === undefined) names.set(key, [session]);
        else list.push(session);
      }
      return (scope, day) => {
        const list = names.get(scope * DAYS + day);
        if (list === undefined) return NO_SESSIONS;
        return { count: list.length, sample: list.sort(byText).slice(0, sampleMax) };
      };
    },
  };
}
