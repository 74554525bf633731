import { COMMANDS, needsOf } from '../commands.ts';
import { nameOf } from '../template.ts';
import { type Node, nodeAt, ofTypes, type Rule, type Template } from './rule.ts';
import { grantsOf, roleStatements } from './statements.ts';

const QUEUE_READING = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const STREAM_READING = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map(
  (action) => `dynamodb:${action}`,
);

/** What AWS itself does with a function's role: logs, traces, and the reading of its event sources. */
function platformNeeds(template: Template, functionId: string, functionName: string): readonly string[] {
  const logGroup = `log-group:/aws/lambda/${functionName}:*`;
  const sources = ofTypes(template, 'AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .filter(({ FunctionName }) => nameOf(FunctionName) === functionId);
  return [
    ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => `${action} on ${logGroup}`),
    ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords'].map((action) => `${action} on *`),
    ...sources.flatMap((source) => {
      const from = nameOf(source.EventSourceArn);
      const isStream = from.endsWith('StreamArn');
      const { Destination } = nodeAt(source, 'DestinationConfig', 'OnFailure');
      return [
        ...(isStream ? STREAM_READING : QUEUE_READING).map((action) => `${action} on ${from}`),
        ...(Destination === undefined ? [] : [`sqs:SendMessage on ${nameOf(Destination)}`]),
      ];
    }),
  ];
}

/** Names of another stage, and of an export that is there already, as commands.ts has them. */
function inDevelopment(variables: Node): (name: string) => string {
  const stage = String(variables.POWERTOOLS_SERVICE_NAME).replace(/^billhook-/, '');
  const bucket = variables.BILLHOOK_EXPORT_BUCKET;
  return (name) =>
    name
      .replace(`billhook-${stage}-`, 'billhook-dev-')
      .replace(`/billhook/${stage}/`, '/billhook/dev/')
      .replace(typeof bucket === 'string' ? ` on ${bucket}` : ' on ExportBucket', ' on ExportBucket');
}

/** Each function has a role of its own, which grants what its commands and its event sources need and nothing else. */
export const grantsAreNeeds: Rule = (template) =>
  ofTypes(template, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const functionName = String(Properties.FunctionName);
    const translate = inDevelopment(nodeAt(Properties, 'Environment', 'Variables'));
    const name = translate(functionName).replace('billhook-dev-', '');
    const roleId = nameOf(Properties.Role ?? '');
    const role = template.Resources[roleId];
    if (COMMANDS[name] === undefined) return [`${id}: its commands do not stand in test/arch/commands.ts`];
    if (role === undefined) return [`${id}: no role of its own in the template`];
    const granted = new Set([...grantsOf(roleStatements(roleId, role))].map(translate));
    const platform = platformNeeds(template, id, functionName).map(translate);
    const needed = new Set([...needsOf(name), ...platform]);
    return [
      ...[...needed].filter((need) => !granted.has(need)).map((need) => `${roleId}: lacks ${need}`),
      ...[...granted]
        .filter((grant) => !needed.has(grant))
        .map((grant) => `${roleId}: needs no ${grant}, which it grants`),
    ];
  });
