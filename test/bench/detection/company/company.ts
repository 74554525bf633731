import type { Hour } from '../../../../shared/domain/base/instant.ts';
import { textHash } from '../../../../shared/synthetic/random.ts';
import type { Dice } from '../dice.ts';
import { DEAR_MODELS, MODELS, type Model } from './models.ts';
import { drawHabit, drawShape, type Habit, usualCost, wander } from './usual-cost.ts';

/** One leaf while a pack is made: what it costs when nothing is wrong, and what it costs now. */
export interface Leaf {
  readonly team: string;
  readonly principal: string;
  readonly model: Model;
  readonly habit: Habit;
  readonly usual: Float64Array;
  /** Changed in place by what happens to it. */
  readonly cost: Float64Array;
}

export interface Team {
  readonly name: string;
  /** USD a day. */
  readonly perDay: number;
}

export interface Company {
  readonly dice: Dice;
  readonly from: Hour;
  readonly days: number;
  readonly teams: readonly Team[];
  /** Grows when something new appears. */
  readonly leaves: Leaf[];
}

export const leafId = ({ team, principal, model }: Leaf): string => `${team}/${principal}/${model.name}`;
export const principalId = ({ team, principal }: Leaf): string => `${team}/${principal}`;

const TEAMS = ['search', 'checkout', 'support', 'platform', 'data', 'research', 'growth', 'mobile'];
const JOBS = [
  ...['api', 'agent', 'etl', 'ci', 'assistant', 'crawler', 'notebook', 'evals', 'summary', 'router'],
  ...[
    'copilot',
    'tagger',
    'moderation',
    'drafts',
    'translate',
    'review',
    'triage',
    'planner',
    'anna',
    'bela',
  ],
];

/** Eight teams from about $30 to about $8,000 a day, about a hundred leaves, each with its own habits. */
export function createCompany(dice: Dice, from: Hour, days: number): Company {
  const ranks = dice.shuffled(TEAMS.map((_, rank) => rank));
  const teams = TEAMS.map((name, index) => ({ name, perDay: teamSize(dice, ranks[index]!) }));
  const company: Company = { dice, from, days, teams, leaves: [] };
  for (const team of teams) staff(company, team, teamDays(company, team.name));
  return company;
}

/** Log-normal by quantile, so that every company has a small and a large team. */
function teamSize(dice: Dice, rank: number): number {
  const quantile = [-1.53, -0.89, -0.49, -0.16, 0.16, 0.49, 0.89, 1.53][rank]!;
  return Math.min(8_000, Math.max(30, 520 * Math.exp(1.7 * quantile) * dice.logNormal(0.15)));
}

/** Same for one team however often it is asked: what joins later shares the team's good and bad days. */
export function teamDays(company: Company, team: string): Float64Array {
  return wander(company.dice.fork(textHash(team)), company.days, 0.07, 0.6);
}

function staff(company: Company, { name, perDay }: Team, shared: Float64Array): void {
  const { dice } = company;
  const size = Math.max(3, Math.min(12, Math.round(1.45 * Math.log(perDay) - 1.6 + dice.between(-1, 1))));
  const jobs = dice.shuffled(JOBS).slice(0, size);
  const weights = jobs.map(() => dice.logNormal(1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  jobs.forEach((job, index) => {
    const shape = drawShape(dice, (perDay * weights[index]!) / all);
    const models = dice.shuffled(MODELS).slice(0, dice.pick([1, 1, 2, 2, 3]));
    const shares = models.map((_, place) => 0.35 ** place * dice.logNormal(0.3));
    const whole = shares.reduce((sum, share) => sum + share, 0);
    models.forEach((model, place) => {
      const cost = (perDay * weights[index]! * shares[place]!) / all / whole;
      const habit = withLife(dice, drawHabit(dice, shape, cost), company.days);
      join(company, { team: name, principal: `${name}-${job}`, model }, habit, shared);
    });
  });
}

/** Few come later or go, and only small ones come: nobody should be told of $40 a day. */
function withLife(dice: Dice, habit: Habit, days: number): Habit {
  if (habit.perDay < 40 && dice.chance(0.08)) return { ...habit, born: dice.whole(5, days - 10) };
  if (dice.chance(0.04)) return { ...habit, gone: dice.whole(20, days) };
  return habit;
}

type Named = Pick<Leaf, 'team' | 'principal' | 'model'>;

/** Adds a leaf with a habit of its own; the noise follows from its name. */
export function join(company: Company, named: Named, habit: Habit, shared: Float64Array): Leaf {
  const dice = company.dice.fork(textHash(`${named.team}/${named.principal}/${named.model.name}`));
  const usual = usualCost(dice, habit, company.from, shared);
  return enter(company, { ...named, habit, usual, cost: usual.slice() });
}

/** Adds a leaf that has cost nothing so far. */
export function joinSilent(company: Company, named: Named, habit: Habit): Leaf {
  const hours = company.days * 24;
  return enter(company, { ...named, habit, usual: new Float64Array(hours), cost: new Float64Array(hours) });
}

function enter(company: Company, leaf: Leaf): Leaf {
  company.leaves.push(leaf);
  return leaf;
}

/** A dearer model that this principal does not use yet. */
export function dearerModel(company: Company, leaf: Leaf): Model | undefined {
  const taken = new Set(
    company.leaves.filter((other) => principalId(other) === principalId(leaf)).map(({ model }) => model.name),
  );
  return DEAR_MODELS.find(({ name }) => !taken.has(name));
}
