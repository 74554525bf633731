import { boundedName } from '../base/bounded-name.ts';
import { NO_PRINCIPAL, type Principal } from './principal.ts';

/** Any partition; IAM writes roles and users, STS sessions of them. */
const ARN = /^arn:aws[a-z-]*:(iam|sts)::(\d{12}):(.+)/s;
const SSO_ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/i;

/**
 * Who called, from line_item_iam_principal. The session of an assumed role is split off, since agents make a new one
 * for every run; the path of a user or role is dropped, since sessions never show it and names are unique without.
 * Text that is no known ARN is kept whole as `unknown/…`; blank is `none`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function parsePrincipal(text: string): Principal {
  const arn = text.trim();
  if (arn === '') return { id: NO_PRINCIPAL, kind: 'none', accountId: '', name: '' };
  const match = ARN.exec(arn);
  if (match === null) return unknown(arn);
  const [service, accountId, resource] = [match[1], match[2]!, match[3]!];
  if (resource === 'root') return principal('root', 'root', accountId, 'root');
  const [type, ...path] = resource.split('/');
  const name = path.pop();
  if (!name) return unknown(arn);
  if (service === 'sts') return ofSession(arn, accountId, name, type, path.pop());
  if (type === 'role') return ofRole(accountId, name);
  if (type !== 'user') return unknown(arn);
  return principal(name.startsWith('BedrockAPIKey-') ? 'api-key' : 'user', `user/${name}`, accountId, name);
}

function ofSession(arn: string, accountId: string, session: string, type?: string, role?: string): Principal {
  if (type === 'federated-user') {
    return principal('federated-user', `federated-user/${session}`, accountId, session);
  }
  return type === 'assumed-role' && role ? { ...ofRole(accountId, role), session } : unknown(arn);
}

/** Identity Center makes one role a permission set and account, named with a random tail. */
function ofRole(accountId: string, role: string): Principal {
  const set = SSO_ROLE.exec(role)?.[1];
  return set === undefined
    ? principal('role', `role/${role}`, accountId, role)
    : principal('sso-role', `sso/${set}`, accountId, set);
}

const principal = (kind: Principal['kind'], id: string, accountId: string, name: string): Principal => ({
  id: boundedName(`${id}@${accountId}`),
  kind,
  accountId,
  name,
});

const unknown = (text: string): Principal => ({
  id: boundedName(`unknown/${text}`),
  kind: 'unknown',
  accountId: '',
  name: text,
});
