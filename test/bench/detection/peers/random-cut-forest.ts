import { createDice } from '../dice.ts';
import { costBetween, type Node } from './grid.ts';
import { EXCESS_MIN, type Peer } from './peer.ts';
import { createRandomCutTree, type RandomCutTree } from './random-cut-tree.ts';

const TREES = 12;
/** Points a tree remembers; of one each four hours, the last 32 days. */
const SAMPLE = 192;
const STEP = 4;
const SHINGLE = 6;
/** Points before the first verdict: two weeks. */
const POINTS_MIN = 84;
const DAY = 24;

interface Forest {
  readonly trees: readonly RandomCutTree[];
  /** First shingle that it saw, and how many it has seen. */
  readonly start: number;
  taken: number;
  score: number;
  /** USD of 24 hours at each point remembered. */
  readonly totals: number[];
}

/**
 * The family of AWS's own detector: shingles of 24 hours (six sums of four) of a team or principal, twelve trees over
 * the last 32 days, scored by the mean collusive displacement.
 */
export const randomCutForest: Peer = {
  name: 'forest',
  thresholds: [25, 100],
  judge: ({ seed }) => {
    const forests = new Map<Node, Forest>();
    return (node, end) => {
      if (node.depth > 1) return undefined;
      // A series that never cost enough to be spoken of needs no trees.
      const forest =
        forests.get(node) ??
        (costBetween(node, end - DAY, end) < EXCESS_MIN ? undefined : planted(seed, forests.size, end));
      if (forest === undefined) return undefined;
      forests.set(node, forest);
      while ((forest.start + forest.taken + SHINGLE) * STEP <= end) take(forest, node);
      if (forest.taken < POINTS_MIN) return undefined;
      const usual = forest.totals.reduce((sum, total) => sum + total, 0) / forest.totals.length;
      return { score: forest.score, excess: costBetween(node, end - DAY, end) - usual };
    };
  },
};

const planted = (seed: number, place: number, end: number): Forest => ({
  trees: Array.from({ length: TREES }, (_, tree) =>
    createRandomCutTree(createDice(seed, place * TREES + tree + 1)),
  ),
  start: Math.max(0, Math.floor(end / STEP) - SHINGLE - SAMPLE),
  taken: 0,
  score: 0,
  totals: [],
});

function take(forest: Forest, node: Node): void {
  const start = (forest.start + forest.taken) * STEP;
  const point = Array.from({ length: SHINGLE }, (_, part) =>
    costBetween(node, start + part * STEP, start + (part + 1) * STEP),
  );
  const id = forest.taken;
  let score = 0;
  for (const tree of forest.trees) {
    if (id >= SAMPLE) tree.remove(id - SAMPLE);
    tree.insert(id, point);
    score += tree.displacement(id) / TREES;
  }
  forest.score = score;
  forest.taken += 1;
  forest.totals.push(point.reduce((sum, value) => sum + value, 0));
  if (forest.totals.length > SAMPLE) forest.totals.shift();
}
