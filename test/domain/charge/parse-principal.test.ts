import { describe, expect, it } from 'vitest';
import { parsePrincipal } from '../../../shared/domain/charge/parse-principal.ts';

const ACCOUNT = '123456789012';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;
const sts = (resource: string): string => `arn:aws:sts::${ACCOUNT}:${resource}`;

describe('parsePrincipal', () => {
  it.each([
    [iam('user/alice'), 'user/alice@123456789012', 'user', undefined],
    [iam('user/division/alice'), 'user/alice@123456789012', 'user', undefined],
    [iam('user/BedrockAPIKey-234s'), 'user/BedrockAPIKey-234s@123456789012', 'api-key', undefined],
    [iam('role/application-role'), 'role/application-role@123456789012', 'role', undefined],
    [iam('role/service-role/batch'), 'role/batch@123456789012', 'role', undefined],
    [iam('root'), 'root@123456789012', 'root', undefined],
    [sts('assumed-role/ChatApp/session-1'), 'role/ChatApp@123456789012', 'role', 'session-1'],
    [sts('assumed-role/Ops/user-1@acme.org'), 'role/Ops@123456789012', 'role', 'user-1@acme.org'],
    [sts('assumed-role/web/i-0abc1234def567890'), 'role/web@123456789012', 'role', 'i-0abc1234def567890'],
    [
      sts('assumed-role/AWSReservedSSO_Data_Science_0123456789abcdef/ann@acme.org'),
      'sso/Data_Science@123456789012',
      'sso-role',
      'ann@acme.org',
    ],
    [
      iam('role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789ABCDEF'),
      'sso/Admin@123456789012',
      'sso-role',
      undefined,
    ],
    [sts('assumed-role/AWSReservedSSO_Odd/x'), 'role/AWSReservedSSO_Odd@123456789012', 'role', 'x'],
    [
      iam('role/MyAWSReservedSSO_X_0123456789abcdef'),
      'role/MyAWSReservedSSO_X_0123456789abcdef@123456789012',
      'role',
      undefined,
    ],
    [
      iam('role/AWSReservedSSO_X_0123456789abcdefg'),
      'role/AWSReservedSSO_X_0123456789abcdefg@123456789012',
      'role',
      undefined,
    ],
    [sts('federated-user/bob'), 'federated-user/bob@123456789012', 'federated-user', undefined],
    ['arn:aws-us-gov:iam::123456789012:user/gov', 'user/gov@123456789012', 'user', undefined],
    ['arn:aws-cn:sts::123456789012:assumed-role/r/s', 'role/r@123456789012', 'role', 's'],
    [`  ${iam('user/a=b,c+d.e@f-g')} `, 'user/a=b,c+d.e@f-g@123456789012', 'user', undefined],
  ])('%s', (arn, id, kind, session) => {
    const principal = parsePrincipal(arn);
    expect([principal.id, principal.kind, principal.accountId]).toEqual([id, kind, ACCOUNT]);
    expect(principal.session).toBe(session);
    expect(principal.name).not.toBe('');
    expect(id).toContain(principal.name);
  });

  it('calls a blank principal none', () => {
    for (const text of ['', '  ']) {
      expect(parsePrincipal(text)).toEqual({ id: 'none', kind: 'none', accountId: '', name: '' });
    }
  });

  it.each([
    'none',
    'alice',
    'arn:aws:iam::123456789012:group/devs',
    'arn:aws:iam::123456789012:user/',
    'arn:aws:iam::12345:user/alice',
    'arn:aws:s3:::bucket',
    'arn:aws:sts::123456789012:assumed-role/OnlyRole',
    'arn:aws:sts::123456789012:assumed-role//session',
    'arn:aws:sts::123456789012:user/alice',
    'arn:aws:sts::123456789012:user/division/alice',
    'see arn:aws:iam::123456789012:user/alice',
    'arn:aws:iam::123456789012:user',
  ])('keeps %s whole, as unknown', (text) => {
    expect(parsePrincipal(text)).toEqual({
      id: `unknown/${text}`,
      kind: 'unknown',
      accountId: '',
      name: text,
    });
  });

  it('keeps overlong texts apart in a key of bounded length', () => {
    const [a, b] = ['a', 'b'].map((end) => parsePrincipal(`${'x'.repeat(5_000)}${end}`).id);
    expect(a?.length).toBeLessThanOrEqual(256);
    expect(a).not.toBe(b);
  });

  it('tells equal role names of two accounts apart', () => {
    const other = parsePrincipal('arn:aws:sts::210987654321:assumed-role/ChatApp/session-1');
    expect(other.id).not.toBe(parsePrincipal(sts('assumed-role/ChatApp/session-1')).id);
  });
});
