import type { BadInput } from './bad-bills.ts';
import { csv } from './bad-files.ts';

const SETTINGS: readonly BadInput[] = [
  {
    what: 'an attribution rule of an unknown kind',
    files: { 'b.yml': 'attribution:\n  rules:\n    - principal-tag: team\n    - tag: team\n' },
    says: /unknown attribution rule: use principal-tag/,
    row: 4,
    column: 'attribution.rules.1',
  },
  {
    what: 'a cost basis that is none',
    files: { 'b.yml': 'cost: gross\n' },
    says: /wrong value/,
    row: 1,
    column: 'cost',
    found: /gross/,
  },
  {
    what: 'a text where settings belong',
    files: { 'b.yml': 'slack: x\n' },
    says: /wrong value/,
    row: 1,
    column: 'slack',
    found: /"x"/,
  },
  {
    what: 'an account id of too few digits',
    files: { 'b.yml': 'attribution:\n  rules:\n    - account: 12345\n      team: search\n' },
    says: /account id has 12 digits/,
    row: 3,
  },
  {
    what: 'a misspelt setting',
    files: { 'b.yml': 'cost: net\n\natribution:\n  rules: []\n' },
    says: /this setting is not known/,
    row: 3,
    found: /atribution/,
  },
  { what: 'settings that are not YAML', files: { 'b.yml': 'cost: [net\n' }, says: /not valid YAML/, row: 2 },
].map((row) => ({ ...row, file: 'b.yml', line: 'run data.csv --config X' }));

const HEAD = 'team,monthly_amount,currency,thresholds\n';

const BUDGETS: readonly BadInput[] = [
  {
    what: 'a negative budget',
    csv: 'search,100,,\nops,-5,,',
    says: /not be negative/,
    row: 3,
    column: 'monthly_amount',
  },
  {
    what: 'a budget of words',
    csv: 'search,plenty,,',
    says: /not an amount of money/,
    row: 2,
    column: 'monthly_amount',
  },
  {
    what: 'a comma for decimals',
    csv: 'ops,"12,50",,',
    says: /not an amount of money/,
    row: 2,
    column: 'monthly_amount',
  },
  {
    what: 'two budgets of a team',
    csv: 'ops,1,,\nfraud,2,,\nops,3,,',
    says: /has a budget already/,
    row: 4,
    column: 'team',
  },
  {
    what: 'a threshold of words',
    csv: 'ops,1,,50 lots',
    says: /not a percentage/,
    row: 2,
    column: 'thresholds',
  },
  { what: 'a threshold of 0', csv: 'ops,1,,0', says: /always be crossed/, row: 2, column: 'thresholds' },
  {
    what: 'a budget in no currency',
    csv: 'ops,1,dollars,',
    says: /not a currency code/,
    row: 2,
    column: 'currency',
  },
  { what: 'a budget of no team', csv: ',1,,', says: /needs a team/, row: 2, column: 'team' },
].map(({ csv: body, ...row }) => ({
  ...row,
  files: { 'b.csv': `${HEAD}${body}\n` },
  file: 'b.csv',
  line: 'budgets import X --store kept',
}));

const BUDGET_FILES: readonly BadInput[] = [
  {
    what: 'an unknown column',
    files: { 'b.csv': 'team,monthly_amount,limit\nops,1,2\n' },
    says: /not known/,
    row: 1,
    column: 'limit',
  },
  { what: 'no amounts', files: { 'b.csv': 'team\nops\n' }, says: /column monthly_amount is missing/, row: 1 },
  { what: 'a bill', files: { 'b.csv': csv() }, says: /column team is missing/, row: 1 },
  { what: 'an unknown ending', files: { 'b.xlsx': 'PK' }, says: /not a budget file/, file: 'b.xlsx' },
  {
    what: 'YAML with a negative amount',
    files: {
      'b.yml': 'budgets:\n  - team: ops\n    monthly_amount: 3\n  - team: search\n    monthly_amount: -3\n',
    },
    says: /not be negative/,
    row: 4,
    file: 'b.yml',
  },
].map((row) => ({
  file: 'b.csv',
  ...row,
  what: `as budgets: ${row.what}`,
  line: 'run data.csv --budgets X',
}));

const LINES: readonly BadInput[] = [
  {
    what: '--as-of nonsense',
    line: 'run data.csv --as-of yesterday',
    says: /not a UTC time/,
    found: /yesterday/,
  },
  {
    what: '--as-of before everything',
    line: 'run data.csv --as-of 2020-01-01',
    says: /no delivery .* by then/,
  },
  { what: 'an unknown export', line: 'run acme --export other', says: /no such export/, found: /other/ },
  {
    what: 'a month that does not exist',
    line: 'report top data.csv --period 2026-13',
    says: /not a billing period/,
  },
  {
    what: 'a month that is not there',
    line: 'report top acme --period 2026-10',
    says: /no delivery of this period/,
  },
  {
    what: 'a month not in the store',
    line: 'report top --store kept --period 2026-10',
    says: /no ledger of this period/,
  },
  {
    what: 'a tag that nothing carries',
    line: 'report showback data.csv --by projct',
    says: /carries the tag/,
    found: /projct/,
  },
  {
    what: 'a tag without a ledger',
    line: 'report showback --store kept --by team',
    says: /not kept by this tag/,
  },
  { what: 'a report by tag of models', line: 'report models data.csv --by team', says: /only showback/ },
  {
    what: 'an unknown report',
    line: 'report nope',
    says: /one of showback, top, untagged, models, principals/,
  },
  { what: 'an unknown alert', line: 'explain spike-0 --store kept', says: /no such alert/, found: /spike-0/ },
  {
    what: 'an alert of no store',
    line: 'alerts show spike-0',
    says: /no such store; fill it with: npx billhook run/,
  },
  {
    what: 'budgets of no store',
    line: 'budgets list --store nowhere',
    says: /no such store/,
    file: 'nowhere',
  },
  { what: 'a store that is a file', line: 'run acme --store data.csv', says: /in the way/, file: 'data.csv' },
  {
    what: 'a store of another export',
    line: 'run acme --store kept',
    says: /ledger of another export/,
    found: /acme/,
  },
  { what: '--fail-on nonsense', line: 'run data.csv --fail-on mondays', says: /not something to fail on/ },
  { what: '--cost nonsense', line: 'total data.csv --cost gross', says: /not a cost basis/, found: /gross/ },
  {
    what: '--rows 0',
    line: 'generate --rows 0 --out out',
    says: /not a whole number in range/,
    found: /^0$/,
  },
  {
    what: 'a name that leads elsewhere',
    line: 'generate --rows 100 --out out --export ../x',
    says: /not a name/,
  },
  { what: 'a port that is none', line: 'demo --port many', says: /not a whole number in range/ },
  { what: 'an unknown command', line: 'rum', says: /unknown command 'rum'/ },
  { what: 'an unknown option', line: 'run data.csv --stor x', says: /unknown option '--stor'.*--store/s },
  { what: 'no path', line: 'run', says: /missing required argument 'path'/ },
];

export const BAD_WORDS = [...SETTINGS, ...BUDGETS, ...BUDGET_FILES, ...LINES];
