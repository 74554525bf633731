import type { AttributionRule, AttributionSettings } from '../../charge/attribution-settings.ts';
import { UNATTRIBUTED } from '../../charge/principal.ts';
import type { TagSource } from '../../charge/tags.ts';
import { principalColumn } from './caller-term.ts';
import { type Dialect, sqlText } from './dialect.ts';
import { blankless, type QueryTerm } from './row-terms.ts';

/** Charges that the attribution rules give to a team: the first rule that matches wins. */
export function teamTerm(team: string, { rules }: AttributionSettings, dialect: Dialect): QueryTerm {
  const claims = rules.map((rule) => claimOf(rule, dialect));
  return {
    name: 'team',
    sql: `coalesce(${[...claims, sqlText(UNATTRIBUTED)].join(',\n      ')}) = ${sqlText(team)}`,
  };
}

/** A tag's own ledger: the principal's tag before the resource's. */
export const tagTerm = (key: string, value: string, dialect: Dialect): QueryTerm => ({
  name: 'tag',
  sql: `coalesce(${tagOf('principal', key, dialect)}, ${tagOf('resource', key, dialect)}) = ${sqlText(value)}`,
});

/** The team that a rule gives a row to, or NULL. */
function claimOf(rule: AttributionRule, dialect: Dialect): string {
  switch (rule.by) {
    case 'principal-tag':
      return tagOf('principal', rule.key, dialect);
    case 'resource-tag':
      return tagOf('resource', rule.key, dialect);
    case 'principal':
      return `CASE WHEN ${principalColumn(dialect)} LIKE ${sqlText(likeOf(rule.pattern))} ESCAPE '!' THEN ${sqlText(rule.team.trim())} END`;
    case 'account':
      return `CASE WHEN ${blankless('line_item_usage_account_id')} = ${sqlText(rule.accountId)} THEN ${sqlText(rule.team.trim())} END`;
  }
}

const PREFIX: Readonly<Record<TagSource, string>> = {
  principal: 'iamPrincipal/',
  resource: 'resourceTags/',
};

/** A key as it is written in the rule first, then one that differs in case, `-` and `_` only; with `user:` or without. */
function tagOf(source: TagSource, key: string, { valueAt, valueLike }: Dialect): string {
  const own = key.trim().replace(/^user:/i, '');
  const prefix = PREFIX[source];
  const exact = [`${prefix}${own}`, `${prefix}user:${own}`].sort();
  const like = [`${prefix}${own}`, `${prefix}user:${own}`].map((name) =>
    name.toLowerCase().replace(/[-_]/g, ''),
  );
  const tests = exact.map((name) => `nullif(trim(${valueAt('tags', name)}), '')`);
  return `coalesce(${[...tests, `trim(${valueLike('tags', like)})`].join(', ')})`;
}

/** `*` stands for any run of characters. */
const likeOf = (pattern: string): string => pattern.replace(/[!%_]/g, '!$&').replaceAll('*', '%');
