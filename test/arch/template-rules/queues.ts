import { nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule, type Template } from './rule.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: at least five tries, six timeouts. */
const TRIES_MIN = 5;
const TIMEOUTS_MIN = 6;
/** Seconds that SQS keeps a message where nothing is said. */
const RETENTION = 345_600;

const redriveOf = (properties: unknown) => nodeAt(properties, 'RedrivePolicy');

const deadLetterQueues = (template: Template): ReadonlySet<string> => {
  const redrives = ofTypes(template, 'AWS::SQS::Queue').map(
    ([, { Properties }]) => redriveOf(Properties).deadLetterTargetArn,
  );
  const failures = ofTypes(template, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => nodeAt(Properties, 'DestinationConfig', 'OnFailure').Destination,
  );
  return new Set([...redrives, ...failures].filter((arn) => arn !== undefined).map(nameOf));
};

/** A queue that is worked off ends in another after at least five tries, which keeps longer than it does itself. */
export const queuesEndInDeadLetters: Rule = (template) => {
  const ends = deadLetterQueues(template);
  return ofTypes(template, 'AWS::SQS::Queue')
    .filter(([id]) => !ends.has(id))
    .flatMap(([id, { Properties }]) => {
      const { deadLetterTargetArn: target, maxReceiveCount: tries } = redriveOf(Properties);
      const end = target === undefined ? undefined : template.Resources[nameOf(target)];
      if (end?.Type !== 'AWS::SQS::Queue') return [`${id}: no dead-letter queue`];
      const [kept, keptThere] = [Properties, end.Properties].map((one) =>
        Number(one.MessageRetentionPeriod ?? RETENTION),
      );
      return [
        ...(Number(tries) >= TRIES_MIN
          ? []
          : [`${id}: gives up after ${tries} tries, fewer than ${TRIES_MIN}`]),
        ...(keptThere! > kept! ? [] : [`${id}: its dead letters are kept for no longer than its messages`]),
      ];
    });
};

/** While a function works on a message, and until it was tried again after throttling, nobody else gets it. */
export const messagesStayHidden: Rule = (template) =>
  ofTypes(template, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
    const [queueId, functionId] = [nameOf(Properties.EventSourceArn), nameOf(Properties.FunctionName)];
    const queue = template.Resources[queueId];
    if (queue?.Type !== 'AWS::SQS::Queue') return [];
    const hidden = Number(queue.Properties.VisibilityTimeout ?? 30);
    const timeout = Number(template.Resources[functionId]?.Properties.Timeout);
    return hidden >= TIMEOUTS_MIN * timeout
      ? []
      : [`${queueId}: hides a message for ${hidden} s, less than ${TIMEOUTS_MIN} timeouts of ${functionId}`];
  });
