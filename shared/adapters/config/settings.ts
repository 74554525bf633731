import * as v from 'valibot';
import type { Person } from '../../domain/access/person.ts';
import { misconfigured } from '../../domain/base/failure.ts';
import { type Pico, parsePico, picoText } from '../../domain/base/money.ts';
import {
  type AttributionRule,
  type AttributionSettings,
  DEFAULT_ATTRIBUTION,
} from '../../domain/charge/attribution-settings.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
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

const dollarsOf = (pico: Pico): number => Number(picoText(pico));
const amount = v.pipe(v.number(), v.minValue(0, 'must not be negative'));
const account = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d{12}$/, 'an account id has 12 digits; quote it if it starts with 0'),
);

const TEAM = v.pipe(text, v.description('the team that a principal or an account gives'));
const RULES = v.union(
  [
    v.strictObject({
      'principal-tag': v.pipe(text, v.description("the team is the value of this tag of the caller's")),
    }),
    v.strictObject({
      'resource-tag': v.pipe(text, v.description('the team is the value of this tag of the resource')),
    }),
    v.strictObject({
      principal: v.pipe(
        text,
        v.description('the caller, such as `role/search-*@123456789012`; `*` stands for any signs'),
      ),
      team: TEAM,
    }),
    v.strictObject({
      account: v.pipe(account, v.description('the account that used it, 12 digits in quotes')),
      team: TEAM,
    }),
  ],
  'an unknown attribution rule: use principal-tag: KEY, resource-tag: KEY, principal: PATTERN with team: NAME, or account: ID with team: NAME',
);

const ATTRIBUTION = v.strictObject({
  rules: v.optional(
    v.pipe(
      v.array(RULES),
      v.description('how a charge finds its team: the first that fits; what none fits is `unattributed`'),
      v.metadata({ default: [{ 'principal-tag': 'team' }, { 'resource-tag': 'team' }] }),
    ),
  ),
  dimensions: v.optional(
    v.pipe(
      v.array(text),
      v.description('keys of tags that get a ledger of their own, for `--by` and the console'),
      v.metadata({ default: [] }),
    ),
  ),
});
const DEFAULTS = v.strictObject({
  'min-dollars': v.optional(
    v.pipe(
      amount,
      v.description('a rise counts only from this many dollars above the usual'),
      v.metadata({ default: dollarsOf(EVALUATION_DEFAULTS.minDollars) }),
    ),
  ),
  'min-percent': v.optional(
    v.pipe(
      amount,
      v.description('and only from this many percent above it'),
      v.metadata({ default: EVALUATION_DEFAULTS.minPercent }),
    ),
  ),
  thresholds: v.optional(
    v.pipe(
      v.array(v.pipe(amount, v.gtValue(0))),
      v.nonEmpty(),
      v.description('percent of a budget at which its team is told'),
      v.metadata({ default: EVALUATION_DEFAULTS.thresholds }),
    ),
  ),
});

/** What `billhook.yml` may say, before its sections are held against each other. */
export const SETTINGS_SCHEMA = v.strictObject({
  export: v.optional(
    v.pipe(
      v.strictObject({
        name: v.pipe(text, v.description('name of the data export, where a folder holds several')),
      }),
      v.description('Which export is read.'),
    ),
  ),
  cost: v.optional(
    v.pipe(
      v.picklist(['unblended', 'net']),
      v.description('cost as listed, or after private discounts'),
      v.metadata({ default: 'unblended' }),
    ),
  ),
  attribution: v.optional(v.pipe(ATTRIBUTION, v.description('Whose a charge is.'))),
  defaults: v.optional(v.pipe(DEFAULTS, v.description('For teams whose budget says nothing else.'))),
  slack: v.optional(
    v.strictObject({
      'fallback-channel': v.optional(
        v.pipe(
          text,
          v.description('where a message goes that has no other channel'),
          v.metadata({ default: FALLBACK_CHANNEL }),
        ),
      ),
    }),
  ),
  sns: v.optional(
    v.strictObject({
      'topic-arn': v.pipe(
        text,
        v.startsWith('arn:'),
        v.description('every alert is also published here, as JSON'),
      ),
    }),
  ),
  'console-url': v.optional(
    v.pipe(text, v.url(), v.description('base address of the pages that messages link to')),
  ),
  people: v.optional(
    v.pipe(PEOPLE, v.description('Who may decide, in Slack and in the console; nobody else does.')),
  ),
  ...ROUTING,
  severity: v.optional(
    v.pipe(
      SEVERITY,
      v.description('Extra dollars, at the present rate, from which something is that severe.'),
    ),
  ),
});
const SCHEMA = v.pipe(
  SETTINGS_SCHEMA,
  withoutContradictions((file: v.InferOutput<typeof SETTINGS_SCHEMA>) => [
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
