import { alarmsLeadToRunbooks, alarmsWatchWhatIsCounted, nothingFailsUnheard } from './alarms.ts';
import { routesAskWho, routesMayCall } from './answered-calls.ts';
import { dashboardShowsTheStack } from './dashboard.ts';
import { dataOutlivesTheStack, onlyTemporaryThingsExpire } from './durable-data.ts';
import { dataIsEncrypted, keyIsForItsUsers } from './encryption.ts';
import { eventSourcesFailOneByOne } from './event-sources.ts';
import { existingBucketsStay } from './existing-buckets.ts';
import { functionsAreBounded, logsAreKeptAWhile } from './functions.ts';
import { grantsAreNeeds } from './grants-are-needs.ts';
import { noSecrets } from './no-secrets.ts';
import { noWildcards } from './no-wildcards.ts';
import { privateBuckets } from './private-buckets.ts';
import { messagesStayHidden, queuesEndInDeadLetters } from './queues.ts';
import type { Rule } from './rule.ts';
import { schedulesStartFunctions } from './schedules.ts';
import { onlyBillingWritesExports, servicesNameTheirSource } from './services-name-their-source.ts';
import { tlsOnly } from './tls-only.ts';

/** What must hold of every variant of the stack, by what it says. */
export const RULES = {
  'a role grants what its function needs': grantsAreNeeds,
  'nothing is allowed to everybody, on everything, or as a wildcard': noWildcards,
  'plain HTTP is refused': tlsOnly,
  'no bucket can be made public': privateBuckets,
  'a service says for whom it acts': servicesNameTheirSource,
  'only AWS billing writes exports': onlyBillingWritesExports,
  'an existing bucket stays as it is': existingBucketsStay,
  'data outlives the stack': dataOutlivesTheStack,
  'only temporary things expire': onlyTemporaryThingsExpire,
  'data is encrypted': dataIsEncrypted,
  'a key is for its users': keyIsForItsUsers,
  'a queue ends in dead letters': queuesEndInDeadLetters,
  'a message stays hidden while it is worked on': messagesStayHidden,
  'an event source fails one by one': eventSourcesFailOneByOne,
  'a schedule starts a function': schedulesStartFunctions,
  'a route may call its function': routesMayCall,
  'a route asks who calls': routesAskWho,
  'a function is bounded': functionsAreBounded,
  'a log is kept for a while': logsAreKeptAWhile,
  'an alarm leads to its runbook': alarmsLeadToRunbooks,
  'an alarm watches what is counted': alarmsWatchWhatIsCounted,
  'nothing fails unheard': nothingFailsUnheard,
  'the dashboard shows the stack': dashboardShowsTheStack,
  'no secret stands in the template': noSecrets,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;
