/** Which part of the house a file belongs to; the longest prefix counts. */
export interface Rule {
  readonly area: string;
  /** Areas (path prefixes) it may import from, besides its own. */
  readonly from: readonly string[];
  /** npm packages it may import. */
  readonly packages: readonly RegExp[];
  readonly nodeBuiltins: boolean;
  readonly why: string;
}

/** Folders of the domain in the order in which things happen: each may import only from those before it. */
export const DOMAIN_ORDER = [
  'base',
  'access',
  'delivery',
  'charge',
  'ledger',
  'view',
  'evaluation',
  'alert',
  'evidence',
  'report',
  'notification',
  'doctor',
  'running-cost',
];

const DOMAIN = 'shared/domain/';
const PORTS = 'shared/ports/';
const FLOW = 'shared/flow/';
const RUNTIME = 'shared/runtime/';
const ADAPTERS = 'shared/adapters/';
const SYNTHETIC = 'shared/synthetic/';
const EMBEDDED = 'shared/embedded/';
const API = 'shared/api/';

const rule = (
  area: string,
  from: readonly string[],
  packages: readonly RegExp[],
  nodeBuiltins: boolean,
  why: string,
): Rule => ({ area, from, packages, nodeBuiltins, why });

const adapter = (name: string, packages: readonly RegExp[], why: string): Rule =>
  rule(`${ADAPTERS}${name}/`, [DOMAIN, PORTS], packages, true, why);
/** Channels over HTTP read answers by one table. */
const httpChannel = (name: string, packages: readonly RegExp[], why: string): Rule => ({
  ...adapter(name, packages, why),
  from: [DOMAIN, PORTS, `${ADAPTERS}http/`],
});

const COLUMNAR = [/^apache-arrow(\/|$)/, /^hyparquet(-compressors)?(\/|$)/, /^csv-parse(\/|$)/];

export const RULES: readonly Rule[] = [
  rule(DOMAIN, [], [], false, 'the domain is pure: it must run anywhere and be tested without anything'),
  rule(PORTS, [DOMAIN], [], false, 'ports are interfaces in the words of the domain'),
  rule(
    FLOW,
    [DOMAIN, PORTS],
    [],
    false,
    'a use case knows the domain and ports only, never who stands behind a port',
  ),
  adapter('aws', [/^@aws-sdk\/client-/], 'one vendor a folder, so that a vendor can be replaced'),
  adapter('cur', COLUMNAR, 'the export and its formats are known here only'),
  adapter('http', [], 'what HTTP says to every channel, whoever speaks it'),
  httpChannel('slack', [/^@slack\//], 'one vendor a folder, so that a vendor can be replaced'),
  httpChannel('webhook', [], 'an address that somebody else chose is called by guarded code of our own'),
  httpChannel('pagerduty', [], 'one vendor a folder, so that a vendor can be replaced'),
  adapter(
    'config',
    [/^yaml$/, /^valibot$/, /^csv-parse(\/|$)/],
    'files of operators and finance are parsed here only',
  ),
  adapter('evidence', [], 'packs are documents in a bucket, whichever store it is'),
  adapter('statement', [/^write-excel-file\/node$/], 'files of statements are written here only'),
  adapter('local', [], 'files on this machine need no vendor'),
  adapter('memory', [], 'twins of the ports for tests need no vendor'),
  rule(
    RUNTIME,
    [DOMAIN, PORTS, FLOW, ADAPTERS],
    [
      /^@aws-lambda-powertools\//,
      /^@middy\/core$/,
      /^aws-lambda$/,
      /^@aws-sdk\/client-(dynamodb|lambda|s3|sfn|sns|sqs|bcm-data-exports|cost-explorer)$/,
    ],
    true,
    'the runtime wires and watches; vendors that do the work belong into adapters',
  ),
  rule(
    SYNTHETIC,
    [DOMAIN, `${ADAPTERS}cur/columns.ts`],
    [/^hyparquet-writer(\/|$)/, /^hyparquet$/, /^apache-arrow$/],
    true,
    'synthetic exports are made from the column names, not with the reader they are meant to test',
  ),
  rule(
    EMBEDDED,
    // The table is one definition, in code for here and in infra/tables.yml for AWS.
    [DOMAIN, PORTS, `${ADAPTERS}aws/table.ts`, `${ADAPTERS}aws/quiet.ts`],
    [
      /^@aws-sdk\//,
      /^fauxqs$/,
      /^aws-local-stepfunctions$/,
      /^yaml$/,
      /^@slack\/types$/,
      /^react(-dom)?(\/|$)/,
      /^slack-blocks-to-jsx$/,
      /^esbuild$/,
    ],
    true,
    'local engines stand in for AWS and Slack; the product must not notice them',
  ),
  ...['backtest', 'ingest', 'read-file', 'publish-delivery', 'evaluate', 'notify', 'reconcile', 'slack'].map(
    (name) =>
      rule(
        `functions/${name}/`,
        [FLOW, RUNTIME],
        [],
        false,
        'a handler parses, calls one use case and returns; it knows no SDK and no other function',
      ),
  ),
  rule(
    API,
    [],
    [/^valibot$/],
    false,
    'the documents of the API are read by its server, its console and its tests',
  ),
  rule(
    'functions/api/',
    [API, DOMAIN, PORTS, FLOW, RUNTIME],
    [/^hono(\/|$)/, /^valibot$/, /^@valibot\/to-json-schema$/],
    false,
    'the API parses, calls one use case and answers; it knows no SDK',
  ),
  rule(
    'functions/console/',
    // The evidence pack is a document that the API hands out as it was frozen; its types alone are read.
    [API, 'shared/domain/evidence/'],
    [/^preact(\/|$)/, /^uplot(\/|$)/, /^vite$/],
    false,
    'pages work from the API alone',
  ),
  rule(
    'functions/cli/',
    [DOMAIN, PORTS, FLOW, RUNTIME, SYNTHETIC, EMBEDDED, 'infra/built.ts', 'test/sim/'],
    [/^commander$/],
    true,
    'the command line drives the same flows; adapters reach it through the runtime',
  ),
  rule(
    'infra/',
    [],
    [/^esbuild$/, /^fflate$/, /^assemblyscript\/asc$/, /^vite$/],
    true,
    'what builds the artifacts knows nothing of what is in them',
  ),
  rule(
    'infra/reference/',
    [`${ADAPTERS}config/`, RUNTIME],
    [/^yaml$/, /^@valibot\/to-json-schema$/],
    true,
    'pages of reference are made from what the code checks',
  ),
];

export const ruleOf = (path: string): Rule | undefined =>
  RULES.filter((candidate) => path.startsWith(candidate.area)).sort(
    (a, b) => b.area.length - a.area.length,
  )[0];
