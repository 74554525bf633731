import type { StopScope } from './stop-policy.ts';
import type { StopTarget } from './stop-target.ts';

const PROPAGATION =
  'Calls that are already answering: a stream that is under way goes on to its end, and IAM takes some seconds to know a change everywhere.';
const OTHER_PLACES =
  'Provisioned throughput and stored batch results: what was bought by the hour or is running as a job is paid for until it is ended.';

/** Where the deny does not hold, most likely first. */
export function stopLimits(target: StopTarget, scope: StopScope): readonly string[] {
  return [...scopeLimits(scope), ...targetLimits(target), PROPAGATION, OTHER_PLACES];
}

function scopeLimits(scope: StopScope): readonly string[] {
  switch (scope.by) {
    case 'session':
      return [
        'A session under another name: a job that starts again under a new name is not stopped. Then deny the whole role.',
      ];
    case 'source-identity':
      return [
        'Sessions without this source identity: it is only there where whoever assumes the role sets it.',
      ];
    case 'principal':
      return [];
  }
}

function targetLimits(target: StopTarget): readonly string[] {
  switch (target.kind) {
    case 'role':
      return [
        'Other roles: a job that may assume a second role, here or in another account, can go on with that one.',
        'Roles under infrastructure as code: the next deployment may take the policy away.',
      ];
    case 'user':
      return [
        'Roles that this user may assume: their sessions are other principals.',
        ...(target.isApiKey
          ? [
              'The key itself: it stays valid for everything else. To be sure, set it inactive: aws iam update-service-specific-credential --status Inactive.',
            ]
          : []),
      ];
    case 'permission-set':
      return [
        'The management account: service control policies do not hold for its own principals.',
        'An account outside of the organization.',
        'Keys that these people made of another role or user.',
      ];
  }
}
