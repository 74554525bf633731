import type { Alert } from '../../shared/domain/alert/alert.ts';
import { isoInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { NO_PRINCIPAL } from '../../shared/domain/charge/principal.ts';
import type { FirstSeen } from '../../shared/domain/evaluation/first-seen/facts.ts';
import { literal } from './io.ts';

/**
 * The query that gives the hours of an alert from the delivery's own files, for somebody who trusts neither us nor
 * our ledger. Column names are the export's (CUR 2.0 table dictionary). Names are quoted as SQL text.
 */
export function reproducingQuery(alert: Alert): string {
  const { scope, series, startedAt, firstSeen } = alert.finding;
  const last = series.at(-1)?.hour ?? startedAt;
  const first = series[0]?.hour ?? startedAt;
  const conditions = [
    "line_item_line_item_type = 'Usage'",
    `line_item_usage_start_date >= TIMESTAMP '${sqlTime(first)}'`,
    `line_item_usage_start_date < TIMESTAMP '${sqlTime(last + 1)}'`,
    ...principalCondition(scope.principal),
    ...seenCondition(firstSeen),
  ];
  // Models are told by many usage types and product names; a person sees at a glance which are meant.
  const byType = scope.model === undefined ? '' : 'line_item_usage_type AS usage_type, ';
  return [
    `-- ${remark(alert)}`,
    `SELECT date_trunc('hour', line_item_usage_start_date) AS hour, ${byType}sum(line_item_unblended_cost) AS cost`,
    "FROM read_parquet('DELIVERY/*.parquet')  -- or read_csv('DELIVERY/*.csv.gz')",
    `WHERE ${conditions.join('\n  AND ')}`,
    byType === '' ? 'GROUP BY 1 ORDER BY 1;' : 'GROUP BY 1, 2 ORDER BY 1, 2;',
  ].join('\n');
}

/** What the query cannot know: the rest is for the reader to leave out. */
function remark({ finding: { scope, firstSeen } }: Alert): string {
  const team = `team ${literal(scope.team)} is what your attribution rules make it`;
  if (firstSeen !== undefined) return seenRemark(firstSeen);
  if (scope.principal === undefined) return `all callers; ${team}`;
  return scope.model === undefined
    ? `this caller; ${team}`
    : `this caller; of its usage types, those of ${literal(scope.model)} are in the alert; ${team}`;
}

/** Models and tags have many forms in a bill; accounts and regions have a column. */
function seenRemark({ kind, value, key }: FirstSeen): string {
  const all = 'all callers and teams';
  if (kind === 'model') return `${all}; of the usage types, those of ${literal(value)} are in the alert`;
  return kind === 'tag'
    ? `${all}; only charges whose tag ${literal(key ?? '')} is ${literal(value)} are in the alert`
    : all;
}

function seenCondition(seen: FirstSeen | undefined): string[] {
  if (seen?.kind === 'region') return [`product_region_code = ${sqlText(seen.value)}`];
  if (seen?.kind !== 'account') return [];
  return [`line_item_iam_principal LIKE ${sqlText(`arn:aws%::${like(seen.value)}:%`)} ESCAPE '!'`];
}

function principalCondition(principal: string | undefined): string[] {
  if (principal === undefined) return [];
  if (principal === NO_PRINCIPAL) return ["coalesce(line_item_iam_principal, '') = ''"];
  const match = /^(role|sso|user|federated-user|root)\/?(.*)@(\d{12})$/.exec(principal);
  if (match === null) return [`line_item_iam_principal = ${sqlText(principal.replace(/^unknown\//, ''))}`];
  const [, kind, name = '', account] = match;
  const patterns: Readonly<Record<string, readonly string[]>> = {
    // The same role with its sessions, and in the rare form without one.
    role: [
      `arn:aws:sts::${account}:assumed-role/${like(name)}/%`,
      `arn:aws:iam::${account}:role/%${like(name)}`,
    ],
    sso: [`arn:aws:sts::${account}:assumed-role/AWSReservedSSO!_${like(name)}!_%`],
    user: [`arn:aws:iam::${account}:user/%${like(name)}`],
    'federated-user': [`arn:aws:sts::${account}:federated-user/${like(name)}`],
    root: [`arn:aws:iam::${account}:root`],
  };
  const tests = (patterns[kind ?? ''] ?? ['%']).map(
    (pattern) => `line_item_iam_principal LIKE ${sqlText(pattern)} ESCAPE '!'`,
  );
  return [tests.length === 1 ? tests.join('') : `(${tests.join(' OR ')})`];
}

/** `_` stands in many names, and for any character in LIKE. */
const like = (text: string): string => text.replace(/[!%_]/g, '!$&');

const sqlText = (text: string): string => `'${literal(text).replace(/'/g, "''")}'`;
const sqlTime = (hour: number): string => isoInstant(startOfHour(hour)).slice(0, 19).replace('T', ' ');
