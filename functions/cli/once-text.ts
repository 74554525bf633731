import { isoHour } from '../../shared/domain/base/instant.ts';
import { formatMoney } from '../../shared/domain/base/money.ts';
import type { Drop } from '../../shared/domain/evaluation/drop/facts.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import type { FirstSeen } from '../../shared/domain/evaluation/first-seen/facts.ts';
import { cohortNote, learningText, seenWords } from '../../shared/domain/notification/seen-words.ts';
import { literal } from './io.ts';

/** Who or what an alert is about, where no principal or team says it: `new model claude-opus-5`. */
export const onceSubject = ({ firstSeen }: Finding): string | undefined =>
  firstSeen === undefined ? undefined : `new ${seenWords(firstSeen)}`;

/** Whose it is, and how well it is known yet. */
export const seenAmounts = ({ users: [first], learning }: FirstSeen): string =>
  `${first === undefined ? '' : `mostly ${literal(first.principal)} of team ${literal(first.team)}; `}learning, ${learningText(learning)}`;

export const dropAmounts = ({ lastSeen, to, actual, usualPerDay, parts }: Drop, currency: string): string =>
  `${parts.length < 2 ? '' : `${parts.length} workloads: `}${formatMoney(actual, currency)} in ${to - lastSeen} h since ${isoHour(lastSeen)}, usually ${formatMoney(usualPerDay, currency)}/day; nothing else took over its work`;

/** How it was judged, in full sentences; undefined where a baseline says it. */
export function onceMethod({ firstSeen, drop, currency }: Finding): string | undefined {
  if (firstSeen !== undefined) {
    return [
      `No charge of this ${firstSeen.kind} in the ${firstSeen.unseenDays} days before; data from ${isoHour(firstSeen.knownFrom)} on.`,
      ...cohortNote(firstSeen.cohort, currency),
    ].join(' ');
  }
  if (drop === undefined) return undefined;
  const { lastSeen, to, actual, expected, weeks, others } = drop;
  return `${isoHour(lastSeen)} to ${isoHour(to)}, where charges have come in: ${formatMoney(actual, currency)}, expected ${formatMoney(expected, currency)}, the median of the same hours in ${weeks} earlier weeks; ${others.running} of ${others.of} other regular workloads went on`;
}
