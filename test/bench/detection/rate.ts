// node test/bench/detection/rate.ts [packs=6] [first seed=1]: what told spikes said that they would cost on top of the usual
// until the next delivery and until somebody is at work, against what came; by the rate that is told and by others.
import { HOUR_MS, type Hour, hourOf, startOfHour } from '../../../shared/domain/base/instant.ts';
import { periodOf } from '../../../shared/domain/base/period.ts';
import { EVALUATION_DEFAULTS as defaults } from '../../../shared/domain/evaluation/defaults.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { judgedTimeOf } from '../../../shared/domain/evaluation/series/judged-time.ts';
import { type CostSeries, costAt, seriesOf } from '../../../shared/domain/evaluation/series/series.ts';
import { createSeriesLedger } from '../../../shared/domain/evaluation/series/series-ledger.ts';
import { usualBetween, usualLags } from '../../../shared/domain/evaluation/series/usual.ts';
import { createSeriesReplay } from '../../../shared/flow/replay-series.ts';
import { makePack } from './make-pack.ts';
import type { Pack, PackDelivery } from './pack.ts';

const [packs = 6, firstSeed = 1] = process.argv.slice(2).map(Number);
const DAY = 24;
/** The first hour of a rise may be half quiet and is left out from so many on, as in the product. */
const SKIPPED_FROM = 3;

/** One message, with what was known when it was sent and what came. Lists are by hour. */
interface Told {
  /** Excess and usual of the last ripe hours of the rise, a day at most; at least two. */
  readonly excess: readonly number[];
  readonly usual: readonly number[];
  /** From here on it is predicted: usual, excess that came, and that of the incident behind it, if there is one. */
  readonly end: Hour;
  readonly ahead: readonly number[];
  readonly came: readonly number[];
  readonly incident?: readonly number[];
  readonly ripeEnd: Hour;
  readonly hoursTo: Readonly<Record<Horizon, number>>;
}
type Horizon = 'delivery' | 'morning';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}
/** Of so many hours, the last of them in part. */
const until = (hours: number, costOf: (hour: number) => number): number => {
  let total = 0;
  for (let hour = 0; hour < hours; hour += 1) total += costOf(hour) * Math.min(1, hours - hour);
  return Math.max(0, total);
};

type Rule = (told: Told, hours: number) => number;
const flat =
  (last: number): Rule =>
  ({ excess }, hours) =>
    until(hours, () => Math.max(0, mean(excess.slice(-last))));
/** As many times the usual as lately; flat where nothing was usual. */
const shaped =
  (last: number): Rule =>
  (told, hours) => {
    const usual = sum(told.usual.slice(-last));
    if (usual <= 0.01 * sum(told.ahead)) return flat(last)(told, hours);
    const times = sum(told.excess.slice(-last)) / usual;
    return until(hours, (hour) => times * (told.ahead[hour] ?? 0));
  };
/** Each hour as the same one of the last day; the mean where the rise is younger. */
const sameHours: Rule = ({ excess, end, ripeEnd }, hours) =>
  until(hours, (hour) => {
    const days = Math.ceil((end + hour - ripeEnd + 1) / DAY);
    return excess[excess.length - (ripeEnd - (end + hour - days * DAY))] ?? mean(excess);
  });
const most =
  (...rules: readonly Rule[]): Rule =>
  (told, hours) =>
    Math.max(...rules.map((rule) => rule(told, hours)));
const least =
  (...rules: readonly Rule[]): Rule =>
  (told, hours) =>
    Math.min(...rules.map((rule) => rule(told, hours)));

/** As in the product. */
const TOLD = flat(24);

const RULES: Readonly<Record<string, Rule>> = {
  'mean of up to 24 h (told)': TOLD,
  'last 12 h': flat(12),
  'last 6 h': flat(6),
  'last 3 h': flat(3),
  'times the usual, 24 h': shaped(24),
  'times the usual, 6 h': shaped(6),
  'same hours a day ago': sameHours,
  'dearer of 24 h and 6 h': most(flat(24), flat(6)),
  'lower of 24 h and 6 h': least(flat(24), flat(6)),
  'lower of same hours and times 6 h': least(sameHours, shaped(6)),
};

/** Cost by hour of what lies under a name, as these deliveries have it. */
function createCosts(pack: Pack) {
  const leaves = pack.leaves.map(() => new Float64Array(pack.to - pack.from + 30 * DAY));
  return {
    take({ leaf, hour, cost }: PackDelivery): void {
      for (let row = 0; row < cost.length; row += 1) leaves[leaf[row]!]![hour[row]! - pack.from] = cost[row]!;
    },
    series(isUnder: (leaf: string) => boolean): CostSeries {
      const own = leaves.filter((_, index) => isUnder(pack.leaves[index]!));
      const length = pack.to - pack.from + 30 * DAY;
      return seriesOf(
        pack.from,
        Float64Array.from({ length }, (_, slot) =>
          slot === 0 ? 0 : sum(own.map((costs) => costs[slot - 1]!)),
        ),
      );
    },
  };
}

function ripeEndAt(pack: Pack, asOf: number, dataThrough: Hour): Hour {
  const newest = { billingPeriod: periodOf(startOfHour(dataThrough - 1)), currency: 'USD' };
  return judgedTimeOf(
    { teams: [], newest, grain: 'hourly', firstHour: pack.from, dataThrough },
    asOf,
    defaults,
  ).ripeEnd;
}

function toldOf(seed: number): readonly Told[] {
  const pack = makePack(seed);
  const ids = pack.leaves.map((leaf) => {
    const [team = '', principal = '', model = ''] = leaf.split('/');
    return { team, principal, model };
  });
  const ledger = createSeriesLedger();
  const replay = createSeriesReplay(ledger, {
    ...{
      defaults,
      budgets: { version: 0, budgets: [] },
      currency: 'USD',
      rules: new Set(['spike'] as const),
    },
  });
  const [known, final] = [createCosts(pack), createCosts(pack)];
  for (const delivery of pack.deliveries) final.take(delivery);
  return pack.deliveries.flatMap((delivery) => {
    known.take(delivery);
    for (let row = 0; row < delivery.cost.length; row += 1) {
      ledger.put(ids[delivery.leaf[row]!]!, delivery.hour[row]!, delivery.cost[row]!);
    }
    const messages = replay.judgeAt(delivery.asOf);
    const through = Math.min(ledger.dataThrough() ?? pack.from, hourOf(delivery.asOf));
    const ripeEnd = messages.length === 0 ? 0 : ripeEndAt(pack, delivery.asOf, through);
    return messages.flatMap(({ finding }) => messageOf(pack, finding, ripeEnd, known, final));
  });
}

type Costs = ReturnType<typeof createCosts>;

function messageOf(pack: Pack, finding: Finding, ripeEnd: Hour, known: Costs, final: Costs): readonly Told[] {
  const { scope, startedAt, impact, baseline } = finding;
  const name = [scope.team, scope.principal, scope.model].filter((part) => part !== undefined).join('/');
  const isUnder = (leaf: string): boolean => leaf === name || leaf.startsWith(`${name}/`);
  const hours = ripeEnd - startedAt;
  if (hours < 2 || baseline === undefined || impact.horizons === undefined) return [];
  const { to: end } = baseline;
  const hoursTo = {
    delivery: impact.horizons.nextDelivery / HOUR_MS - end,
    morning: impact.horizons.morning / HOUR_MS - end,
  };
  const last = Math.ceil(end + hoursTo.morning);
  const past = { from: pack.from, skips: [] };
  const lags = usualLags({ from: startedAt, to: last }, Math.ceil((last - startedAt) / DAY), past, defaults);
  const [then, now] = [known.series(isUnder), final.series(isUnder)];
  const usualAt = (hour: Hour): number => usualBetween(then, hour, hour + 1, lags);
  const span = (from: Hour, to: Hour): readonly Hour[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const recent = span(Math.max(startedAt + (hours >= SKIPPED_FROM ? 1 : 0), ripeEnd - DAY), ripeEnd);
  const meant = pack.incidents.filter(
    ({ from, to, leaves }) => from < end && to > startedAt && leaves.some(isUnder),
  );
  const ahead = span(end, last);
  return [
    {
      ...{ end, ripeEnd, hoursTo, usual: recent.map(usualAt), ahead: ahead.map(usualAt) },
      excess: recent.map((hour) => costAt(then, hour) - usualAt(hour)),
      came: ahead.map((hour) => costAt(now, hour) - usualAt(hour)),
      ...(meant.length === 0
        ? {}
        : { incident: ahead.map((hour) => sum(meant.map(({ from, excess }) => excess[hour - from] ?? 0))) }),
    },
  ];
}

/** Prediction less what came: above the usual, or of the incident where there is one. */
function errorsOf(
  told: readonly Told[],
  rule: Rule,
  horizon: Horizon,
  truth: 'came' | 'incident',
): readonly number[] {
  return told.flatMap((each) => {
    const costs = each[truth];
    const hours = each.hoursTo[horizon];
    return costs === undefined ? [] : [rule(each, hours) - until(hours, (hour) => costs[hour] ?? 0)];
  });
}

/** Median errors, how many of them were too high, and how many messages were nearer and further than those told. */
function row(told: readonly Told[], rule: Rule): string {
  const cells = (['delivery', 'morning'] as const).flatMap((horizon) => {
    const [all, own] = (['came', 'incident'] as const).map((truth) => errorsOf(told, rule, horizon, truth));
    const now = errorsOf(told, TOLD, horizon, 'came').map(Math.abs);
    const gains = all!.map((error, index) => now[index]! - Math.abs(error));
    return [
      ...[all!, own!].map((errors) => `$${median(errors.map(Math.abs)).toFixed(0)}`),
      `${Math.round((100 * all!.filter((error) => error > 0).length) / all!.length)} %`,
      `${gains.filter((gain) => gain > 0.01).length} / ${gains.filter((gain) => gain < -0.01).length}`,
    ];
  });
  return cells.join(' | ');
}

const told = Array.from({ length: packs }, (_, index) => toldOf(firstSeed + index)).flat();
const ofIncidents = told.filter(({ incident }) => incident !== undefined).length;
console.log(
  `${told.length} told spikes with ripe hours, ${ofIncidents} of them incidents; median error in USD`,
);
console.log(
  '| rate | by delivery | incidents | too high | nearer / further | by morning | incidents | too high | nearer / further |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|');
for (const [name, rule] of Object.entries(RULES)) console.log(`| ${name} | ${row(told, rule)} |`);
