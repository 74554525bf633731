import type { Hour } from '../domain/base/instant.ts';
import { UNATTRIBUTED } from '../domain/charge/principal.ts';
import { tokenSeries } from './bedrock-series.ts';
import { type Job, MISBILLED_JOB, type Mix, NEWCOMER_JOB, ONCE_JOB, RUNAWAY_JOB } from './lineup.ts';
import { type Kind, tokenPrice } from './models.ts';
import { jitter, textHash } from './random.ts';
import type { DemoScenario } from './scenario.ts';
import type { Series } from './series.ts';
import { dollarsAt } from './workloads.ts';

/** Dollars of one job in one hour, and into which directions and sessions they go. */
interface HourPlan {
  readonly dollars: number;
  readonly mix: Mix;
  readonly sessions: number;
}

const ONCE_HOUR = 3;

/** The scenario's incidents, laid over the job's habits. */
export function planHour(scenario: DemoScenario, job: Job, hour: Hour): HourPlan {
  const usual = {
    dollars: dollarsAt(job.name, job.spending, hour),
    mix: job.mix,
    sessions: job.sessionsPerHour,
  };
  const { runaway, newcomer, restatement } = scenario;
  if (job.name === RUNAWAY_JOB && hour >= runaway.startedAt) {
    return { dollars: runaway.dollarsAt(hour), mix: runaway.mix, sessions: runaway.sessionsPerHour };
  }
  if (job.name === NEWCOMER_JOB && hour < newcomer.from) return { ...usual, dollars: 0 };
  if (job.name === ONCE_JOB)
    return { ...usual, dollars: hour === scenario.from + 24 * 36 + ONCE_HOUR ? 0.4 : 0 };
  if (job.name === MISBILLED_JOB && hour >= restatement.from && hour < restatement.to) {
    return { ...usual, dollars: usual.dollars * restatement.factor };
  }
  return usual;
}

/**
 * Calls `emit` for each row of one job in [from, to): series of one session, model and direction, and its tokens.
 * Series are made once and shared by the hours that use them.
 */
export function jobRows(
  scenario: DemoScenario,
  job: Job,
  from: Hour,
  to: Hour,
  emit: (series: Series, hour: Hour, tokens: number) => void,
): void {
  const made = new Map<string, Series>();
  const seed = textHash(job.name);
  for (let hour = from; hour < to; hour += 1) {
    const { dollars, mix, sessions } = planHour(scenario, job, hour);
    if (dollars === 0) continue;
    const names = sessionNames(job, hour, sessions);
    for (const [kind, share] of Object.entries(mix) as [Kind, number][]) {
      const price = tokenPrice(job.model, kind, job.tier, job.scope);
      for (const [index, session] of names.entries()) {
        const noise = jitter(0.1, seed ^ textHash(kind), hour, index);
        const tokens = Math.round((dollars * share * noise * 1e10) / names.length / price);
        if (tokens === 0) continue;
        const key = `${session} ${kind}`;
        let series = made.get(key);
        if (series === undefined) made.set(key, (series = seriesOf(job, kind, session)));
        emit(series, hour, tokens);
      }
    }
  }
}

function sessionNames(job: Job, hour: Hour, count: number): readonly string[] {
  const { sessions, id } = job.principal;
  if ('names' in sessions) return sessions.names;
  return Array.from({ length: count }, (_, index) => sessions.hourly(`${id} ${hour} ${index}`));
}

function seriesOf(job: Job, kind: Kind, session: string): Series {
  const { principal, profileTeam } = job;
  const tagged = principal.tags.find(([key]) => key === 'iamPrincipal/team')?.[1];
  return tokenSeries({
    account: principal.account,
    region: job.region,
    model: job.model,
    kind,
    tier: job.tier,
    scope: job.scope,
    streaming: job.streaming,
    iamPrincipal: principal.arn(session),
    principalTags: principal.tags,
    ...(profileTeam === undefined
      ? {}
      : { profile: { id: `fw${textHash(job.name).toString(36)}`, team: profileTeam } }),
    owner: { team: tagged ?? profileTeam ?? UNATTRIBUTED, principal: principal.id },
  });
}
