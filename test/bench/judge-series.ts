// node --max-semi-space-size=1 test/bench/judge-series.ts: 2,000 principals x 12 models x 60 days of hours, judged once.
import { dayOfHour, hourOfDay, isoHour, startOfHour, weekdayOf } from '../../shared/domain/base/instant.ts';
import { periodOf } from '../../shared/domain/base/period.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { evaluateTree } from '../../shared/domain/evaluation/evaluate.ts';
import { createSeriesLedger } from '../../shared/domain/evaluation/series/series-ledger.ts';
import { aBook } from '../builders/budget.ts';
import { at, chance } from '../builders/series.ts';

const [TEAMS, PRINCIPALS, MODELS, DAYS] = [40, 2000, 12, 60];
const LIMITS = { cpuSeconds: 2, megabytes: 300 };
const FROM = at('2026-09-20');
const TO = FROM + DAYS * 24;

interface Incident {
  readonly principal: number;
  readonly from: number;
  readonly to: number;
  /** Dollars an hour more, of its first model. */
  readonly dollars: number;
}
/** A loop since last night, a step two days ago, one that is long over, a night loop, one that began an hour ago. */
const INCIDENTS: readonly Incident[] = [
  { principal: 7, from: TO - 10, to: TO, dollars: 90 },
  { principal: 412, from: TO - 52, to: TO, dollars: 45 },
  { principal: 900, from: TO - 400, to: TO - 350, dollars: 200 },
  { principal: 1203, from: TO - 14, to: TO - 6, dollars: 60 },
  { principal: 1999, from: TO - 5, to: TO, dollars: 500 },
];

const normal = (seed: number, n: number): number =>
  Math.sqrt(-2 * Math.log(1 - chance(seed, 2 * n))) * Math.cos(2 * Math.PI * chance(seed, 2 * n + 1));

/** One for all: what is measured is the memory of the ledger and the judgement. */
const hours = new Float64Array(DAYS * 24);

/** Fills in dollars by hour: office hours, weekends, days and hours that differ; a few models of a principal cost the most. */
function hoursOf(principal: number, model: number): void {
  const seed = principal * 100 + model;
  // From $1 to $150 a day, in even steps of the logarithm.
  const base = (150 ** chance(principal, 1) / 24) * (0.45 / (model + 1));
  const daily = chance(principal, 2);
  const weekend = 0.2 + 0.8 * chance(principal, 3);
  let level = 1;
  for (let index = 0; index < hours.length; index += 1) {
    const hour = FROM + index;
    if (hourOfDay(hour) === 0) level = Math.exp(0.15 * normal(seed, dayOfHour(hour)));
    const office = 1 + daily * Math.cos(((hourOfDay(hour) - 14) / 12) * Math.PI);
    const week = weekdayOf(dayOfHour(hour)) >= 5 ? weekend : 1;
    hours[index] = base * office * week * level * (0.6 + 0.8 * chance(seed, hour));
  }
  if (model === 0)
    for (const { from, to, dollars } of INCIDENTS.filter((each) => each.principal === principal))
      for (let hour = from; hour < to; hour += 1) hours[hour - FROM]! += dollars;
}

const nameOf = (principal: number): string => `role/service-${principal}@123456789012`;
const ledger = createSeriesLedger();
for (let principal = 0; principal < PRINCIPALS; principal += 1) {
  for (let model = 0; model < MODELS; model += 1) {
    const id = {
      team: `team-${principal % TEAMS}`,
      principal: nameOf(principal),
      model: `model-${model}`,
    };
    hoursOf(principal, model);
    for (let index = 0; index < hours.length; index += 1) ledger.put(id, FROM + index, hours[index]!);
  }
}

const started = process.cpuUsage();
const asOf = startOfHour(TO + 6);
const teams = ledger.teams(FROM, TO);
const findings = evaluateTree(
  {
    teams,
    newest: { billingPeriod: periodOf(asOf), currency: 'USD' },
    grain: ledger.grain(),
    firstHour: Math.min(...teams.map((team) => team.firstHour)),
    dataThrough: TO,
  },
  { budgets: aBook(), defaults: EVALUATION_DEFAULTS, asOf },
);
const { user, system } = process.cpuUsage(started);

const cpuSeconds = (user + system) / 1e6;
const megabytes = process.resourceUsage().maxRSS / 1024;
const size = `${PRINCIPALS.toLocaleString('en')} principals x ${MODELS} models x ${DAYS} days of hours`;
console.log(`judging ${size}`);
console.log(`  ${cpuSeconds.toFixed(2)} s of processor time (limit ${LIMITS.cpuSeconds})`);
console.log(`  ${megabytes.toFixed(0)} MB at most, with the ledger (limit ${LIMITS.megabytes})`);
for (const { rule, scope, startedAt, baseline } of findings) {
  const who = scope.principal ?? scope.team;
  console.log(`  ${rule}: ${who} since ${isoHour(startedAt)}, score ${baseline?.score ?? '-'}`);
}
const named = new Set(findings.map(({ scope }) => scope.principal));
const running = INCIDENTS.filter(({ to }) => to > TO - 24);
const missed = running.filter(({ principal }) => !named.has(nameOf(principal)));
console.log(
  `  ${running.length - missed.length} of ${running.length} incidents found, ${findings.length} findings in all`,
);
process.exitCode =
  missed.length > 0 || cpuSeconds > LIMITS.cpuSeconds || megabytes > LIMITS.megabytes ? 1 : 0;
