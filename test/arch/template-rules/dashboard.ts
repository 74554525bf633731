import { nodeAt, ofTypes, type Rule } from './rule.ts';
import { countedNames } from './watched-names.ts';

/** A dashboard with more costs $3 even where it is one of an account's first three. */
const METRICS_FREE = 50;

interface Shown {
  readonly type: string;
  readonly properties: {
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

const shown = (body: string): readonly Shown[] => JSON.parse(body).widgets;

/** `Billhook|DataAgeHours|service|billhook-dev` */
export const metricsShown = (body: string): ReadonlySet<string> =>
  new Set(
    shown(body)
      .flatMap(({ properties }) => properties.metrics ?? [])
      .filter(([first]) => typeof first === 'string')
      .map((row) => row.filter((part) => typeof part === 'string').join('|')),
  );

/** The dashboard shows every alarm and every function that there is, and nothing that is not there. */
export const dashboardShowsTheStack: Rule = (template) =>
  ofTypes(template, 'AWS::CloudWatch::Dashboard').flatMap(([id, { Properties }]) => {
    const body = String(nodeAt(Properties, 'DashboardBody')['Fn::Sub']);
    const metrics = [...metricsShown(body)];
    const alarms = shown(body).flatMap(({ properties }) => properties.alarms ?? []);
    const counted = countedNames();
    const functions = ofTypes(template, 'AWS::Lambda::Function').map(([, one]) =>
      String(one.Properties.FunctionName),
    );
    const drawn = metrics.flatMap(
      (metric) => /^AWS\/Lambda\|Errors\|FunctionName\|(.*)$/.exec(metric)?.[1] ?? [],
    );
    const named = [...body.matchAll(/\$\{(\w+)(?:\.\w+)?\}/g)].map((match) => match[1]!);
    return [
      ...ofTypes(template, 'AWS::CloudWatch::Alarm')
        .filter(([alarm]) => !alarms.includes(`\${${alarm}.Arn}`))
        .map(([alarm]) => `${id}: does not show ${alarm}`),
      ...functions.filter((name) => !drawn.includes(name)).map((name) => `${id}: shows nothing of ${name}`),
      ...drawn.filter((name) => !functions.includes(name)).map((name) => `${id}: there is no ${name}`),
      ...named.filter((one) => !(one in template.Resources)).map((one) => `${id}: there is no ${one}`),
      ...metrics
        .filter((metric) => metric.startsWith('Billhook|') && !counted.has(metric.split('|')[1]!))
        .map((metric) => `${id}: nothing counts ${metric.split('|')[1]}`),
      ...(metrics.length > METRICS_FREE ? [`${id}: shows ${metrics.length} metrics`] : []),
    ];
  });
