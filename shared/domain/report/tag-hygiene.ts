import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { PRINCIPAL_DIMENSION, REGION_DIMENSION, UNTAGGED } from '../ledger/entry.ts';

/** What one value of one tag cost. */
export interface TagSpend {
  readonly key: string;
  readonly value: string;
  readonly cost: Pico;
}

/** What makes a tag less useful than it could be. */
export interface TagFault {
  readonly key: string;
  /** `spelling`: one value in several spellings; `many-values`: so many that none says much. */
  readonly problem: 'spelling' | 'many-values';
  /** Dearest first; a few where there are many. */
  readonly values: readonly string[];
  /** Of all of them. */
  readonly cost: Pico;
}

/** More values than that are ids, and no groups of anything. */
const MANY_VALUES = 100;
const VALUES_NAMED = 6;

/** Dearest first. */
export function tagFaults(spend: readonly TagSpend[]): readonly TagFault[] {
  const tagged = spend.filter(
    ({ key, value }) => key !== PRINCIPAL_DIMENSION && key !== REGION_DIMENSION && value !== UNTAGGED,
  );
  const faults = [...Map.groupBy(tagged, ({ key }) => key)].flatMap(([key, values]) =>
    values.length > MANY_VALUES ? [faultOf(key, 'many-values', values)] : spellings(key, values),
  );
  return faults.sort((a, b) => Number(b.cost - a.cost) || byText(a.key, b.key));
}

function spellings(key: string, values: readonly TagSpend[]): readonly TagFault[] {
  return [...Map.groupBy(values, ({ value }) => plainSpelling(value)).values()]
    .filter((alike) => alike.length > 1)
    .map((alike) => faultOf(key, 'spelling', alike));
}

/** `Team_Search`, `team search` and `team-search` are one. */
const plainSpelling = (value: string): string => value.toLowerCase().replace(/[\s_.:/-]+/g, '');

function faultOf(key: string, problem: TagFault['problem'], spend: readonly TagSpend[]): TagFault {
  const dearest = spend.toSorted((a, b) => Number(b.cost - a.cost) || byText(a.value, b.value));
  return {
    ...{ key, problem },
    values: dearest.slice(0, VALUES_NAMED).map(({ value }) => value),
    cost: spend.reduce((sum, { cost }) => sum + cost, 0n),
  };
}
