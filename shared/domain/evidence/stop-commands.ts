import type { StopTarget } from './stop-target.ts';

/** What to type to put the deny in place, to see it, and to take it away again. */
export interface StopCommands {
  /** Whose credentials these need. */
  readonly runIn: string;
  readonly apply: readonly string[];
  readonly check: string;
  readonly undo: readonly string[];
}

/** `policy` is the JSON text; it is put on one line, since every shell takes that. */
export function stopCommands(target: StopTarget, policyName: string, policy: string): StopCommands {
  const document = shellWord(JSON.stringify(JSON.parse(policy)));
  return target.kind === 'permission-set'
    ? organizationCommands(target.account, policyName, document)
    : identityCommands(target.kind, target, policyName, document);
}

/** Inline, so that it belongs to this one principal and goes with it. */
function identityCommands(
  kind: 'role' | 'user',
  { name, account }: StopTarget,
  policyName: string,
  document: string,
): StopCommands {
  const on = `--${kind}-name ${shellWord(name)} --policy-name ${shellWord(policyName)}`;
  return {
    runIn: `account ${account}, with rights to change IAM`,
    apply: [`aws iam put-${kind}-policy ${on} --policy-document ${document}`],
    check: `aws iam get-${kind}-policy ${on}`,
    undo: [`aws iam delete-${kind}-policy ${on}`],
  };
}

/** Identity Center's roles refuse inline policies, and a permission set's own one would be replaced as a whole. */
function organizationCommands(account: string, policyName: string, document: string): StopCommands {
  const byName = shellWord(`Policies[?Name=='${policyName}'].Id`);
  const find = `STOP_ID=$(aws organizations list-policies --filter SERVICE_CONTROL_POLICY --query ${byName} --output text)`;
  return {
    runIn: 'the management account of the organization, with rights to change service control policies',
    apply: [
      `STOP_ID=$(aws organizations create-policy --type SERVICE_CONTROL_POLICY --name ${shellWord(policyName)} --description ${shellWord('Deny made from a Billhook alert')} --content ${document} --query Policy.PolicySummary.Id --output text)`,
      `aws organizations attach-policy --policy-id "$STOP_ID" --target-id ${account}`,
    ],
    check: `aws organizations list-policies-for-target --target-id ${account} --filter SERVICE_CONTROL_POLICY`,
    undo: [
      find,
      `aws organizations detach-policy --policy-id "$STOP_ID" --target-id ${account}`,
      'aws organizations delete-policy --policy-id "$STOP_ID"',
    ],
  };
}

/** In single quotes nothing has a meaning but their end. */
export const shellWord = (text: string): string =>
  /^[\w+=,.@/:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
