import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { type StopCard, type StopFacts, stopCardOf } from '../../../shared/domain/evidence/stop-card.ts';
import { stopCardLines } from '../../../shared/domain/evidence/stop-card-lines.ts';

const facts = (over: Partial<StopFacts> = {}): StopFacts => ({
  alertId: 'spike-167d4713',
  principal: 'role/claims-agent@123456789012',
  currency: 'USD',
  lastDay: [
    { team: 'support', cost: parsePico('3411.07'), sessions: 14, names: ['run-1', 'run-2'] },
    { team: 'search', cost: parsePico('12.5'), sessions: 1, names: ['nightly'] },
  ],
  ...over,
});

function card(over: Partial<StopFacts> = {}): StopCard {
  const made = stopCardOf(facts(over));
  if ('refused' in made) throw new Error(made.text);
  return made;
}
const refused = (over: Partial<StopFacts>): string => {
  const made = stopCardOf(facts(over));
  return 'refused' in made ? made.refused : `a card for ${made.target}`;
};
const condition = (made: StopCard): unknown => JSON.parse(made.policy).Statement[0].Condition;

/** What a POSIX shell hands to `aws`, word by word. */
const wordsOf = (commands: readonly string[]): string[][] =>
  execFileSync('/bin/sh', ['-c', `aws() { printf '%s\\0' "$@"; printf '\\n'; }\n${commands.join('\n')}`])
    .toString()
    .split('\0\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\0'));

describe('the stop card', () => {
  test('of a role denies both endpoints and both kinds of API keys to that role alone', () => {
    expect(JSON.parse(card().policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'BillhookStop',
          Effect: 'Deny',
          Action: [
            'bedrock:InvokeModel*',
            'bedrock:CreateModelInvocationJob',
            'bedrock:InvokeAgent',
            'bedrock:InvokeInlineAgent',
            'bedrock:InvokeFlow',
            'bedrock:RetrieveAndGenerate',
            'bedrock:CallWithBearerToken',
            'bedrock-mantle:CreateInference',
            'bedrock-mantle:CallWithBearerToken',
          ],
          Resource: '*',
          Condition: {
            ArnLike: {
              'aws:PrincipalArn': [
                'arn:*:iam::123456789012:role/claims-agent',
                'arn:*:iam::123456789012:role/*/claims-agent',
              ],
            },
          },
        },
      ],
    });
  });

  test('of one session asks for the role and the session, or for the source identity', () => {
    expect(condition(card({ only: { by: 'session', name: 'run-42' } }))).toMatchObject({
      ArnLike: {},
      StringLike: { 'aws:userid': 'AROA*:run-42' },
    });
    expect(condition(card({ only: { by: 'source-identity', name: 'alice@example.com' } }))).toMatchObject({
      ArnLike: {},
      StringEquals: { 'aws:SourceIdentity': 'alice@example.com' },
    });
  });

  test('of a permission set is a service control policy that means no other set of a longer name', () => {
    const made = card({ principal: 'sso/Dev@123456789012' });
    expect(condition(made)).toEqual({
      ArnLike: {
        'aws:PrincipalArn':
          'arn:*:iam::123456789012:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Dev_????????????????',
      },
    });
    expect(made.apply.join('\n')).toContain('--target-id 123456789012');
    expect(made.apply.join('\n')).not.toContain('iam put-');
    expect(made.holdsNot.join('\n')).toContain('management account');
  });

  test('is typed as it stands: a shell hands the very policy to the right command, and the undo takes it away', () => {
    const made = card();
    const [put] = wordsOf(made.apply);
    expect(put?.slice(0, 7)).toEqual([
      'iam',
      'put-role-policy',
      '--role-name',
      'claims-agent',
      '--policy-name',
      'billhook-stop-spike-167d4713',
      '--policy-document',
    ]);
    expect(JSON.parse(put![7]!)).toEqual(JSON.parse(made.policy));
    expect(wordsOf(made.undo)).toEqual([
      [
        'iam',
        'delete-role-policy',
        '--role-name',
        'claims-agent',
        '--policy-name',
        'billhook-stop-spike-167d4713',
      ],
    ]);
  });

  test('of a permission set finds its policy again by name to undo it', () => {
    const words = wordsOf(card({ principal: 'sso/Dev@123456789012' }).undo);
    // The first answer is the stand-in's own words, taken as the id.
    expect(words.map((command) => command[1])).toEqual(['detach-policy', 'delete-policy']);
  });

  test('of a user fits into what IAM lets a user have inline, and says what stays open', () => {
    const made = card({ principal: 'user/BedrockAPIKey-k3x9@123456789012' });
    expect(made.apply[0]).toContain('aws iam put-user-policy --user-name BedrockAPIKey-k3x9');
    // 2,048 characters without blanks is the quota of all inline policies of a user together.
    expect(JSON.stringify(JSON.parse(made.policy)).length).toBeLessThan(1_000);
    expect(made.holdsNot.join('\n')).toContain('update-service-specific-credential --status Inactive');
  });

  test('tells who else is hit, and that it was not applied', () => {
    const lines = stopCardLines(card()).map(({ text }) => text);
    expect(lines).toContain('team support: $3,411.07, 14 sessions (run-1, run-2, …)');
    expect(lines).toContain('team search: $12.50, 1 session (nightly)');
    expect(lines).toContain(
      'Nothing was changed. This is what you can run yourself, and how to take it back.',
    );
    expect(stopCardLines(card({ lastDay: [] })).map(({ text }) => text)).toContain(
      'The last day’s bill shows no use of it.',
    );
  });

  test.each<[string | undefined, string]>([
    [undefined, 'several'],
    ['none', 'no-caller'],
    ['unknown/whatever', 'unknown'],
    ['root@123456789012', 'root'],
    ['federated-user/bob@123456789012', 'federated'],
    ['role/AWSServiceRoleForBedrock@123456789012', 'service-linked'],
    [`role/${'a'.repeat(220)}…~0123456789abcdef`, 'unknown'],
    ['role/*@123456789012', 'name'],
    ['role/a?b@123456789012', 'name'],
    ['role/x"}]}@123456789012', 'name'],
    ["role/x'; rm -rf ~; '@123456789012", 'name'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, not ours.
    ['role/${aws:username}@123456789012', 'name'],
    ['user/a\nb@123456789012', 'name'],
    ['role/@123456789012', 'name'],
  ])('is refused for %j: %s', (principal, because) => {
    const { principal: _, ...rest } = facts();
    const made = stopCardOf(principal === undefined ? rest : { ...rest, principal });
    expect('refused' in made ? made.refused : made.target).toBe(because);
    expect('refused' in made && made.instead.length).toBeGreaterThan(0);
  });

  test('is refused for a session that no session can be called, and for a session of a user', () => {
    expect(refused({ only: { by: 'session', name: '*' } })).toBe('name');
    expect(refused({ only: { by: 'session', name: 'x' } })).toBe('name');
    expect(refused({ principal: 'user/bob@123456789012', only: { by: 'session', name: 'run' } })).toBe(
      'name',
    );
    expect(stopCardLines(stopCardOf(facts({ principal: 'root@123456789012' })))[0]).toEqual({
      kind: 'title',
      text: 'No stop card',
    });
  });
});
