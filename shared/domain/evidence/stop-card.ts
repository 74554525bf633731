import type { Pico } from '../base/money.ts';
import { type StopCommands, stopCommands } from './stop-commands.ts';
import { stopLimits } from './stop-limits.ts';
import { type StopScope, stopPolicy } from './stop-policy.ts';
import { isIamName, type StopRefusal, type StopTarget, stopTargetOf } from './stop-target.ts';

/** What one team did with the principal in the last day. */
export interface PrincipalUse {
  readonly team: string;
  readonly cost: Pico;
  readonly sessions: number;
  /** A few of their names. */
  readonly names: readonly string[];
}

export interface StopFacts {
  readonly alertId: string;
  /** Of the alert's scope; absent where several share in it. */
  readonly principal?: string;
  readonly currency: string;
  /** By team, dearest first. */
  readonly lastDay: readonly PrincipalUse[];
  /** What to stop of it: all, or one session or source identity that a person named. */
  readonly only?: Exclude<StopScope, { readonly by: 'principal' }>;
}

/** Shown, never applied: what a person can type to stop one principal, and what that means. */
export interface StopCard extends StopCommands {
  readonly alertId: string;
  readonly principal: string;
  readonly scope: StopScope['by'];
  /** `role claims-agent in account 123456789012`. */
  readonly target: string;
  readonly policyName: string;
  /** JSON text. */
  readonly policy: string;
  readonly currency: string;
  /** Who is stopped by it, as the last day's bill shows. */
  readonly hits: readonly PrincipalUse[];
  readonly holdsNot: readonly string[];
}

/** The narrowest deny that stops what the alert tells of, or why there is none. */
export function stopCardOf(facts: StopFacts): StopCard | StopRefusal {
  const target = stopTargetOf(facts.principal);
  if ('refused' in target) return target;
  const scope = facts.only ?? { by: 'principal' };
  if (scope.by !== 'principal') {
    if (target.kind === 'user') return NO_SESSIONS;
    if (!isIamName(scope.name) || scope.name.length < 2) return ODD_SESSION;
  }
  const policyName = `billhook-stop-${facts.alertId}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 128);
  const policy = stopPolicy(target, scope);
  return {
    alertId: facts.alertId,
    principal: facts.principal ?? '',
    scope: scope.by,
    target: targetWords(target, scope),
    policyName,
    policy,
    ...stopCommands(target, policyName, policy),
    currency: facts.currency,
    hits: facts.lastDay,
    holdsNot: stopLimits(target, scope),
  };
}

const KINDS: Readonly<Record<StopTarget['kind'], string>> = {
  role: 'role',
  user: 'user',
  'permission-set': 'permission set',
};

function targetWords({ kind, name, account }: StopTarget, scope: StopScope): string {
  const whole = `${KINDS[kind]} ${name} in account ${account}`;
  switch (scope.by) {
    case 'session':
      return `session ${scope.name} of ${whole}`;
    case 'source-identity':
      return `sessions with source identity ${scope.name} of ${whole}`;
    case 'principal':
      return whole;
  }
}

const NO_SESSIONS: StopRefusal = {
  refused: 'name',
  text: 'An IAM user has no sessions that could be told apart; only all of it can be stopped.',
  instead: ['ask for the card without a session'],
};

const ODD_SESSION: StopRefusal = {
  refused: 'name',
  text: 'This is no name that a session or a source identity can have (2 to 64 letters, digits or _+=,.@-), so a policy with it would mean something else.',
  instead: ['take the name as the bill or CloudTrail has it, or ask for the card of the whole role'],
};
