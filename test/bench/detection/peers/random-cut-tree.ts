import type { Dice } from '../dice.ts';

/** A tree of random cuts over points, each kept until it is taken out. */
export interface RandomCutTree {
  insert(id: number, point: readonly number[]): void;
  remove(id: number): void;
  /** Collusive displacement of a point that is in the tree: how many others a cut had to be made for because of it. */
  displacement(id: number): number;
}

interface Branch {
  parent: Branch | undefined;
  readonly low: number[];
  readonly high: number[];
  count: number;
  /** Of a leaf: nothing below. */
  left?: Branch;
  right?: Branch;
  axis: number;
  cut: number;
}

/** After Guha, Mishra, Roy, Schrijvers: Robust random cut forest based anomaly detection on streams, ICML 2016. */
export function createRandomCutTree(dice: Dice): RandomCutTree {
  const leaves = new Map<number, Branch>();
  let root: Branch | undefined;
  const replace = (old: Branch, next: Branch, parent: Branch | undefined): void => {
    next.parent = parent;
    if (parent === undefined) root = next;
    else if (parent.left === old) parent.left = next;
    else parent.right = next;
  };
  return {
    insert(id, point) {
      if (root === undefined) {
        root = leafOf(point);
        leaves.set(id, root);
        return;
      }
      const { above, axis, cut } = placeFor(root, point, dice);
      const parent = above.parent;
      for (let up = parent; up !== undefined; up = up.parent) grown(up, point);
      if (above.left === undefined && above.low.every((value, at) => value === point[at])) {
        above.count += 1;
        leaves.set(id, above);
        return;
      }
      const leaf = leafOf(point);
      const branch = split(above, leaf, axis, cut);
      replace(above, branch, parent);
      above.parent = branch;
      leaf.parent = branch;
      leaves.set(id, leaf);
    },
    remove(id) {
      const leaf = leaves.get(id)!;
      leaves.delete(id);
      leaf.count -= 1;
      const parent = leaf.parent;
      if (leaf.count > 0) for (let up = parent; up !== undefined; up = up.parent) up.count -= 1;
      else if (parent === undefined) root = undefined;
      else {
        const above = parent.parent;
        replace(parent, parent.left === leaf ? parent.right! : parent.left!, above);
        for (let up = above; up !== undefined; up = up.parent) shrunk(up, leaf.low);
      }
    },
    displacement(id) {
      let most = 0;
      for (let at = leaves.get(id)!; at.parent !== undefined; at = at.parent) {
        const sibling = at.parent.left === at ? at.parent.right! : at.parent.left!;
        most = Math.max(most, sibling.count / at.count);
      }
      return most;
    },
  };
}

const leafOf = (point: readonly number[]): Branch => ({
  ...{ parent: undefined, low: point.slice(), high: point.slice(), count: 1, axis: 0, cut: 0 },
});

function split(above: Branch, leaf: Branch, axis: number, cut: number): Branch {
  const low = above.low.map((value, at) => Math.min(value, leaf.low[at]!));
  const high = above.high.map((value, at) => Math.max(value, leaf.high[at]!));
  const leafIsLeft = leaf.low[axis]! <= cut;
  return {
    ...{ parent: above.parent, low, high, axis, cut, count: above.count + 1 },
    ...{ left: leafIsLeft ? leaf : above, right: leafIsLeft ? above : leaf },
  };
}

/** Walks down until a random cut of the box with the point parts the point from all that is there. */
function placeFor(
  root: Branch,
  point: readonly number[],
  dice: Dice,
): { above: Branch; axis: number; cut: number } {
  let at = root;
  for (;;) {
    const { axis, cut } = randomCut(at, point, dice);
    const value = point[axis]!;
    const parts = (value <= cut && cut < at.low[axis]!) || (value > cut && cut >= at.high[axis]!);
    if (parts || at.left === undefined) return { above: at, axis, cut };
    at = point[at.axis]! <= at.cut ? at.left : at.right!;
  }
}

/** An axis with a chance by its length in the box that holds the point too, and a uniform cut of it. */
function randomCut(
  { low, high }: Branch,
  point: readonly number[],
  dice: Dice,
): { axis: number; cut: number } {
  let total = 0;
  for (let at = 0; at < point.length; at += 1) {
    total += Math.max(high[at]!, point[at]!) - Math.min(low[at]!, point[at]!);
  }
  let left = dice.unit() * total;
  for (let axis = 0; axis < point.length; axis += 1) {
    const start = Math.min(low[axis]!, point[axis]!);
    const length = Math.max(high[axis]!, point[axis]!) - start;
    if (left < length) return { axis, cut: start + left };
    left -= length;
  }
  return { axis: 0, cut: low[0]! };
}

function grown(branch: Branch, point: readonly number[]): void {
  branch.count += 1;
  for (let at = 0; at < point.length; at += 1) {
    if (point[at]! < branch.low[at]!) branch.low[at] = point[at]!;
    if (point[at]! > branch.high[at]!) branch.high[at] = point[at]!;
  }
}

/** Where the point that is gone was at a side of the box, that side may have moved in. */
function shrunk(branch: Branch, point: readonly number[]): void {
  const [left, right] = [branch.left!, branch.right!];
  branch.count -= 1;
  for (let at = 0; at < point.length; at += 1) {
    if (point[at] === branch.low[at]) branch.low[at] = Math.min(left.low[at]!, right.low[at]!);
    if (point[at] === branch.high[at]) branch.high[at] = Math.max(left.high[at]!, right.high[at]!);
  }
}
