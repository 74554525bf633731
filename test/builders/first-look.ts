import { HOUR_MS, isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import type { Parcel } from '../../shared/ports/channel.ts';
import { createFlowWorld, EXPORT, type FlowWorld, SWEEP } from './flow-world.ts';
import { aStream, at, chance, rhythm, type Stream } from './series.ts';
import { aSnapshotOf } from './snapshot.ts';
import { createWorld } from './view.ts';

const TEAMS = ['search', 'support', 'fraud', 'ops', 'growth', 'claims', 'pricing', 'platform'];

/** Sixty principals of eight teams, each with its own rhythm. */
export const aHistory = (seed: number, principals = 60): readonly Stream[] =>
  Array.from({ length: principals }, (_, index) => {
    const own = seed * 1000 + index * 11;
    return aStream({
      team: TEAMS[index % TEAMS.length]!,
      principal: `role/service-${index}@123456789012`,
      cost: rhythm({
        seed: own,
        base: 0.4 * 30 ** chance(own, 3),
        daily: chance(own, 4),
        weekend: 0.2 + 0.8 * chance(own, 5),
      }),
    });
  });

/** An installation whose first delivery comes at `first` and holds all hours since `from`; then one every `everyHours`. */
export function anInstallation(
  streams: readonly Stream[],
  {
    from,
    first,
    everyHours = 8,
  }: { readonly from: string; readonly first: string; readonly everyHours?: number },
) {
  const company = createWorld(streams, { from: at(from) });
  const world = createFlowWorld();
  let next = parseInstant(first);
  return {
    world,
    /** The next delivery, at first of all periods, each judged and told; what the channels got is given back. */
    async deliver(): Promise<readonly Parcel[]> {
      const before = world.parcels.length;
      const views = company.viewsAt(next);
      world.at(isoInstant(next + HOUR_MS));
      const isFirst = world.tables.pointers.size === 0;
      for (const view of isFirst ? views : views.slice(-1))
        await publishAndTell(world, aSnapshotOf(view, next, view.pointer.billingPeriod));
      next += everyHours * HOUR_MS;
      return world.parcels.slice(before);
    },
  };
}

async function publishAndTell(world: FlowWorld, snapshot: ReturnType<typeof aSnapshotOf>): Promise<void> {
  const { outcome } = await publishSnapshot(world.ports, snapshot);
  if (outcome === 'stale') return;
  const judged = await evaluateExport(world.ports, EXPORT, SWEEP);
  if (judged.outcome !== 'judged') throw new Error(`the judgement was ${judged.outcome}`);
  // More than one may wait in a thread.
  for (let round = 0; round < 3; round += 1) {
    world.after(1_000);
    await reconcile(world.ports, { ...SWEEP, task: 'send' });
  }
}

/** What rings: not what is edited. */
export const postsOf = (parcels: readonly Parcel[]): readonly Parcel[] =>
  parcels.filter(({ previous }) => previous === undefined);
