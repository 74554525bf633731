import { DAY_MS, type Instant } from '../base/instant.ts';
import type { Finding } from '../evaluation/finding.ts';
import { hasLabels } from './covers.ts';
import { DECLARED_DAYS_MAX } from './declared-checks.ts';
import type { Matcher, Silence } from './silence.ts';

/** From its start to its end, never for longer than may be declared whatever was stored, and not before it was known. */
export const isInForce = ({ createdAt, startsAt, endsAt }: Silence, at: Instant): boolean =>
  createdAt <= at && startsAt <= at && at < Math.min(endsAt, startsAt + DECLARED_DAYS_MAX * DAY_MS);

/**
 * Whether a silence hides a finding while it is in force: all its matchers fit, and what is told of a budget it hides
 * only by the name of its rule.
 */
export const silenceMatches = (
  silence: Pick<Silence, 'matchers'>,
  finding: Pick<Finding, 'rule' | 'scope'>,
): boolean =>
  silence.matchers.length > 0 &&
  hasLabels(silence, finding) &&
  (!finding.rule.startsWith('budget-') || silence.matchers.some(namesRule));

/** Stars alone name none. */
const namesRule = ({ label, value }: Matcher): boolean => label === 'rule' && /[^*]/.test(value);
