/** How a principal gets a tag: by a command, in some other way, or never. */
export type TagWay =
  | { readonly way: 'command'; readonly command: string; readonly account: string }
  /** Roles of Identity Center are its own: it passes on attributes of its users as session tags. */
  | { readonly way: 'identity-center'; readonly account: string }
  | { readonly way: 'never'; readonly what: NeverTagged };

/** Usage that no tag of a caller can ever reach. */
export type NeverTagged = 'no-caller' | 'root' | 'federated-user' | 'unknown-caller' | 'unfit-name';

const OF_ACCOUNT = /^(role|user|sso|federated-user)\/(.*)@(\d{12})$/su;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names of roles and users. */
const IAM_NAME = /^[\w+=,.@-]{1,64}$/;
/** What the AWS CLI's shorthand and a shell both take as it is. */
const SHORTHAND = /^[\w.+@:/-]+$/;
/** Stands where the team is not known: whoever pastes the command sees what is missing. */
export const TEAM_PLACEHOLDER = 'TEAM';

/**
 * The command that tags a principal of the ledger with its team. Names come from the bill and teams from tags, so that
 * neither is trusted in a shell: a name that IAM would not take gives no command at all.
 */
export function tagWay(principal: string, tagKey: string, team: string = TEAM_PLACEHOLDER): TagWay {
  if (principal === 'none') return { way: 'never', what: 'no-caller' };
  if (/^root@\d{12}$/.test(principal)) return { way: 'never', what: 'root' };
  const [, kind, name, account] = OF_ACCOUNT.exec(principal) ?? [];
  if (kind === undefined || name === undefined || account === undefined)
    return { way: 'never', what: 'unknown-caller' };
  if (kind === 'federated-user') return { way: 'never', what: 'federated-user' };
  if (kind === 'sso') return { way: 'identity-center', account };
  if (!IAM_NAME.test(name)) return { way: 'never', what: 'unfit-name' };
  const [verb, option] = kind === 'role' ? ['tag-role', '--role-name'] : ['tag-user', '--user-name'];
  // A name that begins with a dash would be read as an option of its own.
  const named = name.startsWith('-') ? `${option}=${name}` : `${option} ${name}`;
  return { way: 'command', command: `aws iam ${verb} ${named} --tags ${tagsText(tagKey, team)}`, account };
}

function tagsText(key: string, value: string): string {
  if (SHORTHAND.test(key) && SHORTHAND.test(value)) return `Key=${key},Value=${value}`;
  return quoted(JSON.stringify([{ Key: key, Value: value }]));
}

/** One word to a POSIX shell, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
