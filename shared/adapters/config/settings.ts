import * as v from 'valibot';
import type { Person } from '../../domain/access/person.ts';
import { misconfigured } from '../../domain/base/failure.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import {
  type AttributionRule,
  type AttributionSettings,
  DEFAULT_ATTRIBUTION,
} from '../../domain/charge/attribution-settings.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { Routing } from '../../domain/notification/route.ts';
import { withoutContradictions } from './contradictions.ts';
import { PEOPLE } from './people.ts';
import { ROUTING, routingContradictions, routingOf } from './routing.ts';
import { SEVERITY, severityContradictions, severityFrom } from './severity.ts';
import { text } from './text-field.ts';
import { readYaml } from './yaml-file.ts';

/** What `billhook.yml` says, with every default filled in. */
export interface Settings {
  readonly exportName?: string;
  readonly cost: 'unblended' | 'net';
  readonly attribution: AttributionSettings;
  readonly routing: Routing;
  readonly consoleUrl?: string;
  /** Who may change something; nobody else does. */
  readonly people: readonly Person[];
  /** Floors for teams whose budget sets none. */
  readonly minDollars?: Pico;
  readonly minPercent?: number;
  /** Percent of a budget at which a team is told, for budgets that name none. */
  readonly thresholds?: readonly number[];
  /** Dollars from which a finding is critical or a warning. */
  readonly severity?: EvaluationDefaults['severity'];
}

export const FALLBACK_CHANNEL = '#ai-spend';

export const DEFAULT_SETTINGS: Settings = {
  cost: 'unblended',
  attribution: DEFAULT_ATTRIBUTION,
  routing: { fallbackChannel: FALLBACK_CHANNEL },
  people: [],
};

const amount = v.pipe(v.number(), v.minValue(0, 'must not be negative'));
const account = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d{12}$/, 'an account id has 12 digits; quote it if it starts with 0'),
);

const RULES = v.union(
  [
    v.strictObject({ 'principal-tag': text }),
    v.strictObject({ 'resource-tag': text }),
    v.strictObject({ principal: text, team: text }),
    v.strictObject({ account, team: text }),
  ],
  'an unknown attribution rule: use principal-tag: KEY, resource-tag: KEY, principal: PATTERN with team: NAME, or account: ID with team: NAME',
);

const SECTIONS = v.strictObject({
  export: v.optional(v.strictObject({ name: text })),
  cost: v.optional(v.picklist(['unblended', 'net'])),
  attribution: v.optional(
    v.strictObject({ rules: v.optional(v.array(RULES)), dimensions: v.optional(v.array(text)) }),
  ),
  defaults: v.optional(
    v.strictObject({
      'min-dollars': v.optional(amount),
      'min-percent': v.optional(amount),
      thresholds: v.optional(v.pipe(v.array(v.pipe(amount, v.gtValue(0))), v.nonEmpty())),
    }),
  ),
  slack: v.optional(v.strictObject({ 'fallback-channel': v.optional(text) })),
  sns: v.optional(v.strictObject({ 'topic-arn': v.pipe(text, v.startsWith('arn:')) })),
  'console-url': v.optional(v.pipe(text, v.url())),
  people: v.optional(PEOPLE),
  ...ROUTING,
  severity: v.optional(SEVERITY),
});
const SCHEMA = v.pipe(
  SECTIONS,
  withoutContradictions((file: v.InferOutput<typeof SECTIONS>) => [
    ...routingContradictions(file),
    ...(file.severity === undefined ? [] : severityContradictions(file.severity)),
  ]),
);

/** Throws Failure `misconfigured` naming file, line and setting. */
export function parseSettings(yaml: string, file: string): Settings {
  const found = readYaml(yaml, file, SCHEMA);
  const topicArn = found.sns?.['topic-arn'];
  const defaults = found.defaults ?? {};
  return {
    cost: found.cost ?? DEFAULT_SETTINGS.cost,
    attribution: {
      rules: found.attribution?.rules?.map((rule) => ruleOf(rule, file)) ?? DEFAULT_ATTRIBUTION.rules,
      tagDimensions: found.attribution?.dimensions ?? DEFAULT_ATTRIBUTION.tagDimensions,
    },
    routing: routingOf(found, {
      fallbackChannel: found.slack?.['fallback-channel'] ?? FALLBACK_CHANNEL,
      ...(topicArn === undefined ? {} : { topicArn }),
    }),
    people: found.people ?? DEFAULT_SETTINGS.people,
    ...(found.export === undefined ? {} : { exportName: found.export.name }),
    ...(found['console-url'] === undefined ? {} : { consoleUrl: found['console-url'].replace(/\/+$/, '') }),
    ...(defaults['min-dollars'] === undefined
      ? {}
      : { minDollars: parsePico(String(defaults['min-dollars'])) }),
    ...(defaults['min-percent'] === undefined ? {} : { minPercent: defaults['min-percent'] }),
    ...(found.severity === undefined ? {} : { severity: severityFrom(found.severity) }),
    ...(defaults.thresholds === undefined ? {} : { thresholds: ascending(defaults.thresholds) }),
  };
}

function ruleOf(rule: v.InferOutput<typeof RULES>, file: string): AttributionRule {
  if ('principal-tag' in rule) return { by: 'principal-tag', key: rule['principal-tag'] };
  if ('resource-tag' in rule) return { by: 'resource-tag', key: rule['resource-tag'] };
  if ('principal' in rule) return { by: 'principal', pattern: rule.principal, team: rule.team };
  if ('account' in rule) return { by: 'account', accountId: rule.account, team: rule.team };
  throw misconfigured('an unknown attribution rule', { file });
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
