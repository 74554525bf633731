import type { Hour } from '../../../../shared/domain/base/instant.ts';
import type { Pack, PackDelivery } from '../pack.ts';

/** A team, principal or leaf with its cost by hour as known now (USD, from the pack's first hour). */
export interface Node {
  readonly id: string;
  /** 0 a team, 1 a principal, 2 a leaf. */
  readonly depth: number;
  readonly cost: Float64Array;
  /** Index of the first hour that cost something; infinity while there is none. */
  first: number;
}

/** What a peer may look at: nothing that has not been delivered. */
export interface Grid {
  readonly nodes: readonly Node[];
  /** Takes a delivery in. */
  put(delivery: PackDelivery): void;
  /** Index of the first hour that is still filling up, by the newest hour that was ever delivered. */
  ripeEnd(): number;
}

/** Newest hours that are there in part only. */
const UNRIPE = 4;

export function createGrid({ leaves, from, to }: Pack): Grid {
  const nodes = new Map<string, Node>();
  const nodeOf = (id: string, depth: number): Node => {
    const node = nodes.get(id) ?? {
      ...{ id, depth, first: Number.POSITIVE_INFINITY },
      cost: new Float64Array(to - from),
    };
    nodes.set(id, node);
    return node;
  };
  const paths = leaves.map((leaf) => {
    const parts = leaf.split('/');
    return parts.map((_, depth) => nodeOf(parts.slice(0, depth + 1).join('/'), depth));
  });
  let newest: Hour = from;
  return {
    nodes: [...nodes.values()],
    put({ leaf, hour, cost }) {
      for (let row = 0; row < leaf.length; row += 1) {
        const path = paths[leaf[row]!]!;
        const index = hour[row]! - from;
        const change = cost[row]! - path.at(-1)!.cost[index]!;
        newest = Math.max(newest, hour[row]!);
        for (const node of path) {
          node.cost[index]! += change;
          node.first = Math.min(node.first, index);
        }
      }
    },
    ripeEnd: () => newest + 1 - UNRIPE - from,
  };
}

/** USD of the hours [from, to). */
export function costBetween({ cost }: Node, from: number, to: number): number {
  let sum = 0;
  for (let at = Math.max(0, from); at < to; at += 1) sum += cost[at]!;
  return sum;
}
