import { type Hour, hourOf, type Instant, parseInstant } from '../domain/base/instant.ts';
import { DEMO_BUDGETS, type DemoBudget } from './budgets.ts';
import type { Team } from './company.ts';
import { COMPANY, EXPORT_NAME, TEAMS } from './company.ts';
import type { Mix } from './lineup.ts';
import { PRINCIPALS } from './principals.ts';
import { jitter, textHash } from './random.ts';

/** What happens to the company, as data: a test compares what was said with what is true. */
export interface DemoScenario {
  readonly company: string;
  readonly exportName: string;
  readonly teams: readonly Team[];
  readonly budgets: readonly DemoBudget[];
  /** First usage hour and end (exclusive) of the story. */
  readonly from: Hour;
  readonly to: Hour;
  readonly runaway: Runaway;
  readonly newcomer: { readonly principal: string; readonly team: Team; readonly from: Hour };
  /** The budget that is missed without anything having jumped. */
  readonly creep: { readonly team: Team };
  /** One role, four teams, told apart by session tags. */
  readonly gateway: { readonly principal: string; readonly teams: readonly Team[] };
  /** High each night, every night. */
  readonly nightly: { readonly principal: string };
  /** High each Monday. */
  readonly weekly: { readonly principal: string };
  readonly restatement: Restatement;
  /** A credit on Bedrock usage that shows up late: no team's usage changes by it. */
  readonly credit: { readonly shownFrom: Instant; readonly cost: string };
}

export interface Runaway {
  readonly principal: string;
  readonly team: Team;
  readonly model: string;
  readonly startedAt: Hour;
  readonly usualPerHour: number;
  /** USD an hour in total from `startedAt` on. */
  readonly dollarsAt: (hour: Hour) => number;
  readonly mix: Mix;
  readonly sessionsPerHour: number;
}

/** A day billed `factor` times too high, put right in every delivery from `restatedFrom` on. */
export interface Restatement {
  readonly principal: string;
  readonly team: Team;
  readonly from: Hour;
  readonly to: Hour;
  readonly factor: number;
  readonly restatedFrom: Instant;
}

const hour = (text: string): Hour => hourOf(parseInstant(text));

const RUNAWAY_START = hour('2026-11-17T02:00');
const RUNAWAY_LOW = 150;
const RUNAWAY_HIGH = 300;

export function createDemoScenario(): DemoScenario {
  return {
    company: COMPANY,
    exportName: EXPORT_NAME,
    teams: TEAMS,
    budgets: DEMO_BUDGETS,
    from: hour('2026-09-06'),
    to: hour('2026-11-21'),
    runaway: {
      principal: PRINCIPALS.claimsValidator.id,
      team: 'support',
      model: 'Claude Opus 4.6',
      startedAt: RUNAWAY_START,
      usualPerHour: 3,
      dollarsAt: runawayDollars,
      mix: { input: 0.37, output: 0.61, 'cache-read': 0.01, 'cache-write': 0.01 },
      sessionsPerHour: 14,
    },
    newcomer: { principal: PRINCIPALS.deepResearch.id, team: 'search', from: hour('2026-11-15T09:00') },
    creep: { team: 'growth' },
    gateway: {
      principal: 'role/llm-gateway@444455556666',
      teams: ['search', 'support', 'ops', 'growth'],
    },
    nightly: { principal: PRINCIPALS.fraudBatch.id },
    weekly: { principal: PRINCIPALS.relevanceEval.id },
    restatement: {
      principal: PRINCIPALS.kycReader.id,
      team: 'fraud',
      from: hour('2026-11-13T00:00'),
      to: hour('2026-11-14T00:00'),
      factor: 8,
      restatedFrom: parseInstant('2026-11-15T12:00'),
    },
    credit: { shownFrom: parseInstant('2026-11-18T00:00'), cost: '-250' },
  };
}

/** Each answer is validated by itself, and the validation too: up at once, then half as much again within two days. */
function runawayDollars(at: Hour): number {
  const hours = at - RUNAWAY_START;
  const ramp = 170 + 90 * (1 - Math.exp(-hours / 18));
  const dollars = ramp * jitter(0.06, textHash('runaway'), at);
  return Math.min(RUNAWAY_HIGH, Math.max(RUNAWAY_LOW, dollars));
}
