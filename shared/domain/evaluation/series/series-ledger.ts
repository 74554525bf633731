import type { Hour } from '../../base/instant.ts';
import { byText } from '../../base/order.ts';
import type { Grain } from '../../ledger/snapshot.ts';
import type { CostNode } from './cost-tree.ts';
import { entriesOfHours } from './hours-as-entries.ts';

/** Costs of plain series by hour, corrected in place as deliveries bring them, and seen as a tree whenever asked. */
export interface SeriesLedger {
  /** Sets the cost (USD) of one hour of one leaf; a later call replaces an earlier one. */
  put(leaf: SeriesId, hour: Hour, cost: number): void;
  /** Team > principal > model with what is known of [from, to). */
  teams(from: Hour, to: Hour): readonly CostNode[];
  /** End (exclusive) of the newest hour that was ever put; undefined before the first. */
  dataThrough(): Hour | undefined;
  /** Daily as long as nothing but midnights was put. */
  grain(): Grain;
}

/** Three names; a series without principals or models has empty ones. */
export interface SeriesId {
  readonly team: string;
  readonly principal: string;
  readonly model: string;
}

/** A name with its hours, or those of the names below it. */
interface Branch {
  readonly name: string;
  readonly children: Branch[];
  /** Of models only. */
  id?: SeriesId;
  /** Cost by slot, for models only. Seven digits are enough to judge by, and half the memory. */
  costs?: Float32Array;
  /** Running sums, made when they are first asked for; right up to the slot `summed`. */
  prefix?: Float64Array;
  summed: number;
}

/** Hours of room that are made at once; slots of all branches begin with the same hour. */
const ROOM = 24 * 64;
/** The same for running sums, which few models have and which are made again in a moment. */
const SUMS_ROOM = 24 * 7;

export function createSeriesLedger(): SeriesLedger {
  const paths = new Map<SeriesId, readonly Branch[]>();
  const root: Branch = branch('');
  let origin: Hour | undefined;
  let through: Hour | undefined;
  let hourly = false;

  /** Slot of an hour; an hour before the first one moves everything up to make room. */
  function slotOf(hour: Hour): number {
    origin ??= hour;
    if (hour < origin) {
      const added = origin - hour + ROOM;
      moveUp(root, added);
      origin -= added;
    }
    return hour - origin;
  }

  return {
    put(id, hour, cost) {
      let path = paths.get(id);
      if (path === undefined) paths.set(id, (path = pathTo(root, id)));
      const slot = slotOf(hour);
      const model = path[2]!;
      if (slot >= (model.costs?.length ?? 0)) model.costs = grown(model.costs, slot);
      model.costs![slot] = cost;
      for (const node of path) if (slot < node.summed) node.summed = slot;
      if (through === undefined || hour >= through) through = hour + 1;
      hourly ||= hour % 24 !== 0;
    },
    teams(from, to) {
      const first = origin ?? from;
      const sight = { first, from, to };
      return root.children.map((team) => nodeOf(team, sight));
    },
    dataThrough: () => (through === undefined || hourly ? through : Math.ceil(through / 24) * 24),
    grain: () => (hourly ? 'hourly' : 'daily'),
  };
}

const branch = (name: string): Branch => ({ name, children: [], summed: 0 });

const pathTo = (root: Branch, { team, principal, model }: SeriesId): readonly Branch[] => {
  const ofTeam = childOf(root, team);
  const ofPrincipal = childOf(ofTeam, principal);
  const ofModel = childOf(ofPrincipal, model);
  ofModel.id = { team, principal, model };
  return [ofTeam, ofPrincipal, ofModel];
};

/** Children stay sorted by name, and are found by halving. */
function childOf({ children }: Branch, name: string): Branch {
  let [low, high] = [0, children.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byText(children[middle]!.name, name) < 0) low = middle + 1;
    else high = middle;
  }
  const found = children[low];
  if (found?.name === name) return found;
  const made = branch(name);
  children.splice(low, 0, made);
  return made;
}

function grown(costs: Float32Array | undefined, slot: number): Float32Array {
  const larger = new Float32Array(slot + ROOM);
  if (costs !== undefined) larger.set(costs);
  return larger;
}

/** By branch and not by the names that were given: two of them may mean the same series. */
function moveUp(node: Branch, added: number): void {
  node.summed = 0;
  if (node.costs !== undefined) {
    const moved = new Float32Array(node.costs.length + added);
    moved.set(node.costs, added);
    node.costs = moved;
  }
  for (const child of node.children) moveUp(child, added);
}

/** Hour of slot 0, and what may be seen. */
interface Sight {
  readonly first: Hour;
  readonly from: Hour;
  readonly to: Hour;
}

/** What a node is made of; the rest is worked out from it where somebody asks. */
interface Seen extends Pick<CostNode, 'name' | 'children' | 'costSince'> {
  readonly branch: Branch;
  readonly sight: Sight;
  /** Kept, since one finding asks for them several times. */
  made?: CostNode['entries'];
}

/** Shared by all nodes: getters of their own would weigh more than the nodes, of which there are tens of thousands. */
const WORKED_OUT: Pick<CostNode, 'series' | 'firstHour' | 'entries'> & ThisType<Seen & CostNode> = {
  /** A model's hours are summed only where its principal gives a reason to look at it. */
  get series() {
    const { first, to } = this.sight;
    const slots = Math.max(0, to - first);
    return { from: first, prefix: summedUpTo(this.branch, slots).subarray(0, slots + 1) };
  },
  get firstHour() {
    return firstHourOf(this.branch, this.sight);
  },
  /** Made only where a finding is described. */
  get entries() {
    const { costs, id } = this.branch;
    this.made ??=
      costs === undefined || id === undefined
        ? this.children.flatMap((child) => child.entries)
        : entriesOfHours(id, costs, this.sight);
    return this.made;
  },
};

function nodeOf(branch: Branch, sight: Sight): CostNode {
  const { first, to } = sight;
  const seen: Seen = {
    name: branch.name,
    costSince: (hour) => sumSince(branch, hour - first, Math.max(0, to - first)),
    children: branch.children.map((child) => nodeOf(child, sight)),
    branch,
    sight,
  };
  return Object.assign(Object.create(WORKED_OUT), seen);
}

/** Looked up in the costs: a principal that is quiet need not be summed up to know how old it is. */
function firstHourOf({ costs, children }: Branch, sight: Sight): Hour {
  const { first, from, to } = sight;
  if (costs === undefined)
    return children.reduce((least, child) => Math.min(least, firstHourOf(child, sight)), to);
  const end = Math.min(to - first, costs.length);
  for (let slot = Math.max(0, from - first); slot < end; slot += 1)
    if (costs[slot] !== 0) return first + slot;
  return to;
}

function sumSince({ costs, children }: Branch, slot: number, slots: number): number {
  let sum = 0;
  if (costs === undefined) for (const child of children) sum += sumSince(child, slot, slots);
  else for (let at = Math.max(0, slot); at < Math.min(slots, costs.length); at += 1) sum += costs[at]!;
  return sum;
}

function summedUpTo(node: Branch, slots: number): Float64Array {
  const prefix = roomFor(node, slots);
  const { summed } = node;
  if (summed >= slots) return prefix;
  prefix.fill(0, summed + 1, slots + 1);
  addHours(node, prefix, summed, slots);
  for (let slot = summed; slot < slots; slot += 1) prefix[slot + 1]! += prefix[slot]!;
  node.summed = slots;
  return prefix;
}

function roomFor(node: Branch, slots: number): Float64Array {
  if (node.prefix !== undefined && node.prefix.length > slots) return node.prefix;
  const longer = new Float64Array(slots + SUMS_ROOM);
  if (node.prefix !== undefined) longer.set(node.prefix);
  node.prefix = longer;
  return longer;
}

/** Adds the costs of the models below by hour; the cost of slot i goes to i + 1. */
function addHours({ costs, children }: Branch, sums: Float64Array, from: number, to: number): void {
  if (costs === undefined) {
    for (const child of children) addHours(child, sums, from, to);
    return;
  }
  const end = Math.min(to, costs.length);
  for (let slot = from; slot < end; slot += 1) sums[slot + 1]! += costs[slot]!;
}
