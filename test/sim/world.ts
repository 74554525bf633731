import { dropExpired } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { DAY_MS, HOUR_MS } from '../../shared/domain/base/instant.ts';
import { byText } from '../../shared/domain/base/order.ts';
import type { BillingPeriod } from '../../shared/domain/base/period.ts';
import type { Choices } from './choices.ts';
import { settled } from './gates.ts';
import type { Complaint } from './harm.ts';
import { startReconcile } from './jobs.ts';
import { orderText, type SimDelivery } from './month.ts';
import { createScheduler } from './scheduler.ts';
import { createStage, type Stage } from './stage.ts';
import { NO_TRACE, type Trace } from './trace.ts';

/** What one world came to. */
export interface WorldResult {
  readonly complaints: readonly Complaint[];
  readonly happened: Happened;
}

/** What went on in it, so that a million quiet worlds are not taken for a million tried ones. */
export interface Happened {
  /** Things that happened one after another: port calls, starts of workers, writes of AWS. */
  readonly steps: number;
  readonly deaths: number;
  /** Deliveries whose ledger became visible. */
  readonly published: number;
  readonly messages: number;
  /** Messages that came again, marked, because nobody knew whether they had arrived. */
  readonly repeats: number;
}

/** Enough for the most restless world seen, several times over. */
const STEPS_MAX = 5_000;
/** Hours from the end of all trouble until everything must be true: a thread of many edits leaves one a sweep. */
const SWEEPS_MAX = 8;
/** Superseded versions are gone by then. */
const LONG_AFTER_MS = 8 * DAY_MS;

/** Plays one hostile month to its end and says which promises were broken. The same draws give the same world. */
export async function playWorld(choices: Choices, trace: Trace = NO_TRACE): Promise<WorldResult> {
  const stage = createStage(choices, trace);
  const scheduler = createScheduler(stage, { hintsWhenCalm: choices.below(2) === 0 });
  let steps = 0;
  const run = async (): Promise<void> => {
    while (steps < STEPS_MAX && stage.complaints.length === 0 && (await scheduler.step())) steps += 1;
  };
  await run();
  stage.calm = true;
  await settleDown(stage, run);
  const broken = [...stage.complaints, ...stage.alertChecks.complaints, ...slackComplaints(stage)];
  const complaints = broken.length > 0 ? broken : await finalComplaints(stage, steps);
  return { complaints, happened: happenedIn(stage, steps) };
}

function happenedIn({ deaths, durable, slack }: Stage, steps: number): Happened {
  const pointers = [...durable.tables.pointers.values()];
  return {
    steps,
    deaths,
    published: pointers.reduce((sum, { chain }) => sum + chain.length, 0),
    messages: slack.accepted.length,
    repeats: slack.accepted.filter(({ parcel }) => parcel.maybeRepeat).length,
  };
}

/** Hours of nothing but sweeps, with or without events, until nothing is left to do. */
async function settleDown(stage: Stage, run: () => Promise<void>): Promise<void> {
  await run();
  let idle = false;
  for (let hour = 0; hour < SWEEPS_MAX && !idle; hour += 1) {
    stage.advanceTo(stage.now() + HOUR_MS);
    await run();
    startReconcile(stage, 'sweep', (nothingToDo) => {
      idle = nothingToDo;
    });
    await settled();
    await run();
  }
}

async function finalComplaints(stage: Stage, steps: number): Promise<readonly Complaint[]> {
  const { month, durable, ledgerChecks } = stage;
  if (steps >= STEPS_MAX) return [{ harm: 'not converged', what: `still busy after ${STEPS_MAX} steps` }];
  const periods = [...new Set(month.deliveries.map(({ period }) => period))];
  const found = [
    ...periods.flatMap((period) => notNewest(stage, period)),
    ...(await ledgerChecks.look()),
    ...(await ledgerChecks.lookBack()),
    ...stage.alertChecks.atTheEnd(stage.slack.accepted),
  ];
  if (found.length > 0) return found;
  dropExpired(durable.tables, stage.now() + LONG_AFTER_MS);
  return ledgerChecks.look();
}

/** The newest delivery that can be read must be the visible one. */
function notNewest({ month, durable }: Stage, period: BillingPeriod): readonly Complaint[] {
  const own = month.deliveries.filter((delivery) => delivery.period === period);
  const expected = month.mode === 'create-new' ? newestGood(own) : own.at(-1);
  if (expected === undefined || expected.damaged !== undefined) return [];
  const visible = [...durable.tables.pointers.values()].find(({ billingPeriod }) => billingPeriod === period);
  if (visible?.executionId === expected.executionId) return [];
  const what = `${period} ends with ${visible?.executionId ?? 'nothing'} and not with ${expected.executionId}`;
  return [{ harm: 'not converged', what }];
}

const newestGood = (deliveries: readonly SimDelivery[]): SimDelivery | undefined =>
  deliveries
    .filter(({ damaged }) => damaged === undefined)
    .toSorted((a, b) => byText(orderText(a), orderText(b)))
    .at(-1);

const slackComplaints = ({ slack }: Stage): readonly Complaint[] =>
  slack.complaints.map((what) => ({ harm: 'unmarked repeat', what }));
