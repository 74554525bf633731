import type { Account, Team } from './company.ts';
import { CLAIMS, COST_CENTERS, LAB, PAYER, PLATFORM, RISK } from './company.ts';
import { hex, uuid } from './identity.ts';
import type { Entries } from './series.ts';

/** A caller of Bedrock. `arn` gives the text of one of its sessions; forms without sessions ignore the argument. */
export interface PrincipalSpec {
  /** Principal id in the ledger's form, account included. */
  readonly id: string;
  readonly account: Account;
  readonly arn: (session: string) => string;
  readonly sessions: Sessions;
  /** Empty for callers that nobody tagged. */
  readonly tags: Entries;
}

/** Session names: always the same few, or new ones each hour (their number decided by the workload). */
export type Sessions = { readonly names: readonly string[] } | { readonly hourly: (key: string) => string };

const NO_SESSION: Sessions = { names: [''] };

export interface Tagging {
  readonly team: Team;
  readonly project: string;
  readonly environment?: string;
}

export const principalTags = ({ team, project, environment }: Tagging): Entries => [
  ['iamPrincipal/team', team],
  ['iamPrincipal/project', project],
  ['iamPrincipal/cost-center', COST_CENTERS[team]],
  ...(environment === undefined ? [] : ([['iamPrincipal/environment', environment]] as const)),
];

const tagsOf = (tagging: Tagging | undefined): Entries =>
  tagging === undefined ? [] : principalTags(tagging);

export const role = (
  account: Account,
  name: string,
  sessions: Sessions,
  tagging?: Tagging,
): PrincipalSpec => ({
  id: `role/${name}@${account.id}`,
  account,
  arn: (session) => `arn:aws:sts::${account.id}:assumed-role/${name}/${session}`,
  sessions,
  tags: tagsOf(tagging),
});

/** The form that AWS's documentation lists beside sessions: the bare role. */
const bareRole = (account: Account, name: string, tagging?: Tagging): PrincipalSpec => ({
  ...role(account, name, NO_SESSION, tagging),
  arn: () => `arn:aws:iam::${account.id}:role/${name}`,
});

/** The path stands in the ARN and not in the ledger's id: user names are unique in an account whatever their path. */
const user = (account: Account, name: string, tagging?: Tagging, path = ''): PrincipalSpec => ({
  id: `user/${name}@${account.id}`,
  account,
  arn: () => `arn:aws:iam::${account.id}:user/${path}${name}`,
  sessions: NO_SESSION,
  tags: tagsOf(tagging),
});

/** A person who signs in through IAM Identity Center; the session is the e-mail address. */
export const sso = (
  account: Account,
  set: string,
  people: readonly string[],
  tagging?: Tagging,
): PrincipalSpec => {
  const suffix = hex(`sso ${account.id} ${set}`, 16);
  return {
    id: `sso/${set}@${account.id}`,
    account,
    arn: (session) => `arn:aws:sts::${account.id}:assumed-role/AWSReservedSSO_${set}_${suffix}/${session}`,
    sessions: { names: people.map((person) => `${person}@example.com`) },
    tags: tagsOf(tagging),
  };
};

const federated = (account: Account, name: string, tagging?: Tagging): PrincipalSpec => ({
  id: `federated-user/${name}@${account.id}`,
  account,
  arn: () => `arn:aws:sts::${account.id}:federated-user/${name}`,
  sessions: NO_SESSION,
  tags: tagsOf(tagging),
});

const root = (account: Account): PrincipalSpec => ({
  id: `root@${account.id}`,
  account,
  arn: () => `arn:aws:iam::${account.id}:root`,
  sessions: NO_SESSION,
  tags: [],
});

export const lambda = (name: string): Sessions => ({ names: [name] });
const ec2 = (name: string, count: number): Sessions => ({
  names: Array.from({ length: count }, (_, index) => `i-0${hex(`${name} ${index}`, 16)}`),
});
const ecs = (name: string, count: number): Sessions => ({
  names: Array.from({ length: count }, (_, index) => hex(`${name} task ${index}`, 32)),
});
const pod = (name: string): Sessions => ({ names: [`eks-ops-${name}-${uuid(`pod ${name}`)}`] });
/** AgentCore names every session anew, so sessions grow without bound. */
const agentCore: Sessions = { hourly: (key) => `BedrockAgentCore-${uuid(`session ${key}`)}` };

const support = (project: string, environment = 'prod'): Tagging => ({
  team: 'support',
  project,
  environment,
});
const search = (project: string, environment = 'prod'): Tagging => ({ team: 'search', project, environment });
const fraud = (project: string, environment = 'prod'): Tagging => ({ team: 'fraud', project, environment });
const ops = (project: string): Tagging => ({ team: 'ops', project });
const growth = (project: string): Tagging => ({ team: 'growth', project });

export const PRINCIPALS = {
  // support
  claimsValidator: role(
    CLAIMS,
    'claims-validator',
    { hourly: (key) => `claim-check-${hex(key, 10)}` },
    support('claims-agent'),
  ),
  supportChat: role(CLAIMS, 'support-chat', ecs('support-chat', 2), support('chat')),
  ticketTriage: role(CLAIMS, 'ticket-triage', lambda('ticket-triage'), support('triage')),
  callSummariser: role(CLAIMS, 'call-summariser', lambda('call-summariser'), support('calls')),
  supportPeople: sso(
    CLAIMS,
    'SupportEngineer',
    ['mara.quist', 'tomas.oduya', 'li.wen'],
    support('tools', 'dev'),
  ),
  supportKey: user(CLAIMS, 'BedrockAPIKey-k3v9', support('macros')),
  letterWriter: role(CLAIMS, 'letter-writer', ecs('letter-writer', 1), support('schäden-eingang')),
  // search
  searchRanker: role(PLATFORM, 'search-ranker', ec2('search-ranker', 3), search('ranking')),
  searchIndexer: role(PLATFORM, 'search-indexer', ecs('search-indexer', 1), search('index')),
  queryRewriter: role(PLATFORM, 'query-rewriter', lambda('query-rewriter'), search('ranking')),
  answerAgent: role(PLATFORM, 'answer-agent', agentCore, search('answers')),
  relevanceEval: role(PLATFORM, 'relevance-eval', lambda('relevance-eval'), search('evaluation', 'staging')),
  searchPeople: sso(PLATFORM, 'SearchDeveloper', ['jonas.falk', 'priya.raman'], search('tools', 'dev')),
  nils: user(PLATFORM, 'nils.aaberg', search('tools', 'dev')),
  faqGenerator: role(PLATFORM, 'faq-generator', lambda('faq-generator')),
  deepResearch: role(PLATFORM, 'deep-research', agentCore, search('deep-research', 'staging')),
  // fraud
  fraudBatch: role(RISK, 'fraud-batch-scorer', lambda('fraud-batch-scorer'), fraud('nightly-scoring')),
  fraudRealtime: role(RISK, 'fraud-realtime', ecs('fraud-realtime', 2), fraud('realtime')),
  fraudGraph: role(RISK, 'fraud-graph', ec2('fraud-graph', 1), fraud('graph')),
  kycReader: role(PLATFORM, 'kyc-document-reader', lambda('kyc-document-reader'), fraud('kyc')),
  fraudKey: user(RISK, 'BedrockAPIKey-fr71', fraud('notebooks', 'dev')),
  fraudPeople: sso(RISK, 'FraudAnalyst', ['ada.bergstrom', 'kofi.mensah'], fraud('cases')),
  amlAuditor: federated(RISK, 'aml-auditor', fraud('audit')),
  // ops
  incidentCopilot: role(PAYER, 'incident-copilot', lambda('incident-copilot'), ops('incidents')),
  terraformReviewer: user(PAYER, 'terraform-reviewer', ops('platform'), 'automation/'),
  platformPeople: sso(PAYER, 'PlatformAdmin', ['sana.idris'], ops('platform')),
  logDigest: role(CLAIMS, 'log-digest', lambda('log-digest'), ops('observability')),
  costExplainer: bareRole(PAYER, 'cost-explainer', ops('finops')),
  runbookPod: role(PLATFORM, 'runbook-assistant', pod('runbook'), ops('runbooks')),
  rootUser: root(PAYER),
  // growth
  campaignWriter: role(PLATFORM, 'campaign-writer', ecs('campaign-writer', 2), growth('campaigns')),
  leadScorer: role(PLATFORM, 'lead-scorer', lambda('lead-scorer'), growth('leads')),
  landingLab: role(PLATFORM, 'landing-page-lab', lambda('landing-page-lab'), growth('landing-pages')),
  growthPeople: sso(PLATFORM, 'GrowthMarketer', ['noor.haddad', 'elif.kaya'], growth('campaigns')),
  growthKey: user(PLATFORM, 'BedrockAPIKey-g42', growth('experiments')),
  ines: user(PLATFORM, 'ines.okoye', growth('experiments')),
  // nobody's yet
  notebookSandbox: role(LAB, 'notebook-sandbox', ec2('notebook-sandbox', 2)),
  pocVoice: role(LAB, 'poc-voice', lambda('poc-voice')),
  internLab: user(LAB, 'intern-lab'),
  dataScientists: sso(LAB, 'DataScientist', ['ravi.menon', 'greta.lind']),
} as const satisfies Record<string, PrincipalSpec>;

/** One role for many teams: who called is told only by the session's name and its session tags. */
export const gateway = (team: Team, session: string, project: string): PrincipalSpec =>
  role(PLATFORM, 'llm-gateway', { names: [session] }, { team, project, environment: 'prod' });
