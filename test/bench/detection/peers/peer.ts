import { HOUR_MS } from '../../../../shared/domain/base/instant.ts';
import type { Detector, DetectorMessage, Pack } from '../pack.ts';
import { createGrid, type Node } from './grid.ts';

/** What a peer thinks of the newest ripe hours of a series. */
export interface Verdict {
  /** On the peer's own scale. */
  readonly score: number;
  /** USD of the last 24 ripe hours above what the peer expects. */
  readonly excess: number;
}

/** Looks at a node up to hour index `end` (exclusive); undefined when it knows too little. Called with growing `end`. */
export type Judge = (node: Node, end: number) => Verdict | undefined;

export interface Peer {
  readonly name: string;
  readonly judge: (pack: Pack) => Judge;
  /** The usual one; then, where it helps, one that is about as quiet as the product, chosen on tuning seeds. */
  readonly thresholds: readonly number[];
}

/** Below this many USD in 24 hours nobody wants to hear of it. */
export const EXCESS_MIN = 100;
/** An episode ends when its series has been quiet for this long. */
const QUIET_HOURS = 24;

/**
 * The same frame for all peers: the same deliveries, the same money floor, one message an episode, and none for a series
 * when one below it speaks.
 */
export const asDetector =
  ({ judge: judgeOf }: Pick<Peer, 'judge'>, threshold: number): Detector =>
  (pack) => {
    const grid = createGrid(pack);
    const judge = judgeOf(pack);
    const messages: DetectorMessage[] = [];
    const open = new Map<string, number>();
    for (const delivery of pack.deliveries) {
      grid.put(delivery);
      const now = delivery.asOf / HOUR_MS;
      const loud: { readonly node: Node; readonly score: number }[] = [];
      for (const node of grid.nodes) {
        const verdict = judge(node, grid.ripeEnd());
        if (verdict === undefined || verdict.score < threshold || verdict.excess < EXCESS_MIN) continue;
        loud.push({ node, score: verdict.score });
      }
      // The most specific speaks; what is on its path stays silent with it.
      loud.sort((a, b) => b.node.depth - a.node.depth || b.score - a.score);
      const spoke: string[] = [];
      for (const { node, score } of loud) {
        const known = now - (open.get(node.id) ?? Number.NEGATIVE_INFINITY) <= QUIET_HOURS;
        open.set(node.id, now);
        if (known || spoke.some((id) => id.startsWith(`${node.id}/`))) continue;
        spoke.push(node.id);
        messages.push({ series: node.id, at: delivery.asOf, score });
      }
    }
    return messages;
  };
