import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { BUDGET_MEANINGS } from '../../shared/adapters/config/budget-field.ts';
import { SETTINGS_SCHEMA } from '../../shared/adapters/config/settings.ts';
import { VARIABLES, variablesTable } from '../../shared/runtime/variables.ts';
import { settingsTables } from './settings-tables.ts';
import { stackParametersTable } from './stack-parameters.ts';

/** JSON Schema of billhook.yml, for editors: it knows names, values and meanings; contradictions only Billhook knows. */
export function settingsSchema() {
  return { ...toJsonSchema(SETTINGS_SCHEMA, { errorMode: 'ignore' }), title: 'billhook.yml' };
}

/** The page of everything that can be set, from the very tables and schemas that check it. */
export function configurationReference(): string {
  const parameters = readFileSync(new URL('../parameters.yml', import.meta.url), 'utf8');
  return [
    '# Everything that can be set',
    'This page is made by `node infra/reference/configuration.ts` from what the code checks; a test holds the two together.',
    `- [billhook.yml](#billhookyml): whose a charge is, who may decide, where messages go
- [Budgets](#budgets): a spreadsheet, or the console
- [The secret](#the-secret): Slack and other channels
- [Parameters of the stack](#parameters-of-the-stack): what is chosen when it is deployed
- [Environment of the functions](#environment-of-the-functions): set by the template`,
    '## billhook.yml',
    `In the cloud it is \`config/billhook.yml\` in the working bucket; a function takes a new one within five minutes, and keeps
the last good one if the new one is wrong. On the command line it is \`--config FILE\`. Every setting may be left out; one
that is not known is an error with file, line and name. [billhook.schema.json](billhook.schema.json) lets an editor complete
and check it:`,
    '```yaml\n# yaml-language-server: $schema=docs/billhook.schema.json\n```',
    settingsTables(settingsSchema()),
    '## Budgets',
    `A CSV file or \`budgets:\` in YAML, with \`npx billhook budgets import FILE\`; the same fields are in the console. Only the
first two are needed. A file with one mistake is refused whole, with line and column.`,
    budgetTable(),
    '## The secret',
    `One SSM SecureString that you make and the stack only reads, named by the parameter \`slackParameter\`; functions take a
new one within five minutes. [Routing](routing.md#the-secret) shows one.`,
    SECRET,
    '## Parameters of the stack',
    'As `--param name=value` of `npx osls deploy`; numbers that differ by stage stand in `infra/stages/`.',
    stackParametersTable(parameters),
    '## Environment of the functions',
    `The template sets these ${VARIABLES.length}; they are checked at cold start. Powertools reads
\`POWERTOOLS_SERVICE_NAME\`, \`POWERTOOLS_METRICS_NAMESPACE\` and \`POWERTOOLS_LOG_LEVEL\`.`,
    variablesTable(),
  ]
    .join('\n\n')
    .concat('\n');
}

const SECRET = `| field | holds |
|---|---|
| \`botToken\` | Slack: the *Bot User OAuth Token*, \`xoxb-…\` |
| \`signingSecret\` | Slack: by which a click is known to be Slack's; without it messages have no buttons |
| \`webhooks\` | Slack without an app: address by channel |
| \`endpoints\` | by name: \`url\`, and \`signingKeys\` of at least 16 characters, newest first |
| \`pagerduty\` | by name: a routing key of 32 characters, or \`{"routingKey", "region": "eu"}\` |
| \`namesKey\` | key of pseudonyms, at least 16 characters |`;

function budgetTable(): string {
  const rows = Object.entries(BUDGET_MEANINGS).map(
    ([name, [byDefault, meaning]]) => `| \`${name}\` | ${byDefault} | ${meaning} |`,
  );
  return ['| column | left out | meaning |', '|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) {
  writeFileSync(new URL('../../docs/configuration.md', import.meta.url), configurationReference());
  const schema = `${JSON.stringify(settingsSchema(), undefined, 2)}\n`;
  writeFileSync(new URL('../../docs/billhook.schema.json', import.meta.url), schema);
}
