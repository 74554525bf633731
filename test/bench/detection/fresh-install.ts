// node test/bench/detection/fresh-install.ts [packs=20] [first seed=100]: what is told when thirty days of history come at
// once, of nothing but their usual ups and downs, and of a newcomer who is planted three days later.
import { type Hour, hourOf } from '../../../shared/domain/base/instant.ts';
import { billhook } from './billhook.ts';
import { makePack, REPORT_SEED_MIN } from './make-pack.ts';
import type { DetectorMessage, Pack, PackDelivery } from './pack.ts';

const [packs = 20, firstSeed = REPORT_SEED_MIN] = process.argv.slice(2).map(Number);
/** Nothing happens in a pack's first 45 days. */
const DAYS = { history: 30, planted: 33, watched: 40 };
/** USD an hour of the newcomer: $480 a day. */
const NEWCOMER = { principal: 'role/newcomer@111122223333', model: 'nova-pro', cost: 20 };

interface Told {
  readonly atOnce: number;
  readonly later: number;
  /** Alerts about it, and further messages of theirs. */
  readonly ofNewcomer: number;
  readonly reminders: number;
}

function installedLate(seed: number): Told {
  const pack = makePack(seed);
  const at = (days: number): Hour => pack.from + days * 24;
  const early = pack.deliveries.filter(({ asOf }) => hourOf(asOf) < at(DAYS.history));
  const rest = pack.deliveries.filter(
    ({ asOf }) => hourOf(asOf) >= at(DAYS.history) && hourOf(asOf) < at(DAYS.watched),
  );
  const history = joined(early);
  const name = `${pack.leaves[0]!.split('/')[0]}/${NEWCOMER.principal}/${NEWCOMER.model}`;
  const planted = { leaf: pack.leaves.length, from: at(DAYS.planted) };
  const deliveries = [history, ...rest.map((delivery) => withNewcomer(delivery, planted))];
  const told = billhook()({ ...pack, leaves: [...pack.leaves, name], deliveries });
  const isNewcomer = ({ series }: DetectorMessage): boolean => series.includes(NEWCOMER.principal);
  const ofNewcomer = told.filter(isNewcomer);
  const alerts = new Set(ofNewcomer.map(({ kind, startedAt }) => `${kind} ${startedAt}`)).size;
  return {
    atOnce: told.filter((message) => message.at === history.asOf).length,
    later: told.filter((message) => message.at !== history.asOf && !isNewcomer(message)).length,
    ofNewcomer: alerts,
    reminders: ofNewcomer.length - alerts,
  };
}

function joined(deliveries: Pack['deliveries']): PackDelivery {
  return {
    asOf: deliveries.at(-1)!.asOf,
    leaf: Uint16Array.from(deliveries.flatMap(({ leaf }) => [...leaf])),
    hour: Int32Array.from(deliveries.flatMap(({ hour }) => [...hour])),
    cost: Float64Array.from(deliveries.flatMap(({ cost }) => [...cost])),
  };
}

/** The newcomer's hours of the last day and a half, up to where the data ends. */
function withNewcomer(
  { asOf, leaf, hour, cost }: PackDelivery,
  planted: { readonly leaf: number; readonly from: Hour },
): PackDelivery {
  const through = hour.reduce((most, each) => Math.max(most, each), 0);
  const hours = Array.from({ length: 36 }, (_, back) => through - back).filter(
    (each) => each >= planted.from,
  );
  return {
    asOf,
    leaf: Uint16Array.from([...leaf, ...hours.map(() => planted.leaf)]),
    hour: Int32Array.from([...hour, ...hours]),
    cost: Float64Array.from([...cost, ...hours.map(() => NEWCOMER.cost)]),
  };
}

const began = performance.now();
const all = Array.from({ length: packs }, (_, index) => installedLate(firstSeed + index));
const sum = (of: (told: Told) => number): number => all.reduce((total, told) => total + of(told), 0);
const most = Math.max(...all.map(({ atOnce }) => atOnce));
console.log(
  `${packs} companies, ${((performance.now() - began) / 1000).toFixed(1)} s: ${sum(({ atOnce }) => atOnce)} messages about thirty days at once, ` +
    `at most ${most} a company; ${sum(({ later }) => later)} in the ten days after`,
);
const once = all.filter(({ ofNewcomer }) => ofNewcomer === 1).length;
console.log(
  `the newcomer was one alert in ${once} of them; ${sum(({ reminders }) => reminders)} times it was told again as it grew`,
);
