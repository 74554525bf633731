import { DAY_MS, type Instant } from '../base/instant.ts';

/** Plans and silences end by themselves, before everybody has forgotten them: a quarter at the longest. */
export const DECLARED_DAYS_MAX = 92;
/** What began this month may still be announced; what is longer ago was told and is closed. */
const BEGAN_DAYS_MAX = 31;

/** What is wrong with a thing that somebody declares, for the field of a form or the option of a command. */
export interface Problem {
  readonly field: 'team' | 'cap' | 'currency' | 'startsAt' | 'endsAt' | 'matchers' | 'note';
  /** One sentence; names in it are untrusted text. */
  readonly text: string;
}

/** Wrong ends of a span that is declared at `now`. */
export function spanProblems(startsAt: Instant, endsAt: Instant, now: Instant): readonly Problem[] {
  if (!Number.isFinite(startsAt)) return [{ field: 'startsAt', text: 'It needs a time to start at.' }];
  if (!Number.isFinite(endsAt)) return [{ field: 'endsAt', text: 'It needs an end.' }];
  const problems: Problem[] = [];
  if (startsAt < now - BEGAN_DAYS_MAX * DAY_MS) {
    problems.push({ field: 'startsAt', text: `It may have begun at most ${BEGAN_DAYS_MAX} days ago.` });
  }
  if (endsAt <= now) problems.push({ field: 'endsAt', text: 'It must end in the future.' });
  else if (endsAt <= startsAt) problems.push({ field: 'endsAt', text: 'It must end after it starts.' });
  else if (endsAt - startsAt > DECLARED_DAYS_MAX * DAY_MS) {
    problems.push({ field: 'endsAt', text: `It lasts at most ${DECLARED_DAYS_MAX} days.` });
  }
  return problems;
}
