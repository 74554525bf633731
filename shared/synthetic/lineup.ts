import type { RegionCode, Team } from './company.ts';
import { type Kind, MODELS, type ModelKey, type Scope, type Tier } from './models.ts';
import { gateway, PRINCIPALS, type PrincipalSpec } from './principals.ts';
import type { Rhythm, Spending } from './workloads.ts';

/** Shares of the dollars by token direction. */
export type Mix = Readonly<Partial<Record<Kind, number>>>;

/** One use of one model by one caller: what turns dollars into rows. */
export interface Job {
  readonly name: string;
  readonly principal: PrincipalSpec;
  readonly model: (typeof MODELS)[ModelKey];
  readonly mix: Mix;
  readonly spending: Spending;
  readonly tier: Tier;
  readonly scope: Scope;
  readonly streaming: boolean;
  readonly region: RegionCode;
  /** For callers whose sessions are new each hour. */
  readonly sessionsPerHour: number;
  /** Application inference profile whose resource tag names the team; the caller itself has no tags. */
  readonly profileTeam?: Team;
}

const CHAT: Mix = { input: 0.34, output: 0.42, 'cache-read': 0.11, 'cache-write': 0.13 };
const AGENT: Mix = { input: 0.28, output: 0.32, 'cache-read': 0.24, 'cache-write': 0.16 };
const LONG_CACHE: Mix = { input: 0.26, output: 0.4, 'cache-read': 0.18, 'cache-write-1h': 0.16 };
const READER: Mix = { input: 0.62, output: 0.38 };
const EMBED: Mix = { input: 1 };

const SERVICE: Rhythm = { kind: 'service' };
const STEADY: Rhythm = { kind: 'steady' };
const NIGHTLY: Rhythm = { kind: 'nightly' };
const WEEKLY: Rhythm = { kind: 'weekly' };
const office = (utcOffset: number): Rhythm => ({ kind: 'office', utcOffset });
const sparse = (share: number): Rhythm => ({ kind: 'sparse', share });

type Extra = Partial<Omit<Job, 'name' | 'principal' | 'model' | 'mix' | 'spending'>> & {
  readonly growth?: number;
  readonly sigma?: number;
};

function job(
  name: string,
  principal: PrincipalSpec,
  model: ModelKey,
  mix: Mix,
  rhythm: Rhythm,
  perDay: number,
  extra: Extra = {},
): Job {
  const { growth = 0.02, sigma = 0.22, ...rest } = extra;
  return {
    name,
    principal,
    model: MODELS[model],
    mix,
    spending: { rhythm, perDay, growth, sigma },
    tier: 'standard',
    scope: 'regional',
    streaming: rhythm.kind === 'office',
    region: principal.account.region,
    sessionsPerHour: 2,
    ...rest,
  };
}

const P = PRINCIPALS;
/** Growth's habit: over a third more each month, in every one of its jobs. Nothing jumps, and the budget still goes. */
const CREEP = { growth: 0.38, sigma: 0.18 };

export const RUNAWAY_JOB = 'claims validation';
export const NEWCOMER_JOB = 'deep research';
export const NIGHTLY_JOB = 'nightly scoring';
export const WEEKLY_JOB = 'relevance evaluation';
export const ONCE_JOB = 'root try-out';
export const MISBILLED_JOB = 'document reading';

/** Everything that calls Bedrock. */
export const JOBS: readonly Job[] = [
  // support
  job(RUNAWAY_JOB, P.claimsValidator, 'opus46', AGENT, STEADY, 72, { sigma: 0.16 }),
  job('support chat', P.supportChat, 'sonnet46', CHAT, SERVICE, 74, { streaming: true }),
  job('ticket triage', P.ticketTriage, 'haiku45', READER, SERVICE, 14),
  job('call summaries', P.callSummariser, 'novaPro', READER, office(-5), 26),
  job('support tooling', P.supportPeople, 'sonnet46', CHAT, office(-5), 18),
  job('support macros', P.supportKey, 'haiku45', READER, sparse(0.4), 6),
  job('letters', P.letterWriter, 'sonnet45', READER, office(1), 15),
  job('gateway support', gateway('support', 'support-desk', 'gateway'), 'haiku45', CHAT, SERVICE, 15),
  // search
  job('answers', P.answerAgent, 'sonnet46', AGENT, SERVICE, 118, { scope: 'global', streaming: true }),
  job('ranking', P.searchRanker, 'novaLite', READER, SERVICE, 46),
  job('query rewriting', P.queryRewriter, 'novaMicro', READER, SERVICE, 20),
  job('indexing', P.searchIndexer, 'titanEmbed', EMBED, STEADY, 8),
  job('weekly index', P.searchIndexer, 'titanEmbed', EMBED, WEEKLY, 40, { tier: 'batch' }),
  job(WEEKLY_JOB, P.relevanceEval, 'sonnet46', READER, WEEKLY, 160, { tier: 'batch', scope: 'global' }),
  job('search tooling', P.searchPeople, 'opus46', CHAT, office(1), 26),
  job('search prototypes', P.nils, 'sonnet45', CHAT, office(1), 8),
  job('faq pages', P.faqGenerator, 'haiku45', READER, SERVICE, 22, { profileTeam: 'search' }),
  job(NEWCOMER_JOB, P.deepResearch, 'opus46', AGENT, SERVICE, 330, { scope: 'global', sessionsPerHour: 3 }),
  job('gateway search', gateway('search', 'search-assist', 'gateway'), 'sonnet46', CHAT, SERVICE, 16),
  // fraud
  job(NIGHTLY_JOB, P.fraudBatch, 'novaPro', READER, NIGHTLY, 78, { tier: 'batch', sigma: 0.1 }),
  job('realtime scoring', P.fraudRealtime, 'haiku45', READER, SERVICE, 60),
  job('link analysis', P.fraudGraph, 'gptOss', READER, SERVICE, 14),
  job('entity matching', P.fraudGraph, 'qwen3', READER, SERVICE, 9, { scope: 'global' }),
  job(MISBILLED_JOB, P.kycReader, 'sonnet45', READER, SERVICE, 36),
  job('fraud notebooks', P.fraudKey, 'gptOss', READER, sparse(0.3), 5, { tier: 'flex' }),
  job('case work', P.fraudPeople, 'sonnet46', CHAT, office(1), 14),
  job('audits', P.amlAuditor, 'sonnet46', READER, sparse(0.15), 5),
  // ops
  job('incident help', P.incidentCopilot, 'sonnet46', AGENT, SERVICE, 22, { scope: 'global' }),
  job('terraform review', P.terraformReviewer, 'sonnet46', READER, office(-5), 9),
  job('platform work', P.platformPeople, 'opus48', LONG_CACHE, office(-5), 13, { scope: 'global' }),
  job('log digest', P.logDigest, 'novaMicro', READER, NIGHTLY, 10, { tier: 'flex' }),
  job('cost questions', P.costExplainer, 'novaPro', READER, office(-5), 3),
  job('runbooks', P.runbookPod, 'haiku45', READER, SERVICE, 8),
  job(ONCE_JOB, P.rootUser, 'novaLite', READER, STEADY, 1),
  job('gateway ops', gateway('ops', 'ops-console', 'gateway'), 'haiku45', CHAT, SERVICE, 9),
  // growth
  job('campaigns', P.campaignWriter, 'sonnet46', LONG_CACHE, SERVICE, 47, CREEP),
  job('lead scoring', P.leadScorer, 'novaPro', READER, SERVICE, 17, { ...CREEP, tier: 'priority' }),
  job('landing pages', P.landingLab, 'opus5', CHAT, SERVICE, 15, { ...CREEP, scope: 'global' }),
  job('growth tooling', P.growthPeople, 'sonnet45', CHAT, office(1), 11, CREEP),
  job('growth experiments', P.growthKey, 'haiku45', READER, SERVICE, 5, CREEP),
  job('growth drafts', P.ines, 'sonnet46', CHAT, office(1), 4, CREEP),
  job('gateway growth', gateway('growth', 'growth-studio', 'gateway'), 'sonnet46', CHAT, SERVICE, 13, CREEP),
  // untagged
  job('notebooks', P.notebookSandbox, 'opus46', CHAT, office(1), 46),
  job('voice', P.pocVoice, 'sonnet46', CHAT, office(1), 14),
  job('intern lab', P.internLab, 'haiku45', READER, sparse(0.5), 8),
  job('data science', P.dataScientists, 'sonnet45', CHAT, office(1), 18),
];
