import { FLOORS_TRIED, finerFloors, type TriedFloor } from '../domain/alert/backtest/quiet-floor.ts';
import { type FloorHint, floorHint } from '../domain/alert/feedback/floor-hint.ts';
import { isCalled } from '../domain/alert/feedback/precision.ts';
import { picoOfNumber } from '../domain/base/money.ts';
import { byText } from '../domain/base/order.ts';
import { type BacktestPorts, type BacktestQuery, declaredSince } from './backtest.ts';
import { type LanesQuery, replayLanes } from './backtest-lanes.ts';
import { publishedDeliveries } from './stored-deliveries.ts';

/**
 * For each team with alerts called noise, the floor that would have spared it most of them without losing one called
 * real: every floor is tried by replaying what was delivered, first coarsely, then between the best and the next lower.
 */
export async function floorHints(
  ports: BacktestPorts,
  exportName: string,
  query: Pick<BacktestQuery, 'from' | 'to' | 'defaults' | 'onProgress'>,
): Promise<readonly FloorHint[]> {
  const [deliveries, real, budgets] = await Promise.all([
    publishedDeliveries(ports, exportName),
    ports.alerts.all(exportName),
    ports.budgets.read(),
  ]);
  const noisy = real.filter((alert) => isCalled(alert, 'noise')).map(({ finding }) => finding.scope.team);
  const teams = [...new Set(noisy)].sort(byText);
  if (teams.length === 0) return [];
  const declared = await declaredSince(ports, exportName, deliveries[0]);
  const lanes: LanesQuery = { ...query, ...declared, deliveries, real, budgets };
  const coarse = await triedFloors(lanes, FLOORS_TRIED);
  const hints: FloorHint[] = [];
  for (const team of teams) {
    const hint = floorHint(team, coarse);
    if (hint === undefined) continue;
    const loudAt = FLOORS_TRIED.findLast((dollars) => dollars < hint.dollars) ?? 0;
    const finer = finerFloors({ team, dollars: hint.dollars, loudAt });
    const fine = await triedFloors(lanes, finer);
    hints.push(floorHint(team, [...fine, ...coarse]) ?? hint);
  }
  return hints;
}

async function triedFloors(lanes: LanesQuery, floors: readonly number[]): Promise<readonly TriedFloor[]> {
  if (floors.length === 0) return [];
  const tries = floors.map((dollars) => ({ minDollars: picoOfNumber(dollars), risesOnly: true }));
  const { told } = await replayLanes(lanes, tries);
  return floors.map((dollars, index) => ({ dollars, told: told[index]! }));
}
