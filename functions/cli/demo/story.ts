import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import type { DemoScenario } from '../../../shared/synthetic/scenario.ts';
import type { SyntheticDelivery } from '../../../shared/synthetic/write-delivery.ts';
import type { DemoStore } from './demo-store.ts';
import { makeAhead } from './made-ahead.ts';
import { isDelivered, type Played, playDelivery, writeOptionsOf } from './play.ts';
import type { Stage } from './settle.ts';
import { toldDeliveries } from './told-deliveries.ts';

/** Of the week that is told delivery by delivery. */
export const STORY_DAYS = 8;

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
  const left = [...toldDeliveries(telling.scenario, telling.lastDays)].slice(played.length);
  if (left.length === 0) return played;
  const ahead = makeAhead({
    lastDays: telling.lastDays,
    skip: played.length,
    options: writeOptionsOf(stage),
  });
  try {
    for (const delivery of left) {
      telling.onBegin(delivery);
      stage.note(`delivery of ${isoInstant(delivery.executedAt).slice(0, 16)}Z on its way …`);
      const one = await playDelivery(stage, delivery, await ahead.next(), { played, resumed });
      store?.notes.append(one);
      played.push(one);
      resumed = false;
      telling.onTold(one);
    }
  } finally {
    await ahead.stop();
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
