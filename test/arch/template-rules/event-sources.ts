import { listOf, nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule } from './rule.ts';

/** Failures are told one by one; a stream gives up after some tries, into a queue, and finds the bad record alone. */
export const eventSourcesFailOneByOne: Rule = (template) =>
  ofTypes(template, 'AWS::Lambda::EventSourceMapping').flatMap(([id, { Properties: p }]) => {
    const end = nodeAt(p, 'DestinationConfig', 'OnFailure').Destination;
    const isStream = nameOf(p.EventSourceArn).endsWith('StreamArn');
    const endsInQueue = end !== undefined && template.Resources[nameOf(end)]?.Type === 'AWS::SQS::Queue';
    return [
      ...(listOf(p.FunctionResponseTypes).includes('ReportBatchItemFailures')
        ? []
        : [`${id}: one failure sends the whole batch back`]),
      ...(isStream && !endsInQueue ? [`${id}: no dead-letter queue`] : []),
      ...(isStream && !(Number(p.MaximumRetryAttempts) >= 0)
        ? [`${id}: one bad record stops the stream until it expires`]
        : []),
      ...(isStream && p.BisectBatchOnFunctionError !== true
        ? [`${id}: what stands beside a bad record is given up with it`]
        : []),
    ];
  });
