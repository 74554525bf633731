import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { DAY_MS, isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { periodOf } from '../../../shared/domain/base/period.ts';
import { demoDeliveries } from '../../../shared/synthetic/deliveries.ts';
import type { DemoScenario } from '../../../shared/synthetic/scenario.ts';
import type { SyntheticDelivery } from '../../../shared/synthetic/write-delivery.ts';
import type { DemoStore } from './demo-store.ts';
import { isDelivered, type Played, playDelivery } from './play.ts';
import type { Stage } from './settle.ts';

/** Of the week that is told delivery by delivery. */
export const STORY_DAYS = 8;

/** The months before, whole, and the deliveries of the last days. */
export function* toldDeliveries(scenario: DemoScenario, lastDays: number): Generator<SyntheticDelivery> {
  const from = startOfHour(scenario.to) - lastDays * DAY_MS;
  const told = periodOf(startOfHour(scenario.to) - 1);
  for (const delivery of demoDeliveries(scenario)) {
    if (delivery.period !== told || delivery.executedAt >= from) yield delivery;
  }
}

/** How many of the story's deliveries a store has told already; throws Failure `misconfigured` where it is another's. */
export function toldBefore(store: DemoStore | undefined, scenario: DemoScenario, lastDays: number) {
  const ids = [...toldDeliveries(scenario, lastDays)].map((delivery) => delivery.executionId);
  const past = store?.notes.past ?? [];
  if (past.some((one, index) => one.truth.executionId !== ids[index])) {
    throw misconfigured('this store holds another story; delete the folder or name another', {
      ...(store === undefined ? {} : { file: store.dir }),
      expected: 'the deliveries that this version of the demo makes',
    });
  }
  return { past, of: ids.length, isOver: past.length === ids.length };
}

export interface Telling {
  readonly stage: Stage;
  readonly scenario: DemoScenario;
  readonly lastDays: number;
  readonly store: DemoStore | undefined;
  /** Called before a delivery is put, and after all that it led to. */
  readonly onBegin: (delivery: SyntheticDelivery) => void;
  readonly onTold: (one: Played) => void;
}

/** Plays what is not told yet, delivery by delivery; a delivery is noted once nothing of it can be lost any more. */
export async function tellStory(telling: Telling): Promise<readonly Played[]> {
  const { stage, store } = telling;
  const played: Played[] = [...(store?.notes.past ?? [])];
  let resumed = store?.isNew === false;
  let index = 0;
  for (const delivery of toldDeliveries(telling.scenario, telling.lastDays)) {
    index += 1;
    if (index <= played.length) continue;
    telling.onBegin(delivery);
    stage.note(`delivery of ${isoInstant(delivery.executedAt).slice(0, 16)}Z on its way …`);
    const one = await playDelivery(stage, delivery, { played, resumed });
    store?.notes.append(one);
    played.push(one);
    resumed = false;
    telling.onTold(one);
  }
  return played;
}

/** Deliveries of the story that lie whole in the bucket, told or not. */
export async function deliveredBefore(
  stage: Stage,
  scenario: DemoScenario,
  lastDays: number,
  told: number,
): Promise<number> {
  const next = [...toldDeliveries(scenario, lastDays)][told];
  return told + (next !== undefined && (await isDelivered(stage, next)) ? 1 : 0);
}
