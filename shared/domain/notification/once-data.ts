import { isoHour } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import type { Drop } from '../evaluation/drop/facts.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Cohort, FirstSeen, Learning } from '../evaluation/first-seen/facts.ts';

type Data = Record<string, string | number>;

/** What findings say that are no rise, and how newcomers compare: for programs. */
export const onceData = ({ firstSeen, drop, cohort, learning, ownerGuess }: Finding): Data => ({
  ...(firstSeen === undefined ? {} : seenData(firstSeen)),
  ...(drop === undefined ? {} : dropData(drop)),
  ...(cohort === undefined ? {} : cohortData(cohort)),
  ...(learning === undefined ? {} : learningData(learning)),
  ...(ownerGuess === undefined ? {} : { perhapsTeam: ownerGuess.team, perhapsBecause: ownerGuess.by }),
});

const seenData = ({ kind, key, value, unseenDays, learning, cohort }: FirstSeen): Data => ({
  newKind: kind,
  ...(key === undefined ? {} : { newTag: key }),
  newValue: value,
  unseenDays,
  ...learningData(learning),
  ...(cohort === undefined ? {} : cohortData(cohort)),
});

const learningData = ({ day, of }: Learning): Data => ({ learningDay: day, learningDays: of });

const cohortData = ({ size, from, to, median, own }: Cohort): Data => ({
  cohortSize: size,
  cohortFromHour: from,
  cohortToHour: to,
  cohortMedian: picoText(median),
  cohortOwn: picoText(own),
});

const dropData = ({ lastSeen, to, usualPerDay, expected, actual, weeks }: Drop): Data => ({
  lastSeenAt: isoHour(lastSeen),
  silentHours: to - lastSeen,
  usualPerDay: picoText(usualPerDay),
  silentExpected: picoText(expected),
  silentCost: picoText(actual),
  usualWeeks: weeks,
});
