import * as v from 'valibot';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { Contradiction } from './contradictions.ts';

const dollars = v.optional(v.pipe(v.number(), v.minValue(0, 'must not be negative')));
const LIMITS = v.strictObject({ 'until-morning': dollars, 'until-month-end': dollars });

/** The section `severity:` of billhook.yml: extra cost from which a finding is a warning, or critical. */
export const SEVERITY = v.strictObject({ critical: v.optional(LIMITS), warning: v.optional(LIMITS) });
type Section = v.InferOutput<typeof SEVERITY>;

/** The defaults where the section is silent. */
export const severityFrom = ({ critical, warning }: Section): EvaluationDefaults['severity'] => ({
  critical: limitsFrom(critical, 'critical'),
  warning: limitsFrom(warning, 'warning'),
});

const limitsFrom = (limits: v.InferOutput<typeof LIMITS> = {}, severity: 'critical' | 'warning') => ({
  untilMorning: limits['until-morning'] ?? EVALUATION_DEFAULTS.severity[severity].untilMorning,
  untilMonthEnd: limits['until-month-end'] ?? EVALUATION_DEFAULTS.severity[severity].untilMonthEnd,
});

/** A warning that is dearer than what is critical would never be one. */
export function severityContradictions(section: Section): readonly Contradiction[] {
  const { critical, warning } = severityFrom(section);
  const names = [
    ['until-morning', 'untilMorning'],
    ['until-month-end', 'untilMonthEnd'],
  ] as const;
  return names
    .filter(([, key]) => warning[key] > critical[key])
    .map(([name, key]) => ({
      message: `a warning from $${warning[key]} on would never be one: critical begins at $${critical[key]}`,
      path: ['severity', section.warning?.[name] === undefined ? 'critical' : 'warning', name],
    }));
}
