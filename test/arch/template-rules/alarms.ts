import { listOf, nameOf } from '../template.ts';
import { listAt, type Node, nodeAt, ofTypes, type Rule, type Template } from './rule.ts';
import { countedNames, runbookSections } from './watched-names.ts';

/** With each who tells in the place of an alarm. */
const WATCHED_OTHERWISE: Readonly<Record<string, string>> = {
  BacktestLambdaFunction: 'who asked for the backtest is told how it ended',
  ReadDashfileLambdaFunction: 'its state machine ends in dead letters',
  PublishDashdeliveryLambdaFunction: 'its state machine ends in dead letters',
};

const alarmsOf = (template: Template) => ofTypes(template, 'AWS::CloudWatch::Alarm');

/** The metrics that an alarm watches, whether one or several by an expression. */
export const watchedMetrics = (alarm: Node): readonly Node[] =>
  alarm.MetricName === undefined
    ? listAt(alarm, 'Metrics')
        .map((one) => nodeAt(one, 'MetricStat', 'Metric'))
        .filter(({ MetricName }) => MetricName !== undefined)
    : [alarm];

const dimensionOf = (metric: Node): string => {
  const [first] = listAt(metric, 'Dimensions');
  return nameOf(first?.Value ?? '');
};

/** Each alarm tells somebody, and says in two sentences and a link what it means and what to do. */
export const alarmsLeadToRunbooks: Rule = (template) => {
  const sections = runbookSections();
  return alarmsOf(template).flatMap(([id, { Properties: p }]) => {
    const section = /#([\w-]+)$/.exec(String(p.AlarmDescription))?.[1] ?? '';
    const told = listOf(p.AlarmActions ?? []).map(nameOf);
    return [
      ...(told.join() === 'AlarmTopic' && p.ActionsEnabled !== false ? [] : [`${id}: tells nobody`]),
      ...(sections.has(section) ? [] : [`${id}: its runbook's section "${section}" is not there`]),
      ...(String(p.AlarmDescription).split(/[.:] /).length > 2 ? [] : [`${id}: does not say what to do`]),
    ];
  });
};

/** What Billhook counts itself is counted by the code under that name, for this stage. */
export const alarmsWatchWhatIsCounted: Rule = (template) => {
  const counted = countedNames();
  const [, someFunction] = ofTypes(template, 'AWS::Lambda::Function')[0]!;
  const service = nodeAt(someFunction.Properties, 'Environment', 'Variables').POWERTOOLS_SERVICE_NAME;
  return alarmsOf(template).flatMap(([id, { Properties }]) =>
    watchedMetrics(Properties)
      .filter(({ Namespace }) => Namespace === 'Billhook')
      .flatMap((metric) => [
        ...(counted.has(String(metric.MetricName)) ? [] : [`${id}: nothing counts ${metric.MetricName}`]),
        ...(dimensionOf(metric) === service ? [] : [`${id}: watches another service than ${service}`]),
      ]),
  );
};

/** No function may fail, and nothing may be given up, without an alarm. */
export const nothingFailsUnheard: Rule = (template) => {
  const watched = alarmsOf(template).flatMap(([, { Properties }]) => watchedMetrics(Properties));
  const isWatched = (id: string, ...names: readonly string[]): boolean =>
    watched.some(
      (metric) =>
        names.includes(String(metric.MetricName)) && dimensionOf(metric).replace('.QueueName', '') === id,
    );
  const sources = ofTypes(template, 'AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) => Properties,
  );
  const behindGateway = new Set(
    ofTypes(template, 'AWS::Lambda::Permission').map(([, { Properties }]) => nameOf(Properties.FunctionName)),
  );
  const hasAlarm = (id: string): boolean =>
    isWatched(id, 'Errors', 'IteratorAge') ||
    (behindGateway.has(id) && isWatched('HttpApi', '5xx')) ||
    sources.some(
      ({ FunctionName, EventSourceArn }) =>
        nameOf(FunctionName) === id && isWatched(nameOf(EventSourceArn), 'ApproximateAgeOfOldestMessage'),
    );
  const functions = ofTypes(template, 'AWS::Lambda::Function').map(([id]) => id);
  const ends = ofTypes(template, 'AWS::SQS::Queue')
    .filter(([, { Properties }]) => Properties.RedrivePolicy === undefined)
    .map(([id]) => id);
  return [
    ...functions
      .filter((id) => !(id in WATCHED_OTHERWISE) && !hasAlarm(id))
      .map((id) => `${id}: fails unheard`),
    ...ends
      .filter((id) => !isWatched(id, 'ApproximateNumberOfMessagesVisible'))
      .map((id) => `${id}: fills unheard`),
  ];
};
