import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleAll } from '../../infra/bundle.ts';
import { CUR } from '../../shared/adapters/cur/columns.ts';
import { CONSOLE_HEADERS } from '../../shared/embedded/console-files.ts';
import { stackEnvironment } from '../../shared/embedded/stack-environment.ts';
import { LOCAL_IDENTITY } from '../../shared/runtime/local-identity.ts';
import { COMMANDS, commandsOf, needsOf, UNREACHED } from './commands.ts';
import { isCode, projectFiles } from './sources.ts';
import {
  listOf,
  nameOf,
  ofType,
  type Packaged,
  packageTemplate,
  type Statement,
  statementsOf,
  type TemplateResource,
} from './template.ts';

const FUNCTIONS = Object.keys(COMMANDS);
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: deprecated on 30 April 2028
const RUNTIMES = ['nodejs24.x'];
/** Wildcards as a whole resource, by statement, with the reason. */
const ANY_RESOURCE: Readonly<Record<string, string>> = {
  Trace: 'X-Ray has no resources that a segment could be granted on',
};
/** Statements that AWS itself needs to run a function, and not a command of ours. */
const PLATFORM = new Set(['Logs', 'Trace', 'TakeNotices', 'ReadStream', 'GiveUpOnChange']);
/** Duplicates that osls writes itself; and a condition on what the operator chose, which is known when it is packaged. */
const EXCLUDED_RULES = new Set(['W3005', 'W8003']);

const NOWHERE = {
  ...{ table: '', exportBucket: '', exportName: '', exportPrefix: '', workBucket: '', queueUrl: '' },
  ...{ topicArn: '', slackParameter: '', slackApiUrl: '', consoleUrl: '' },
  ...{ s3: '', dynamodb: '', sns: '', sqs: '', ssm: '' },
};

let packaged: Packaged;
let existing: Packaged;
let bundles: readonly Bundle[];

beforeAll(async () => {
  bundles = await bundleAll();
  packaged = packageTemplate();
  existing = packageTemplate(
    'export=existing-export',
    'exportBucket=example-export',
    'exportName=finance',
    'exportPrefix=/',
    'oidcIssuer=https://login.example.com/acme',
    'oidcOrigins=https://login.example.com',
    'consoleName=own',
    'consoleDomain=spend.example.com',
    'consoleCertificate=arn:aws:acm:us-east-1:123456789012:certificate/1',
  );
}, 180_000);
afterAll(() => {
  packaged?.remove();
  existing?.remove();
});

const titled = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;
const roleOf = (name: string): TemplateResource => packaged.resources[`${titled(name)}Role`]!;
const grantsOf = (statements: readonly Statement[]): Set<string> =>
  new Set(
    statements.flatMap((statement) =>
      listOf(statement.Action).flatMap((action) =>
        listOf(statement.Resource).map((on) => `${action} on ${nameOf(on)}`),
      ),
    ),
  );

describe('the finished template', () => {
  test("AWS's own validator finds no error and no warning", () => {
    const engine = new RegoEngine();
    try {
      for (const { file } of [packaged, existing]) {
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

  test('every function has a supported runtime, arm64, its own role and a limit', () => {
    const functions = ofType(packaged.resources, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(FUNCTIONS.length);
    for (const [id, { Properties: p }] of functions) {
      expect(RUNTIMES).toContain(p.Runtime);
      expect(p.Architectures).toEqual(['arm64']);
      expect(nameOf(p.Role)).toBe(id.replace('LambdaFunction', 'Role'));
      expect(p.ReservedConcurrentExecutions).toBeGreaterThan(0);
    }
  });

  test('no setting of a function is empty where the code needs one', () => {
    const environments = ofType(packaged.resources, 'AWS::Lambda::Function').map(
      ([, { Properties }]) => (Properties.Environment as { Variables: Record<string, unknown> }).Variables,
    );
    for (const variables of environments) {
      expect(
        Object.entries(variables)
          .filter(([, value]) => value === '')
          .map(([name]) => name),
      ).toEqual([]);
      expect(variables.BILLHOOK_CONSOLE_URL).toHaveProperty('Fn::If');
    }
  });

  test('schedules parse, and may start the function they name', () => {
    const schedules = ofType(packaged.resources, 'AWS::Scheduler::Schedule');
    const targets = schedules.map(
      ([, { Properties }]) => Properties.Target as Readonly<Record<string, unknown>>,
    );
    expect(targets.map((target) => target.Input)).toEqual([
      '{"task":"sweep"}',
      '{"task":"send"}',
      '{"task":"report"}',
    ]);
    const allowed = grantsOf(statementsOf(packaged.resources.SchedulerRole!));
    for (const [, { Properties }] of schedules) {
      expect(Properties.ScheduleExpression).toMatch(
        /^rate\((1 (minute|hour|day)|[2-9]\d* (minutes|hours|days))\)$/,
      );
      const target = Properties.Target as { readonly Arn: unknown; readonly RoleArn: unknown };
      expect(nameOf(target.RoleArn)).toBe('SchedulerRole');
      const started = packaged.resources[nameOf(target.Arn)]!.Properties.FunctionName;
      expect(allowed).toContain(`lambda:InvokeFunction on function:${started}`);
    }
  });

  test('every event source may be read by its function, reports failures one by one, and ends in a dead-letter queue', () => {
    const sources = ofType(packaged.resources, 'AWS::Lambda::EventSourceMapping');
    expect(sources).toHaveLength(3);
    for (const [, { Properties: p }] of sources) {
      const from = nameOf(p.EventSourceArn);
      const role = packaged.resources[nameOf(p.FunctionName).replace('LambdaFunction', 'Role')]!;
      const actions =
        from === 'NoticeQueue'
          ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
          : [
              'dynamodb:GetRecords',
              'dynamodb:GetShardIterator',
              'dynamodb:DescribeStream',
              'dynamodb:ListStreams',
            ];
      const grants = grantsOf(statementsOf(role));
      for (const action of actions) expect(grants).toContain(`${action} on ${from}`);
      expect(p.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      if (from === 'NoticeQueue') continue;
      const failure = p.DestinationConfig as { readonly OnFailure: { readonly Destination: unknown } };
      expect(grants).toContain(`sqs:SendMessage on ${nameOf(failure.OnFailure.Destination)}`);
    }
  });

  test('every queue is encrypted and refuses plain HTTP, and the one that is worked off has a dead-letter queue and time', () => {
    const queues = ofType(packaged.resources, 'AWS::SQS::Queue');
    const policies = ofType(packaged.resources, 'AWS::SQS::QueuePolicy');
    for (const [id, { Properties: p }] of queues) {
      expect(p.SqsManagedSseEnabled).toBe(true);
      const policy = policies.find(([, one]) =>
        listOf(one.Properties.Queues).some((queue) => nameOf(queue) === id),
      );
      expect(JSON.stringify(policy), id).toContain('"aws:SecureTransport":false');
      if (id.endsWith('DeadLetters')) continue;
      const redrive = p.RedrivePolicy as { readonly deadLetterTargetArn: unknown };
      expect(queues.map(([name]) => name)).toContain(nameOf(redrive.deadLetterTargetArn));
      const ingest = packaged.resources.IngestLambdaFunction!.Properties.Timeout as number;
      expect(p.VisibilityTimeout).toBeGreaterThanOrEqual(6 * ingest);
    }
  });

  test('only AWS billing of this account may write to the export bucket', () => {
    const policy = packaged.resources.ExportBucketPolicy!.Properties.PolicyDocument as {
      readonly Statement: readonly (Statement & {
        readonly Principal: unknown;
        readonly Condition: unknown;
      })[];
    };
    const allowed = policy.Statement.filter((statement) => statement.Effect === 'Allow');
    expect(allowed.map((statement) => statement.Principal)).toEqual([
      { Service: ['bcm-data-exports.amazonaws.com', 'billingreports.amazonaws.com'] },
    ]);
    expect(JSON.stringify(allowed[0]!.Condition)).toMatch(
      /"aws:SourceAccount":\{"Ref":"AWS::AccountId"\}.*"aws:SourceArn"/,
    );
  });

  test('every bucket and topic refuses plain HTTP, and no bucket can be made public', () => {
    const policies = [
      ...ofType(packaged.resources, 'AWS::S3::BucketPolicy'),
      ...ofType(packaged.resources, 'AWS::SNS::TopicPolicy'),
    ].map(([, { Properties }]) => Properties);
    const guarded = policies
      .filter((policy) => /"Effect":"Deny".*"aws:SecureTransport":false/.test(JSON.stringify(policy)))
      .flatMap((policy) => listOf(policy.Bucket ?? policy.Topics).map(nameOf));
    const buckets = ofType(packaged.resources, 'AWS::S3::Bucket');
    const topics = ofType(packaged.resources, 'AWS::SNS::Topic');
    const own = [...buckets, ...topics].map(([id]) => id);
    expect(guarded.toSorted()).toEqual(own.toSorted());
    for (const [, { Properties }] of buckets) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration as object)).toEqual(Array(4).fill(true));
    }
  });

  test('no secret stands in it: settings and outputs hold names, and nothing makes a secret', () => {
    expect(
      Object.values(packaged.resources)
        .map(({ Type }) => Type)
        .filter((type) => /^AWS::(SSM|SecretsManager)::/.test(type)),
    ).toEqual([]);
    const text = readFileSync(packaged.file, 'utf8');
    expect(text).not.toMatch(/xox[a-z]-|hooks\.slack\.com|dynamic:secretsmanager|resolve:ssm/);
    for (const [, { Properties }] of ofType(packaged.resources, 'AWS::Lambda::Function')) {
      const { Variables } = Properties.Environment as {
        readonly Variables: Readonly<Record<string, unknown>>;
      };
      expect(Variables.BILLHOOK_SLACK_PARAMETER).toBe('/billhook/dev/slack');
      expect(Object.keys(Variables).filter((name) => /TOKEN|SECRET|PASSWORD|WEBHOOK/i.test(name))).toEqual(
        [],
      );
    }
  });

  test('the API answers whom the gateway has verified, and is not there where nobody signs people in', () => {
    const routes = ofType(packaged.resources, 'AWS::ApiGatewayV2::Route').map(([, route]) => route);
    const open = routes.filter(({ Properties: p }) => p.AuthorizationType !== 'JWT');
    // Slack signs its requests itself.
    expect(open.map(({ Properties: p }) => p.RouteKey)).toEqual(['POST /slack']);
    const guarded = routes.filter((route) => !open.includes(route));
    expect(guarded.map(({ Properties: p }) => p.RouteKey)).toContain('ANY /api/v1/{proxy+}');
    for (const route of guarded) {
      expect(nameOf(route.Properties.AuthorizerId)).toBe('HttpApiAuthorizerOidc');
      expect(route.Condition).toBe('SignsIn');
    }
    expect(packaged.resources.HttpApiAuthorizerOidc?.Condition).toBe('SignsIn');
    expect(readFileSync(packaged.file, 'utf8')).not.toContain(LOCAL_IDENTITY);
    expect(stackEnvironment(NOWHERE, NOWHERE)).toHaveProperty(LOCAL_IDENTITY);
  });

  test('the export selects every column that is read, at the grain and with the callers that judgement needs', () => {
    const { DataQuery: query } = packaged.resources.Export!.Properties.Export as {
      readonly DataQuery: { readonly QueryStatement: string; readonly TableConfigurations: unknown };
    };
    const selected = query.QueryStatement.replace(/^SELECT | FROM .*$/g, '').split(/,\s*/);
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

  test('nothing about an existing bucket is changed', () => {
    const touching = Object.entries(existing.resources).filter(
      ([, { Type, Properties }]) =>
        (Type.startsWith('AWS::S3::') || Type.startsWith('Custom::')) &&
        JSON.stringify(Properties).includes('example-export'),
    );
    expect(touching).toEqual([]);
    expect(JSON.stringify(existing.resources.ManifestRule)).toContain('"name":["example-export"]');
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

describe('alarms', () => {
  const alarms = () =>
    ofType(packaged.resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

  test('each says what to do, and tells somebody', () => {
    for (const alarm of alarms()) {
      expect(String(alarm.AlarmDescription).split('. ').length).toBeGreaterThan(1);
      expect(listOf(alarm.AlarmActions as unknown[]).map(nameOf)).toEqual(['AlarmTopic']);
    }
  });

  test('on counts of our own watch counts that the code makes, under the name that it gives itself', () => {
    const own = alarms().filter(({ Namespace }) => Namespace === 'Billhook');
    const counted = projectFiles()
      .filter((source) => isCode(source) && /^(shared|functions)\//.test(source.path))
      .flatMap(({ text }) => [...text.matchAll(/telemetry\.count\(\s*'(\w+)'/g)].map((match) => match[1]!));
    expect(own.map(({ MetricName }) => MetricName).toSorted()).toEqual([
      'DeliveriesPublished',
      'DeliveriesQuarantined',
      'HealthLooks',
      'MessagesUndeliverable',
    ]);
    expect(counted).toEqual(expect.arrayContaining(own.map(({ MetricName }) => MetricName)));
    const [, { Properties }] = ofType(packaged.resources, 'AWS::Lambda::Function')[0]!;
    const { Variables } = Properties.Environment as { readonly Variables: Readonly<Record<string, unknown>> };
    for (const alarm of own) {
      expect(alarm.Dimensions).toEqual([{ Name: 'service', Value: Variables.POWERTOOLS_SERVICE_NAME }]);
    }
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
  const roles = () => ofType(packaged.resources, 'AWS::IAM::Role');

  test('no action is a wildcard, and a resource is one only for a written reason', () => {
    for (const [id, role] of roles()) {
      for (const statement of statementsOf(role)) {
        expect(
          listOf(statement.Action).filter((action) => action.includes('*')),
          `${id} ${statement.Sid}`,
        ).toEqual([]);
        const isAny = listOf(statement.Resource).some((resource) => nameOf(resource) === '*');
        expect(isAny, `${id} ${statement.Sid} on everything`).toBe(statement.Sid in ANY_RESOURCE);
      }
    }
  });

  test.each(FUNCTIONS)('%s is granted what its commands need, and nothing else', (name) => {
    const own = statementsOf(roleOf(name)).filter((statement) => !PLATFORM.has(statement.Sid));
    expect([...grantsOf(own)].sort()).toEqual([...needsOf(name)].sort());
  });

  test.each(FUNCTIONS)('%s writes its log into its own log group', (name) => {
    const logs = statementsOf(roleOf(name)).find((statement) => statement.Sid === 'Logs')!;
    expect(nameOf(logs.Resource)).toBe(`log-group:/aws/lambda/billhook-dev-${name}:*`);
  });

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
