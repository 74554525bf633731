import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtFunctions } from '../../infra/built.ts';
import type { Bundle } from '../../infra/bundle.ts';
import { DOLLARS_PER_GB_SECOND } from '../../infra/dashboard/body.ts';
import {
  dangersOfUpdate,
  type StatefulResources,
  statefulResources,
} from '../../infra/stateful-resources.ts';
import { UNIT_PRICES } from '../../shared/adapters/aws/unit-prices.ts';
import { CUR } from '../../shared/adapters/cur/columns.ts';
import { DROPPED_DAYS } from '../../shared/domain/running-cost/coefficients.ts';
import { STACK } from '../../shared/domain/running-cost/stack.ts';
import { CONSOLE_HEADERS } from '../../shared/embedded/console-files.ts';
import { stackEnvironment } from '../../shared/embedded/stack-environment.ts';
import { LOCAL_IDENTITY } from '../../shared/runtime/local-identity.ts';
import { COMMANDS, commandsOf, UNREACHED } from './commands.ts';
import { ofType, type Packaged, packageTemplate } from './template.ts';
import { watchedMetrics } from './template-rules/alarms.ts';
import { RULES, type RuleName } from './template-rules/all.ts';
import { edited, properties } from './template-rules/edit.ts';
import { FAULTS_OF_UPDATE } from './template-rules/faults-of-update.ts';
import { FAULTS } from './template-rules/planted-faults.ts';
import { nodeAt } from './template-rules/rule.ts';
import { optionsOf, VARIANTS, type VariantName } from './variants.ts';

const FUNCTIONS = Object.keys(COMMANDS);
const VARIANT_NAMES = Object.keys(VARIANTS) as readonly VariantName[];
const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];
/** Duplicates that osls writes itself; and a condition on what the operator chose, which is known when it is packaged. */
const EXCLUDED_RULES = new Set(['W3005', 'W8003']);

const NOWHERE = {
  ...{ table: '', exportBucket: '', exportName: '', exportPrefix: '', workBucket: '', queueUrl: '' },
  ...{
    stateMachineArn: '',
    stepFunctions: '',
    topicArn: '',
    slackParameter: '',
    slackApiUrl: '',
    consoleUrl: '',
  },
  ...{ s3: '', dynamodb: '', sns: '', sqs: '', ssm: '' },
};

const variants = new Map<VariantName, Packaged>();
let packaged: Packaged;
let existing: Packaged;
let bundles: readonly Bundle[];

beforeAll(async () => {
  bundles = await builtFunctions();
  await Promise.all(
    VARIANT_NAMES.map(async (name) => variants.set(name, await packageTemplate(...optionsOf(name)))),
  );
  packaged = variants.get('default')!;
  existing = variants.get('existing')!;
}, 180_000);
afterAll(() => {
  for (const { remove } of variants.values()) remove();
});

const environmentsOf = ({ resources }: Packaged) =>
  ofType(resources, 'AWS::Lambda::Function').map(([, { Properties }]) =>
    nodeAt(Properties, 'Environment', 'Variables'),
  );

describe('the finished template', () => {
  test("AWS's own validator finds no error and no warning, whatever is chosen", () => {
    const engine = new RegoEngine();
    try {
      for (const { file } of variants.values()) {
        const found = engine
          .validateStandard(new TemplateFile(file))
          .diagnostics.filter((one) => one.severity !== 'INFO' && !EXCLUDED_RULES.has(one.ruleId))
          .map((one) => `${one.severity} ${one.ruleId} ${one.entity?.logicalId}: ${one.message}`);
        expect(found).toEqual([]);
      }
    } finally {
      engine.free();
    }
  });

  test.each(RULE_NAMES)('%s', (name) => {
    for (const [variant, { template }] of variants) expect(RULES[name](template), variant).toEqual([]);
  });

  test('it has what the rules are about', () => {
    expect(ofType(packaged.resources, 'AWS::Lambda::Function')).toHaveLength(FUNCTIONS.length);
    expect(ofType(packaged.resources, 'AWS::Lambda::EventSourceMapping').length).toBeGreaterThanOrEqual(3);
    const tasks = ofType(packaged.resources, 'AWS::Scheduler::Schedule').map(
      ([, { Properties }]) => nodeAt(Properties, 'Target').Input,
    );
    const each = ['sweep', 'send', 'report', 'tidy'].map((task) => JSON.stringify({ task }));
    expect(tasks).toEqual(each);
  });

  test('the state machine is deployed as it stands in its file', () => {
    const { Definition } = packaged.resources.LargeDeliveries!.Properties;
    expect(Definition).toEqual(JSON.parse(readFileSync('infra/large-deliveries.asl.json', 'utf8')));
  });

  test('no setting of a function is empty where the code needs one, and the secret is only named', () => {
    for (const variables of environmentsOf(packaged)) {
      const empty = Object.entries(variables).filter(([, value]) => value === '');
      expect(empty.map(([name]) => name)).toEqual([]);
      expect(variables.BILLHOOK_CONSOLE_URL).toHaveProperty('Fn::If');
      expect(variables.BILLHOOK_SLACK_PARAMETER).toBe('/billhook/dev/slack');
    }
  });

  test('the identity of the run on one machine is unknown to it', () => {
    expect(readFileSync(packaged.file, 'utf8')).not.toContain(LOCAL_IDENTITY);
    expect(stackEnvironment(NOWHERE, NOWHERE)).toHaveProperty(LOCAL_IDENTITY);
    expect(packaged.resources.HttpApiAuthorizerOidc?.Condition).toBe('SignsIn');
  });

  test('the export selects every column that is read, at the grain and with the callers that judgement needs', () => {
    const query = nodeAt(packaged.resources.Export!.Properties, 'Export', 'DataQuery');
    const selected = String(query.QueryStatement)
      .replace(/^SELECT | FROM .*$/g, '')
      .split(/,\s*/);
    expect(
      Object.values(CUR)
        .map((column) => column.name)
        .filter((name) => !selected.includes(name)),
    ).toEqual([]);
    expect(query.TableConfigurations).toMatchObject({
      COST_AND_USAGE_REPORT: {
        TIME_GRANULARITY: 'HOURLY',
        INCLUDE_RESOURCES: 'TRUE',
        INCLUDE_IAM_PRINCIPAL_DATA: 'TRUE',
      },
    });
  });

  test('notices of an existing bucket come by its name', () => {
    const rule = variants.get('existing, own key')!.resources.ManifestRule;
    expect(JSON.stringify(rule)).toContain('"name":["example-export"]');
    const policy = JSON.stringify(existing.resources.NoticeQueuePolicy);
    expect(policy).toContain('"aws:SourceArn":"arn:aws:s3:::example-export"');
  });
});

describe('a planted fault is caught and named', () => {
  test.each(FAULTS)('$name', ({ mutate, caughtBy, on, into }) => {
    const found = RULES[caughtBy](mutate(variants.get(into)!.template));
    expect(found.filter((one) => one.startsWith(on))).not.toEqual([]);
  });

  test('in every rule', () => {
    const guarded = new Set(FAULTS.map(({ caughtBy }) => caughtBy));
    expect(RULE_NAMES.filter((name) => !guarded.has(name))).toEqual([]);
  });
});

describe('an update of a stack that is there', () => {
  const recorded: StatefulResources = JSON.parse(readFileSync('infra/stateful-resources.json', 'utf8'));
  const now = () => variants.get('own key')!.template;

  test('neither replaces nor deletes what holds data or an address that others know', () => {
    expect(dangersOfUpdate(recorded, statefulResources(now()))).toEqual([]);
    const unrecorded = Object.keys(statefulResources(now())).filter((id) => !(id in recorded));
    expect(unrecorded, 'node infra/upgrade-check.ts --record <template with own-key>').toEqual([]);
  });

  test.each(FAULTS_OF_UPDATE)('would: $name', ({ mutate, on }) => {
    const found = dangersOfUpdate(recorded, statefulResources(mutate(now())));
    expect(found.filter((one) => one.startsWith(`${on}: `))).not.toEqual([]);
  });

  test('may add and leave out what loses nothing', () => {
    const after = edited(now(), (all) => {
      delete all.SlackSignatureAlarm;
      all.More = { Type: 'AWS::SQS::Queue', Properties: {} };
      properties(all, 'Table').BillingMode = 'PROVISIONED';
      properties(all, 'WorkBucket').Tags = [{ Key: 'team', Value: 'finance' }];
    });
    expect(dangersOfUpdate(recorded, statefulResources(after))).toEqual([]);
  });
});

describe('the console', () => {
  const code = () => {
    const { FunctionCode } = existing.resources.ConsolePaths!.Properties;
    return runInNewContext(`${FunctionCode}; (uri) => handler({ request: { uri } })`) as (uri: string) => {
      readonly uri?: string;
      readonly body?: string;
    };
  };

  test('is there only where people sign in, says what the one on this machine says, and is closed to all else', () => {
    const own = Object.entries(packaged.resources).filter(([id]) => id.startsWith('Console'));
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter(([, { Condition }]) => Condition !== 'SignsIn')).toEqual([]);
    const headers = JSON.stringify(existing.resources.ConsoleHeaders);
    for (const value of Object.values(CONSOLE_HEADERS).filter((each) => each !== 'nosniff')) {
      expect(headers).toContain(value);
    }
    expect(headers).toContain("connect-src 'self' https://login.example.com\"");
    const policy = JSON.stringify(existing.resources.ConsoleBucketPolicy);
    expect(policy).toMatch(/"aws:SourceArn":\{"Fn::Sub":"[^"]*:distribution\/\$\{ConsoleDistribution\}"/);
  });

  test('every page is the one page, files are files, and the API is not touched', () => {
    const ask = code();
    expect(['/', '/alerts/a.b', '/assets/index-1.js'].map((uri) => ask(uri).uri)).toEqual([
      '/index.html',
      '/index.html',
      '/assets/index-1.js',
    ]);
    expect(JSON.parse(ask('/sign-in.json').body ?? '')).toEqual({
      issuer: 'https://login.example.com/acme',
      clientId: 'billhook',
      scope: 'openid',
    });
    const { DistributionConfig: config } = existing.resources.ConsoleDistribution!.Properties as {
      readonly DistributionConfig: { readonly CacheBehaviors: readonly Readonly<Record<string, unknown>>[] };
    };
    const [api] = config.CacheBehaviors;
    expect(api).toMatchObject({ PathPattern: '/api/*', TargetOriginId: 'api' });
    expect(api).not.toHaveProperty('FunctionAssociations');
  });
});

test('a rollup that was dropped lies there as long as the cost model says', () => {
  const { Rules } = nodeAt(packaged.resources.WorkBucket?.Properties, 'LifecycleConfiguration');
  expect(Rules).toContainEqual(
    expect.objectContaining({
      Prefix: 'rollups/',
      NoncurrentVersionExpiration: { NoncurrentDays: DROPPED_DAYS },
    }),
  );
});

describe('alarms', () => {
  const alarms = () =>
    ofType(packaged.resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

  test('cost what the model says they cost, and one dashboard is free for whoever has no other', () => {
    const watched = alarms().flatMap(watchedMetrics);
    expect(watched).toHaveLength(STACK.alarms);
    expect(ofType(packaged.resources, 'AWS::CloudWatch::Dashboard')).toHaveLength(STACK.dashboards);
  });

  test('what Billhook costs is drawn and watched at the prices of the model', () => {
    const { writeUnit, readUnit, lambdaGbSecond } = UNIT_PRICES;
    const dollars = (pico: bigint): string => (Number(pico) / 1e12).toFixed(12).replace(/0+$/, '');
    const asked = `FILL(written, 0) * ${dollars(writeUnit)} + FILL(read, 0) * ${dollars(readUnit)}`;
    expect(JSON.stringify(packaged.resources.RunningCostAlarm)).toContain(asked);
    expect(JSON.stringify(packaged.resources.Dashboard)).toContain(asked);
    expect(DOLLARS_PER_GB_SECOND).toBe(Number(lambdaGbSecond) / 1e12);
  });

  test('no delivery for 36 hours is told once, and taken back with the next one', () => {
    const late = alarms().find(({ MetricName }) => MetricName === 'DeliveriesPublished')!;
    const hours = (Number(late.Period) * Number(late.EvaluationPeriods)) / 3_600;
    expect(hours).toBe(36);
    // CloudWatch looks back at most seven days, and one where a period is shorter than an hour.
    expect(Number(late.Period)).toBeGreaterThanOrEqual(3_600);
    expect(late).toMatchObject({
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    expect(late.DatapointsToAlarm).toBeUndefined();
    expect(late.OKActions).toEqual(late.AlarmActions);
  });
});

describe('permissions', () => {
  test.each(FUNCTIONS)(
    "%s's bundle holds exactly the commands that are listed or named as unreached",
    (name) => {
      const { module, chunks } = bundles.find((bundle) => bundle.name === name)!;
      const code = [module, ...chunks].map((path) => readFileSync(path, 'utf8')).join('\n');
      // Classes of the SDK's own making: the name of the operation is their third argument.
      const commands = code.matchAll(/Command\d*\s*=\s*class\s+extends\s+\w+\(\s*\w+,\s*\w+,\s*"(\w+)"/g);
      const inside = new Set([...commands].map((match) => `${match[1]}Command`));
      const listed = commandsOf(name);
      expect([...listed].filter((command) => !inside.has(command))).toEqual([]);
      const unexplained = [...inside].filter(
        (command) =>
          !listed.has(command) && !Object.values(UNREACHED).some((pattern) => pattern.test(command)),
      );
      expect(unexplained).toEqual([]);
    },
  );
});
