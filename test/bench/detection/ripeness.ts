// node test/bench/detection/ripeness.ts [packs=5] [first seed=100]: how ripe hours are, as learned from deliveries, and
// how often the ranges that are told of unripe windows held. First the demo company, then packs nothing was tuned on.
import { HOUR_MS, type Hour, hourOf, isoInstant } from '../../../shared/domain/base/instant.ts';
import { periodHours, periodOf } from '../../../shared/domain/base/period.ts';
import { modelOf } from '../../../shared/domain/charge/model-source.ts';
import { type Family, familyOf } from '../../../shared/domain/evaluation/ripeness/family.ts';
import { COMPARED_HOURS, type KnownCosts } from '../../../shared/domain/evaluation/ripeness/known-costs.ts';
import { observe } from '../../../shared/domain/evaluation/ripeness/observe.ts';
import { RIPE_SHARE } from '../../../shared/domain/evaluation/ripeness/prior.ts';
import { type Ripeness, ripenessOf } from '../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED, type RipenessState } from '../../../shared/domain/evaluation/ripeness/state.ts';
import { demoDeliveries } from '../../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../../shared/synthetic/scenario.ts';
import { makePack, REPORT_SEED_MIN } from './make-pack.ts';
import type { Pack } from './pack.ts';

const [packs = 5, firstSeed = REPORT_SEED_MIN] = process.argv.slice(2).map(Number);
const AGES = [0, 1, 2, 4, 8, 12, 24, 48, 72, 120];
const WINDOWS = [3, 12, 24, 48];

type Costs = ReadonlyMap<Family, ReadonlyMap<Hour, number>>;

function show(title: string, ripeness: Ripeness, families: readonly Family[], ageZero: Hour): void {
  console.log(`\n${title}\n  data usually ends ${ripeness.usualLag} h before a delivery`);
  const next = ripeness.nextDelivery;
  if (next !== undefined) {
    const [at, from, to] = [next.at, next.from, next.to].map((time) => isoInstant(time).slice(5, 16));
    console.log(`  next delivery ${at} (${from} to ${to})`);
  }
  for (const family of families) {
    const shares = AGES.map((age) => `${age} h ${(100 * ripeness.shareAt(family, age)).toFixed(1)} %`);
    const behind = ageZero - ripeness.judgedEnd(family, ageZero);
    console.log(
      `  ${(family || 'whole bill').padEnd(10)} ripe ${behind} h before the end: ${shares.join(', ')}`,
    );
  }
}

const familiesOf = (state: RipenessState): readonly Family[] => state.families.map(({ family }) => family);

function demo(): void {
  let state = NOTHING_LEARNED;
  for (const delivery of demoDeliveries(createDemoScenario(), { monthTurn: true })) {
    const costs = new Map<Family, Map<Hour, number>>();
    const families = delivery.series.map(({ item, bedrock }) => {
      const product = (key: string): string => item.product.find(([name]) => name === key)?.[1] ?? '';
      const facts = { productModel: product('model'), productName: product('product_name'), resourceId: '' };
      return bedrock ? familyOf(modelOf(facts, item.usageType ?? '')) : undefined;
    });
    for (const { rows, series, hour, cost } of delivery.blocks()) {
      for (let row = 0; row < rows; row += 1) {
        const family = families[series[row]!];
        if (family === undefined || delivery.series[series[row]!]!.span === 'month') continue;
        const hours = costs.get(family) ?? new Map<Hour, number>();
        costs.set(family, hours.set(hour[row]!, (hours.get(hour[row]!) ?? 0) + cost[row]! / 1e4));
      }
    }
    const { period, executedAt, executionId, dataThrough } = delivery;
    const order = `${isoInstant(executedAt)}~${executionId}`;
    state = observe(state, { billingPeriod: period, order, executedAt, dataThrough, slotHours: 1, costs });
  }
  show('demo company', ripenessOf(state), familiesOf(state), state.deliveries.at(-1)!.ageZero);
}

/** What is known of a pack after each of its deliveries, by family. */
function* knownIn(
  pack: Pack,
): Generator<{ readonly asOf: number; readonly costs: Costs; readonly through: Hour }> {
  const families = pack.leaves.map((leaf) => familyOf(leaf.split('/')[2] ?? ''));
  const leaves = pack.leaves.map(() => new Map<Hour, number>());
  const costs = new Map<Family, Map<Hour, number>>(families.map((family) => [family, new Map()]));
  let through = pack.from;
  for (const { asOf, leaf, hour, cost } of pack.deliveries) {
    for (let row = 0; row < cost.length; row += 1) {
      const [at, when] = [leaf[row]!, hour[row]!];
      const hours = costs.get(families[at]!)!;
      const micros = Math.round(cost[row]! * 1e6);
      hours.set(when, (hours.get(when) ?? 0) + micros - (leaves[at]!.get(when) ?? 0));
      leaves[at]!.set(when, micros);
      if (when >= through) through = when + 1;
    }
    yield { asOf, costs, through };
  }
}

function deliveriesOf(asOf: number, costs: Costs, through: Hour): readonly KnownCosts[] {
  const from = through - COMPARED_HOURS;
  const periods = [...new Set([from, through - 1].map((hour) => periodOf(hour * HOUR_MS)))];
  return periods.map((billingPeriod) => {
    const hours = periodHours(billingPeriod);
    const own = [...costs].map(([family, all]) => {
      const told = [...all].filter(([hour]) => hour >= Math.max(from, hours.from) && hour < hours.to);
      return [family, new Map(told)] as const;
    });
    const order = `${isoInstant(asOf)}~x`;
    const dataThrough = Math.min(through, hours.to);
    return { billingPeriod, order, executedAt: asOf, dataThrough, slotHours: 1, costs: new Map(own) };
  });
}

interface Told {
  readonly family: Family;
  readonly from: Hour;
  readonly to: Hour;
  readonly low: number;
  readonly high: number;
}

function onPack(seed: number): { readonly within: number; readonly told: number } {
  const pack = makePack(seed);
  let state = NOTHING_LEARNED;
  let ms = 0;
  const told: Told[] = [];
  let last: Costs = new Map();
  for (const { asOf, costs, through } of knownIn(pack)) {
    const known = deliveriesOf(asOf, costs, through);
    const started = performance.now();
    state = known.reduce(observe, state);
    const ripeness = ripenessOf(state);
    const { ageZero } = state.deliveries.at(-1)!;
    for (const family of familiesOf(state)) ripeness.judgedEnd(family, ageZero);
    ms += performance.now() - started;
    last = costs;
    // Two weeks to learn, and ten days to see what became of it.
    if (hourOf(asOf) - pack.from < 14 * 24 || pack.to - hourOf(asOf) < 10 * 24) continue;
    for (const family of costs.keys()) told.push(...toldOf(ripeness, family, costs.get(family)!, ageZero));
  }
  const within = told.filter(({ family, from, to, low, high }) => {
    const final = sumOf(last.get(family)!, from, to);
    return final >= low - 1 && final <= high + 1;
  }).length;
  const bytes = JSON.stringify(state).length;
  show(`pack ${seed}`, ripenessOf(state), familiesOf(state), state.deliveries.at(-1)!.ageZero);
  const each = (ms / pack.deliveries.length).toFixed(1);
  console.log(`  ${each} ms a delivery to learn and to tell, ${bytes} bytes of state`);
  console.log(
    `  ${within} of ${told.length} unripe windows in range: ${((100 * within) / told.length).toFixed(1)} %`,
  );
  return { within, told: told.length };
}

function toldOf(
  ripeness: Ripeness,
  family: Family,
  hours: ReadonlyMap<Hour, number>,
  ageZero: Hour,
): readonly Told[] {
  return WINDOWS.flatMap((length) => {
    const window = { family, from: ageZero - length, to: ageZero, ageZero };
    if (ripeness.completeness(window).mid >= RIPE_SHARE) return [];
    const range = ripeness.finalCost(sumOf(hours, window.from, window.to), window);
    return range === undefined
      ? []
      : [{ family, from: window.from, to: window.to, low: range.low, high: range.high }];
  });
}

function sumOf(hours: ReadonlyMap<Hour, number>, from: Hour, to: Hour): number {
  let sum = 0;
  for (let hour = from; hour < to; hour += 1) sum += hours.get(hour) ?? 0;
  return sum;
}

demo();
const all = Array.from({ length: packs }, (_, index) => onPack(firstSeed + index));
const sum = (of: (one: { within: number; told: number }) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
console.log(
  `\n${sum(({ within }) => within)} of ${sum(({ told }) => told)} windows in range over ${packs} packs`,
);
