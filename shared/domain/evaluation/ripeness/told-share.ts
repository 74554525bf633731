import { periodHours } from '../../base/period.ts';
import type { Finding } from '../finding.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { WHOLE_BILL } from './family.ts';

/** From here on nobody needs to be told that something is still to come. */
const WHOLE = 0.995;

/**
 * The finding with how complete its hours are: from its start, or for a budget from that of the month, to the end of the
 * data. Of the whole bill, as that is what a message says of its data. A silence is judged by complete hours only.
 */
export function withCompleteness({ filling, dataEnd }: JudgedTime, finding: Finding): Finding {
  const from = finding.budget === undefined ? finding.startedAt : periodHours(finding.billingPeriod).from;
  if (filling === undefined || finding.drop !== undefined || from >= dataEnd) return finding;
  const { ripeness, ageZero } = filling;
  const completeness = ripeness.completeness({ family: WHOLE_BILL, from, to: dataEnd, ageZero });
  return completeness.mid >= WHOLE ? finding : { ...finding, completeness };
}
