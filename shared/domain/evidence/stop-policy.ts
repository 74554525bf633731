import type { StopTarget } from './stop-target.ts';

/** What of the target is to be stopped: one session, all that one person or job started, or all of it. */
export type StopScope =
  | { readonly by: 'session'; readonly name: string }
  | { readonly by: 'source-identity'; readonly name: string }
  | { readonly by: 'principal' };

/**
 * Calls that cost money by the token. The two endpoints have actions of their own, and API keys one each: a deny that names only
 * `bedrock` leaves `bedrock-mantle` open. Converse needs the same permission as InvokeModel.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference.html
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html
 */
const ACTIONS = [
  'bedrock:InvokeModel*',
  'bedrock:CreateModelInvocationJob',
  'bedrock:InvokeAgent',
  'bedrock:InvokeInlineAgent',
  'bedrock:InvokeFlow',
  'bedrock:RetrieveAndGenerate',
  'bedrock:CallWithBearerToken',
  'bedrock-mantle:CreateInference',
  'bedrock-mantle:CallWithBearerToken',
];

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The policy document, formatted as JSON; the same facts always give the same text. */
export function stopPolicy(target: StopTarget, scope: StopScope): string {
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'BillhookStop',
          Effect: 'Deny',
          Action: ACTIONS,
          Resource: '*',
          Condition: { ...principalCondition(target), ...scopeCondition(scope) },
        },
      ],
    },
    null,
    2,
  );
}

/**
 * A role's session carries the ARN of its role here, never that of the session. The policy is put on the principal
 * itself; the condition keeps it from hitting anybody else wherever it may be pasted.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function principalCondition(target: StopTarget): Condition {
  const { name, account } = target;
  // The partition and the path are not in the bill.
  const arn = (resource: string): string => `arn:*:iam::${account}:${resource}`;
  switch (target.kind) {
    case 'user':
    case 'role':
      return {
        ArnLike: {
          'aws:PrincipalArn': [arn(`${target.kind}/${name}`), arn(`${target.kind}/*/${name}`)],
        },
      };
    case 'permission-set':
      // Sixteen digits stand behind the name, so that `Dev` does not mean `Dev_Ops` too.
      return {
        ArnLike: {
          'aws:PrincipalArn': arn(
            `role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${name}_${'?'.repeat(16)}`,
          ),
        },
      };
  }
}

/** `aws:userid` of a role's session is the role's unique id (`AROA…`), a colon and the session's name. */
function scopeCondition(scope: StopScope): Condition {
  switch (scope.by) {
    case 'session':
      return { StringLike: { 'aws:userid': `AROA*:${scope.name}` } };
    case 'source-identity':
      return { StringEquals: { 'aws:SourceIdentity': scope.name } };
    case 'principal':
      return {};
  }
}
