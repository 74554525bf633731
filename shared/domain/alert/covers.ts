import { matchesPattern } from '../charge/pattern.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Plan } from './plan.ts';
import type { Matcher, Silence } from './silence.ts';

type Scoped = Pick<Finding, 'rule' | 'scope'>;

/** Whether a finding lies in a plan's scope, whatever the time and what was spent. */
export const inPlanScope = (
  { team, principal, model }: Pick<Plan, 'team' | 'principal' | 'model'>,
  { scope }: Scoped,
): boolean =>
  team === scope.team &&
  (principal === undefined || principal === scope.principal) &&
  (model === undefined || model === scope.model);

/** Whether a finding has all labels of a silence, whatever the time. A label that it lacks is empty. */
export const hasLabels = ({ matchers }: Pick<Silence, 'matchers'>, finding: Scoped): boolean =>
  matchers.every(({ label, value }) => matchesPattern(value, labelOf(finding, label)));

const labelOf = ({ rule, scope }: Scoped, label: Matcher['label']): string =>
  label === 'rule' ? rule : (scope[label] ?? '');
