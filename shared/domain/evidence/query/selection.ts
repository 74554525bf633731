import type { Hour } from '../../base/instant.ts';
import type { AttributionSettings } from '../../charge/attribution-settings.ts';
import { codesOf } from '../../charge/regions.ts';
import { accountTerm, callerTerm } from './caller-term.ts';
import type { Dialect } from './dialect.ts';
import { modelTerm } from './model-term.ts';
import { bedrockTerm, hoursTerm, type QueryTerm, regionTerm, USAGE_TERM } from './row-terms.ts';
import { tagTerm, teamTerm } from './team-term.ts';

/** The charges behind an amount, in the words of the ledger; absent parts mean all of them. */
export interface Selection {
  /** Half-open, UTC hours. */
  readonly from: Hour;
  readonly to: Hour;
  /** Left out where the callers belong to no other team: the query is shorter then, and the same. */
  readonly team?: string;
  /** Any of these. */
  readonly callers?: readonly string[];
  readonly model?: string;
  readonly account?: string;
  readonly region?: string;
  readonly tag?: { readonly key: string; readonly value: string };
}

/** Terms that all must hold, from what every query has to what is this one's own. */
export function termsOf(
  selection: Selection,
  attribution: AttributionSettings,
  dialect: Dialect,
): readonly QueryTerm[] {
  const { from, to, team, callers, model, account, region, tag } = selection;
  return [
    hoursTerm(from, to),
    USAGE_TERM,
    bedrockTerm(dialect),
    ...(callers === undefined ? [] : [callersTerm(callers, dialect)]),
    ...(account === undefined ? [] : [accountTerm(account, dialect)]),
    ...(region === undefined ? [] : [regionTerm(region, codesOf(region), dialect)]),
    ...(model === undefined ? [] : [modelTerm(model, dialect)]),
    ...(tag === undefined ? [] : [tagTerm(tag.key, tag.value, dialect)]),
    ...(team === undefined ? [] : [teamTerm(team, attribution, dialect)]),
  ];
}

const callersTerm = (callers: readonly string[], dialect: Dialect): QueryTerm => ({
  name: 'caller',
  sql: callers.map((caller) => callerTerm(caller, dialect).sql).join('\n      OR '),
});
