import type { Hour } from '../../base/instant.ts';
import { sortedEntries } from '../../base/order.ts';
import { type LedgerEntry, REGION_DIMENSION, UNTAGGED } from '../../ledger/entry.ts';
import type { CostNode, CostTree } from '../series/cost-tree.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import type { SeenValue } from './facts.ts';
import { newSince, UNSEEN_DAYS } from './first-sight.ts';
import { accountParts, dimensionEntries, entriesNode, mergedNode, modelParts, type Part } from './scopes.ts';

/** A value that may be new, and everything of its kind. */
export interface Candidate extends SeenValue {
  readonly node: CostNode;
  /** First hour of the ledger that would know it. */
  readonly knownFrom: Hour;
  /** Its users; empty where the ledger knows none. */
  readonly parts: readonly Part[];
  /** The other values of its kind. */
  readonly siblings: () => readonly CostNode[];
}

/** Values without a name are none: charges that carry no tag, and regions that nothing names. */
const NAMELESS: ReadonlySet<string> = new Set([UNTAGGED, 'unknown', '']);

/** Values with a cost in the last week and none in the weeks before, from the widest kind to the narrowest, by name. */
export function candidatesOf(tree: CostTree, time: JudgedTime): readonly Candidate[] {
  return [
    ...ofParts('account', accountParts(tree), tree, time),
    ...ofDimension(tree, time, (dimension) => dimension === REGION_DIMENSION),
    ...ofParts('model', modelParts(tree), tree, time),
    ...ofDimension(tree, time, (dimension) => dimension !== REGION_DIMENSION),
  ];
}

function ofParts(
  kind: SeenValue['kind'],
  all: ReadonlyMap<string, readonly Part[]>,
  tree: CostTree,
  time: JudgedTime,
): readonly Candidate[] {
  const nodeOf = (value: string, parts: readonly Part[]): CostNode =>
    mergedNode(
      value,
      parts.map((part) => part.node),
    );
  return sortedEntries(all)
    .filter(([value, parts]) => !NAMELESS.has(value) && parts.every(({ node }) => maybeNew(node, time)))
    .map(([value, parts]) => ({
      kind,
      value,
      node: nodeOf(value, parts),
      knownFrom: tree.firstHour,
      parts,
      siblings: () => [...all].filter(([name]) => name !== value).map(([name, own]) => nodeOf(name, own)),
    }));
}

/** Whatever was seen in between is not new, whenever in the last week it was seen again. */
const between = (time: JudgedTime): { readonly from: Hour; readonly to: Hour } => ({
  from: time.dataEnd - UNSEEN_DAYS * 24,
  to: newSince(time),
});

/** A node that nobody looked at yet is not summed up for this. */
function maybeNew({ costSince }: CostNode, time: JudgedTime): boolean {
  const { from, to } = between(time);
  // Stryker disable next-line all: whatever passes is looked at by its first hour.
  return costSince(from) === costSince(to);
}

function ofDimension(
  tree: CostTree,
  time: JudgedTime,
  takes: (dimension: string) => boolean,
): readonly Candidate[] {
  return [...dimensionEntries(tree)]
    .filter(([dimension]) => takes(dimension))
    .flatMap(([dimension, values]) => {
      const knownFrom = firstHourOf([...values.values()].flat());
      return sortedEntries(values)
        .filter(([value, entries]) => !NAMELESS.has(value) && isRecent(entries, time))
        .map(
          ([value, entries]): Candidate => ({
            ...(dimension === REGION_DIMENSION ? { kind: 'region' } : { kind: 'tag', key: dimension }),
            value,
            node: entriesNode(tree, value, entries),
            knownFrom,
            parts: [],
            siblings: () =>
              [...values]
                .filter(([name]) => name !== value)
                .map(([name, own]) => entriesNode(tree, name, own)),
          }),
        );
    });
}

function firstHourOf(entries: readonly LedgerEntry[]): Hour {
  const first = entries.reduce((least, { day }) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const hours = entries
    .filter(({ day }) => day === first)
    .flatMap(({ cells }) => cells.map(({ hourOfDay }) => hourOfDay));
  return first * 24 + Math.min(...hours);
}

/** The days alone say so, without a look at any cell. */
function isRecent(entries: readonly LedgerEntry[], time: JudgedTime): boolean {
  const { from, to } = between(time);
  // Stryker disable next-line all: whatever passes is looked at by its first hour.
  return entries.every(({ day }) => day * 24 + 24 > to || day * 24 + 24 <= from);
}
