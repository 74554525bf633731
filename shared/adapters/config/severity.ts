import * as v from 'valibot';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { Contradiction } from './contradictions.ts';

const dollars = (until: string, value: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.minValue(0, 'must not be negative'),
      v.description(`extra dollars until ${until}`),
      v.metadata({ default: value }),
    ),
  );
const limits = ({ untilMorning, untilMonthEnd }: EvaluationDefaults['severity']['critical']) =>
  v.strictObject({
    'until-morning': dollars("the team's next working day begins", untilMorning),
    'until-month-end': dollars('the month ends', untilMonthEnd),
  });

/** The section `severity:` of billhook.yml: extra cost from which a finding is a warning, or critical. */
export const SEVERITY = v.strictObject({
  critical: v.optional(limits(EVALUATION_DEFAULTS.severity.critical)),
  warning: v.optional(limits(EVALUATION_DEFAULTS.severity.warning)),
});
type Section = v.InferOutput<typeof SEVERITY>;

/** The defaults where the section is silent. */
export const severityFrom = ({ critical, warning }: Section): EvaluationDefaults['severity'] => ({
  critical: limitsFrom(critical, 'critical'),
  warning: limitsFrom(warning, 'warning'),
});

const limitsFrom = (
  { 'until-morning': untilMorning, 'until-month-end': untilMonthEnd }: NonNullable<Section['critical']> = {},
  severity: 'critical' | 'warning',
) => ({
  untilMorning: untilMorning ?? EVALUATION_DEFAULTS.severity[severity].untilMorning,
  untilMonthEnd: untilMonthEnd ?? EVALUATION_DEFAULTS.severity[severity].untilMonthEnd,
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
