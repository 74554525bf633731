import { listOf, nameOf, type Statement, type TemplateResource } from '../template.ts';
import { listAt, type Node, nodeAt, ofTypes, type Template } from './rule.ts';

export interface PolicyStatement extends Statement {
  /** Of the resource whose policy it stands in. */
  readonly on: string;
  readonly Principal?: unknown;
  readonly Condition?: Node;
}

const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'AWS::S3::BucketPolicy': ['PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument'],
  'AWS::KMS::Key': ['KeyPolicy'],
  'AWS::IAM::Policy': ['PolicyDocument'],
  'AWS::IAM::ManagedPolicy': ['PolicyDocument'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument'],
};

const parsed = (on: string, statements: readonly Node[]): readonly PolicyStatement[] =>
  statements.map((statement) => ({
    on,
    Sid: String(statement.Sid ?? ''),
    Effect: String(statement.Effect),
    Action: textsOf(statement.Action),
    Resource: statement.Resource,
    ...(statement.Principal === undefined ? {} : { Principal: statement.Principal }),
    ...(statement.Condition === undefined ? {} : { Condition: nodeAt(statement, 'Condition') }),
  }));

/** What stands in the policies of buckets, queues, topics and keys, and in the trust of roles. */
export const policyStatements = (template: Template): readonly PolicyStatement[] =>
  ofTypes(template, ...Object.keys(DOCUMENTS)).flatMap(([id, { Type, Properties }]) =>
    (DOCUMENTS[Type] ?? []).flatMap((key) => parsed(id, listAt(nodeAt(Properties, key), 'Statement'))),
  );

/** What a role may do: its inline policies. */
export const roleStatements = (id: string, role: TemplateResource): readonly PolicyStatement[] =>
  listAt(role.Properties, 'Policies').flatMap((policy) =>
    parsed(id, listAt(nodeAt(policy, 'PolicyDocument'), 'Statement')),
  );

export const grantsOf = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) =>
        listOf(Action).flatMap((action) => listOf(Resource).map((on) => `${action} on ${nameOf(on)}`)),
      ),
  );

export const textsOf = (value: unknown): readonly string[] => listOf(value).map(String);

/** Whose services a statement allows; none for accounts. */
export const servicesOf = ({ Principal }: PolicyStatement): readonly string[] => {
  const { Service } = nodeAt({ Principal }, 'Principal');
  return Service === undefined ? [] : textsOf(Service);
};
