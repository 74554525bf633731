import type { DaySessions } from '../../../domain/view/spend-cube.ts';

/** A caller has a row a day, and often the same names: each is kept once, rows as columns of numbers. */
export interface CodedSessions {
  readonly callers: readonly (readonly [team: string, principal: string])[];
  readonly samples: readonly (readonly string[])[];
  /** Caller, day, count and sample. */
  readonly columns: readonly Int32Array[];
}

export function codedSessions(rows: readonly DaySessions[]): CodedSessions {
  const callers = numbered<readonly [string, string]>();
  const samples = numbered<readonly string[]>();
  const coded = rows.map(({ team, principal, sample }) => ({
    caller: callers.numberOf(`${team.length} ${team}${principal}`, [team, principal]),
    sample: samples.numberOf(sample, sample),
  }));
  return {
    ...{ callers: callers.all, samples: samples.all },
    columns: [
      Int32Array.from(coded, ({ caller }) => caller),
      Int32Array.from(rows, ({ day }) => day),
      Int32Array.from(rows, ({ count }) => count),
      Int32Array.from(coded, ({ sample }) => sample),
    ],
  };
}

export function sessionsFrom({ callers, samples, columns }: CodedSessions): readonly DaySessions[] {
  const [caller, days, counts, names] = columns as [Int32Array, Int32Array, Int32Array, Int32Array];
  return Array.from(days, (day, row) => {
    const [team, principal] = callers[caller[row]!]!;
    return { team, principal, day, count: counts[row]!, sample: samples[names[row]!]! };
  });
}

/** Values by a key that no other has, in the order in which they first appear. */
function numbered<T>() {
  const all: T[] = [];
  const known = new Map<unknown, number>();
  return {
    all,
    numberOf(key: unknown, value: T): number {
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, all.length);
      return all.push(value) - 1;
    },
  };
}
