import type { Transition } from '../../shared/domain/alert/alert.ts';
import { DAY_MS, HOUR_MS, type Instant, isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import type { BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';
import type { Snapshot } from '../../shared/domain/ledger/snapshot.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { aBook, aBudget } from './budget.ts';
import { aPlan, aSilence } from './declared.ts';
import { createFlowWorld, EXPORT, type FlowWorld, SWEEP } from './flow-world.ts';
import { aCompany, aStream, at, plus, rhythm, times } from './series.ts';
import { aSnapshotOf } from './snapshot.ts';
import { createWorld } from './view.ts';

export interface ToldMonths {
  readonly world: FlowWorld;
  /** What the live engine committed, judgement by judgement. */
  readonly committed: readonly { readonly asOf: Instant; readonly transitions: readonly Transition[] }[];
}

export const RUNAWAY = 'role/claims-agent@123456789012';
const NEWCOMER = 'role/deep-research@123456789012';
/** $48 above its usual, of which nobody was told. */
export const SMALL = 'role/ticket-triage@123456789012';
const RESTATED = 'role/reader@123456789012';

/** Each team but one has a budget; that of search is crossed. */
export const BUDGETS: BudgetBook = aBook(
  ...['support', 'fraud', 'ops'].map((team) => aBudget({ team, amount: parsePico('3000') })),
  aBudget({ team: 'search', amount: parsePico('2500'), minDollars: parsePico('60') }),
);

const company = (restated: boolean) => {
  const reader = rhythm({ seed: 5, base: 4 });
  const wrong = restated ? 1 : 9;
  const streams = [
    ...aCompany(3, 3),
    // Below every floor of the time.
    aStream({
      team: 'ops',
      principal: SMALL,
      cost: plus(
        rhythm({ seed: 9, base: 1, hourNoise: 0.1, dayNoise: 0.05 }),
        at('2026-11-13T06:00'),
        2,
        at('2026-11-14T06:00'),
      ),
    }),
    aStream({
      team: 'support',
      principal: RUNAWAY,
      cost: plus(rhythm({ seed: 8, base: 3 }), at('2026-11-12T02:00'), 40, at('2026-11-15T09:00')),
    }),
    aStream({
      principal: NEWCOMER,
      cost: plus(() => 0, at('2026-11-06T09:00'), 20),
    }),
    aStream({
      team: 'fraud',
      principal: RESTATED,
      cost: times(reader, at('2026-11-08T00:00'), wrong, at('2026-11-09T00:00')),
    }),
  ];
  // Slower than other exports: who does not learn it judges hours that are not whole yet.
  return createWorld(streams, { arrived: (age) => Math.min(1, 0.3 + age / 20) });
};

/** September and October as they closed, then November once and, from its second week, twice a day; the first days bring the old month's late data too. */
function* deliveries(): Generator<Snapshot> {
  const [before, after] = [company(false), company(true)];
  const restatedFrom = parseInstant('2026-11-10T12:00:00Z');
  const views = (asOf: Instant) => (asOf < restatedFrom ? before : after).viewsAt(asOf);
  for (const [index, asOf] of ['2026-09-30T16:14:43.337Z', '2026-10-31T23:14:43.337Z']
    .map(parseInstant)
    .entries())
    yield aSnapshotOf(views(asOf).at(-1)!, asOf, `closing-${index}`);
  const daily = parseInstant('2026-11-08');
  let made = parseInstant('2026-11-01T16:20:11.480Z');
  for (; made < parseInstant('2026-11-17'); made += made < daily ? DAY_MS : DAY_MS / 2) {
    const seen = views(made);
    if (made < parseInstant('2026-11-03')) yield aSnapshotOf(seen.at(-2)!, made - HOUR_MS / 2, 'late');
    yield aSnapshotOf(seen.at(-1)!, made, 'x');
  }
}

/** The runaway was announced, with a cap that it breaks on its first day; somebody hid the newcomer for its first days. */
const PLAN = aPlan({
  ...{ team: 'support', principal: RUNAWAY, cap: parsePico('600') },
  ...{ startsAt: parseInstant('2026-11-11T00:00Z'), endsAt: parseInstant('2026-11-14T00:00Z') },
  createdAt: parseInstant('2026-11-11T00:00Z'),
});
const SILENCE = aSilence({
  matchers: [{ label: 'principal', value: NEWCOMER }],
  ...{ startsAt: parseInstant('2026-11-06T00:00Z'), endsAt: parseInstant('2026-11-08T00:00Z') },
  createdAt: parseInstant('2026-11-06T00:00Z'),
});

/** Seventy-two days of a small company, each delivery kept, published and judged by the flows of the live engine. */
export async function tellMonths(): Promise<ToldMonths> {
  const world = createFlowWorld();
  world.tables.budgets.book = BUDGETS;
  world.tables.plans.set(EXPORT, new Map([[PLAN.id, PLAN]]));
  world.tables.silences.set(EXPORT, new Map([[SILENCE.id, SILENCE]]));
  const committed: { asOf: Instant; transitions: readonly Transition[] }[] = [];
  for (const snapshot of deliveries()) {
    world.at(isoInstant(snapshot.executedAt + HOUR_MS));
    await world.ports.rollups.write(snapshot);
    await publishSnapshot(world.ports, snapshot);
    const result = await evaluateExport(world.ports, EXPORT, SWEEP);
    if (result.outcome !== 'judged') throw new Error(`the judgement was ${result.outcome}`);
    committed.push({ asOf: snapshot.executedAt, transitions: result.transitions });
  }
  return { world, committed };
}
