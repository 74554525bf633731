import type { Hour } from '../../base/instant.ts';
import { type Family, familyOf } from '../ripeness/family.ts';
import type { CostNode, CostTree } from '../series/cost-tree.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { costAt, costBetween } from '../series/series.ts';
import type { Workload } from './taken-over.ts';

/** Hours looked back for the newest charge of somebody. */
const SEARCH_HOURS = 10 * 24;
/** Without anybody to compare with, silence so old is real. */
const SURE_HOURS = 5 * 24;

/** The newest charge of a family, by whose it is. */
interface Newest {
  readonly team: string;
  readonly principal: string;
  readonly hour: Hour;
}

/** Until when charges have come in, as others of the company show: a family that is late is nobody's silence. */
export interface Arrived {
  /** End of the hours before `end` in which all families of a workload have come in. */
  endOf(one: Workload, end: Hour): Hour;
}

/** `tail`: newest hours of a family that still fill up; whole days do not. */
export function arrivedIn(tree: CostTree, { dataEnd, step }: JudgedTime, tail: number): Arrived {
  let known: ReadonlyMap<Family, readonly Newest[]> | undefined;
  return {
    endOf(one, before) {
      known ??= newestOf(tree, dataEnd);
      const own = one.principal === undefined ? one.team.children : [one.principal];
      const families = new Set(own.flatMap((node) => node.children.map(({ name }) => familyOf(name))));
      const ends = [...families].map((family) => {
        const other = known?.get(family)?.find((each) => isOther(each, one));
        const through = (Math.floor((other?.hour ?? 0) / step) + 1) * step;
        return Math.max(before - SURE_HOURS, step === 1 ? through - tail : through);
      });
      return Math.min(before, ...ends);
    },
  };
}

const isOther = ({ team, principal }: Newest, one: Workload): boolean =>
  one.principal === undefined ? team !== one.team.name : principal !== one.principal.name;

/** Newest first. */
function newestOf(tree: CostTree, end: Hour): ReadonlyMap<Family, readonly Newest[]> {
  const families = new Map<Family, Newest[]>();
  for (const team of tree.teams) {
    for (const principal of team.children) {
      for (const model of principal.children) {
        const hour = newestCharge(model, end);
        if (hour === undefined) continue;
        const family = familyOf(model.name);
        const list = families.get(family) ?? [];
        list.push({ team: team.name, principal: principal.name, hour });
        families.set(family, list);
      }
    }
  }
  for (const list of families.values()) list.sort((a, b) => b.hour - a.hour);
  return families;
}

/** The newest hour with a charge. */
function newestCharge({ series }: CostNode, end: Hour): Hour | undefined {
  if (costBetween(series, end - SEARCH_HOURS, end) <= 0) return undefined;
  for (let hour = end - 1; hour >= end - SEARCH_HOURS; hour -= 1) {
    if (costAt(series, hour) > 0) return hour;
  }
  return undefined;
}
