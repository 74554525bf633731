import { NO_PRINCIPAL } from '../charge/principal.ts';

/** What a deny can be put on without touching anything else. */
export type StopTarget =
  | { readonly kind: 'role'; readonly name: string; readonly account: string }
  | { readonly kind: 'user'; readonly name: string; readonly account: string; readonly isApiKey: boolean }
  /** A permission set of IAM Identity Center in one account: its role can only be changed by AWS. */
  | { readonly kind: 'permission-set'; readonly name: string; readonly account: string };

export type StopRefusalReason =
  | 'several'
  | 'no-caller'
  | 'unknown'
  | 'root'
  | 'federated'
  | 'service-linked'
  | 'name';

/** A deny that would stop more than what is meant, or that cannot be made at all. */
export interface StopRefusal {
  readonly refused: StopRefusalReason;
  /** Why, in one sentence. */
  readonly text: string;
  /** What to do instead, first things first. */
  readonly instead: readonly string[];
}

/**
 * What IAM lets names be made of: nothing that ends a JSON text, a shell word or a policy's wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const NAME = /^[\w+=,.@-]{1,64}$/;
const ID = /^(role|sso|user|federated-user|root)(?:\/(.*))?@(\d{12})$/su;
const SERVICE_LINKED = /^AWSServiceRoleFor/;
const API_KEY = /^BedrockAPIKey-/;

/** Session names and source identities follow the same rule, but for two characters at least. */
export const isIamName = (text: string): boolean => NAME.test(text);

/** Whom a deny can be written for, from a ledger's principal id; else why it cannot. */
export function stopTargetOf(principal: string | undefined): StopTarget | StopRefusal {
  if (principal === undefined) return SEVERAL;
  if (principal === NO_PRINCIPAL) return NO_CALLER;
  const [, kind, name = '', account = ''] = ID.exec(principal) ?? [];
  if (kind === undefined) return UNKNOWN;
  if (kind === 'root') return ROOT;
  if (kind === 'federated-user') return FEDERATED;
  if (!isIamName(name)) return ODD_NAME;
  if (kind === 'user') return { kind, name, account, isApiKey: API_KEY.test(name) };
  if (kind === 'sso') return { kind: 'permission-set', name, account };
  return SERVICE_LINKED.test(name) ? SERVICE_ROLE : { kind: 'role', name, account };
}

const SEVERAL: StopRefusal = {
  refused: 'several',
  text: 'Several principals share in this, so a deny would stop a whole team or account.',
  instead: [
    'look at the principals in the contributions, and at the alert of the dearest one',
    'ask the team to stop what it runs',
  ],
};

const NO_CALLER: StopRefusal = {
  refused: 'no-caller',
  text: 'The bill names no caller for these charges, so nothing tells whom a deny would stop.',
  instead: [
    'find the caller in CloudTrail (event source bedrock.amazonaws.com, the hours of this alert)',
    'turn on caller identity in the export, so that the next delivery names it',
  ],
};

const UNKNOWN: StopRefusal = {
  refused: 'unknown',
  text: 'The bill names this caller by a text that is no ARN of IAM or STS, so no policy can be scoped to it.',
  instead: ['find the caller in CloudTrail (event source bedrock.amazonaws.com, the hours of this alert)'],
};

const ROOT: StopRefusal = {
  refused: 'root',
  text: 'The caller is the root user of an account: no policy in the account holds for it, and one above it stops the whole account.',
  instead: [
    'find who has the root credentials, and have the root user’s access keys deleted',
    'then give the workload a role of its own, which can be stopped by itself',
  ],
};

const FEDERATED: StopRefusal = {
  refused: 'federated',
  text: 'A federated user has no policies of its own: it works with those of the IAM user that called GetFederationToken, whom the bill does not name.',
  instead: [
    'find that user in CloudTrail (event GetFederationToken)',
    'deny this federated user there: aws:userid is <account>:<name>',
  ],
};

const SERVICE_ROLE: StopRefusal = {
  refused: 'service-linked',
  text: 'This is a service-linked role: only the AWS service that owns it can change it.',
  instead: ['stop the job or the agent in the service that this role belongs to'],
};

const ODD_NAME: StopRefusal = {
  refused: 'name',
  text: 'This name is not one that IAM gives (or it was cut because of its length), so a command made of it could hit something else.',
  instead: ['look the principal up in IAM by its account, and stop it there by hand'],
};
