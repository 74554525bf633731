import { NO_PRINCIPAL } from '../../charge/principal.ts';
import { type Dialect, literally, sqlText } from './dialect.ts';
import { blankless, type QueryTerm } from './row-terms.ts';

const ARN = blankless('line_item_iam_principal');
const ID = /^(role|sso|user|federated-user|root)(?:\/(.*))?@(\d{12})$/su;
/** How a name that is too long for a key ends: only its beginning is known. */
const CUT = /…~[0-9a-f]{16}$/u;

/** In any case, for engines that know no other way to say so. */
const SSO_ROLE = '[Aa][Ww][Ss][Rr][Ee][Ss][Ee][Rr][Vv][Ee][Dd][Ss][Ss][Oo]_';

/** All rows of one principal of the ledger: every session of a role is the role. */
export function callerTerm(principal: string, { matches }: Dialect): QueryTerm {
  return { name: 'caller', sql: callerSql(principal, matches) };
}

function callerSql(principal: string, matches: Dialect['matches']): string {
  if (principal === NO_PRINCIPAL) return `${ARN} = ''`;
  const [, kind = '', name = '', account = ''] = ID.exec(principal) ?? [];
  const pattern = patternOf(kind, literally(name), account);
  if (pattern !== undefined) return matches(ARN, `^arn:aws[a-z-]*:(${pattern})$`);
  const text = principal.replace(/^unknown\//, '');
  const head = text.replace(CUT, '');
  return head === text ? `${ARN} = ${sqlText(text)}` : matches(ARN, `^${literally(head)}`);
}

/** What may stand behind `arn:aws:`; paths are left out of a principal's name, so any may stand there. */
function patternOf(kind: string, name: string, account: string): string | undefined {
  switch (kind) {
    case 'role':
      return `sts::${account}:assumed-role/(.*/)?${name}/[^/]+|iam::${account}:role/(.*/)?${name}`;
    case 'sso': {
      const role = `${SSO_ROLE}${name}_[0-9A-Fa-f]{16}`;
      return `sts::${account}:assumed-role/(.*/)?${role}/[^/]+|iam::${account}:role/(.*/)?${role}`;
    }
    case 'user':
      return `iam::${account}:user/(.*/)?${name}`;
    case 'federated-user':
      return `sts::${account}:federated-user/(.*/)?${name}`;
    case 'root':
      return `(iam|sts)::${account}:root`;
    default:
      return undefined;
  }
}

/** All principals of an account. */
export const accountTerm = (account: string, { matches }: Dialect): QueryTerm => ({
  name: 'account',
  sql: matches(ARN, `^arn:aws[a-z-]*:(iam|sts)::${literally(account)}:`),
});

/** The ledger's name of a row's principal, for rules that are patterns over such names. */
export function principalColumn({ matches, replace }: Dialect): string {
  const sso = `${SSO_ROLE}(.+)_[0-9A-Fa-f]{16}`;
  const forms: readonly (readonly [pattern: string, id: string])[] = [
    ['(iam|sts)::([0-9]{12}):root', 'root@\\2'],
    ['sts::([0-9]{12}):federated-user/(.*/)?([^/]+)', 'federated-user/\\3@\\1'],
    [`sts::([0-9]{12}):assumed-role/(.*/)?${sso}/[^/]+`, 'sso/\\3@\\1'],
    [`iam::([0-9]{12}):role/(.*/)?${sso}`, 'sso/\\3@\\1'],
    ['sts::([0-9]{12}):assumed-role/(.*/)?([^/]+)/[^/]+', 'role/\\3@\\1'],
    ['iam::([0-9]{12}):(role|user)/(.*/)?([^/]+)', '\\2/\\4@\\1'],
  ];
  const cases = forms.map(([form, id]) => {
    const pattern = `^arn:aws[a-z-]*:${form}$`;
    return `WHEN ${matches(ARN, pattern)} THEN ${replace(ARN, pattern, id)}`;
  });
  return `CASE WHEN ${ARN} = '' THEN '${NO_PRINCIPAL}'
        ${cases.join('\n        ')}
        ELSE 'unknown/' || ${ARN} END`;
}
