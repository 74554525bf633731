import { isInScope, type ReadScope, seesAll } from '../access/scope.ts';
import type { EvidencePack } from './pack.ts';

/** A pack as somebody may see it: files and rows are counted of the whole bill, and others may use the same principal. */
export type ScopedPack = Omit<EvidencePack, 'deliveries'> & {
  readonly deliveries: readonly Omit<EvidencePack['deliveries'][number], 'files' | 'rows'>[];
};

/** Undefined where the evidence itself is of several teams, as what is new in the whole company. */
export function withinScope(pack: EvidencePack, scope: ReadScope): ScopedPack | undefined {
  if (seesAll(scope)) return pack;
  if (!isInScope(scope, pack.team) || pack.rule.name === 'first-seen') return undefined;
  return {
    ...pack,
    deliveries: pack.deliveries.map(({ files: _, rows: __, ...delivery }) => delivery),
    lastDay: pack.lastDay.filter(({ team }) => isInScope(scope, team)),
    linked: {
      ...pack.linked,
      causes: pack.linked.causes.filter(({ team }) => isInScope(scope, team)),
    },
  };
}
