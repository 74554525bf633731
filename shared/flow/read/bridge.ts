import { isInScope, type ReadScope } from '../../domain/access/scope.ts';
import type { Hour, Instant } from '../../domain/base/instant.ts';
import type { ComparedCell } from '../../domain/evaluation/cause/compared-cells.ts';
import { type BridgeBetween, bridgeBetween } from '../../domain/report/bridge-between.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import type { SpendGroup } from '../../domain/view/spend-query.ts';
import { askViews } from './ask-views.ts';
import { type ShownHours, shownHours } from './chart-hours.ts';
import { type ReadPorts, type ReadSettings, readBasis } from './read-basis.ts';
import { viewsBetween } from './team.ts';

export interface BridgeAsked {
  readonly team: string;
  readonly from: Hour;
  readonly to: Hour;
  readonly againstFrom: Hour;
  readonly againstTo: Hour;
  readonly now: Instant;
}

export interface BridgeFound extends BridgeBetween {
  readonly currency: string;
}

/** Why two ranges of a team cost what they do; undefined before the first delivery, and for teams that are not seen. */
export async function bridgeFor(
  ports: ReadPorts,
  settings: ReadSettings,
  scope: ReadScope,
  asked: BridgeAsked,
): Promise<BridgeFound | undefined> {
  const basis = isInScope(scope, asked.team) ? await readBasis(ports, settings, asked.now) : undefined;
  if (basis === undefined) return undefined;
  const now = shownHours(basis, asked);
  const against = shownHours(basis, { from: asked.againstFrom, to: asked.againstTo });
  const series = new Map<string, CubeSeries>();
  const key = (each: CubeSeries): string => {
    const name = JSON.stringify([each.value, each.model, each.tokenKind]);
    series.set(name, each);
    return name;
  };
  const groupsIn = async ({ from, to }: ShownHours): Promise<ReadonlyMap<string, SpendGroup>> => {
    const views = await viewsBetween(ports, basis, from, to);
    const where = ({ team }: CubeSeries): boolean => team === asked.team;
    const { groups } = await askViews(views, scope, { where, key, from, to, grain: 'month' });
    return new Map(groups.map((group) => [group.key, group]));
  };
  const [after, before] = await Promise.all([groupsIn(now), groupsIn(against)]);
  const cells = [...series].map(([name, each]) => comparedCell(each, after.get(name), before.get(name)));
  return { currency: basis.newest.currency, ...bridgeBetween(cells) };
}

const comparedCell = (
  { value, model, tokenKind }: CubeSeries,
  after: SpendGroup | undefined,
  before: SpendGroup | undefined,
): ComparedCell => ({
  ...{ principal: value, model, tokenKind },
  cost: after?.cost ?? 0n,
  tokens: after?.tokens[tokenKind] ?? 0,
  usualCost: before?.cost ?? 0n,
  usualTokens: before?.tokens[tokenKind] ?? 0,
});
