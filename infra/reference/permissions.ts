import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';

const INFRA = new URL('../', import.meta.url);

/** What each role of the stack may do and for what, from the files that grant it; resources in the words of the template. */
export function permissionsPage(): string {
  const roles = readdirSync(INFRA)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((name) => rolesOf(parseDocument(readFileSync(new URL(name, INFRA), 'utf8'))));
  return [
    '# What each role may do',
    `This page is made by \`node infra/reference/permissions.ts\` from the template's own files; a test holds the two together,
and another that each function is granted what it calls and nothing else. [Why](security.md)`,
    ...roles.map(({ name, rows }) =>
      [`## ${name}`, ['| for | may | on |', '|---|---|---|', ...rows].join('\n')].join('\n\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

interface Role {
  readonly name: string;
  readonly rows: readonly string[];
}

function rolesOf(document: Document): readonly Role[] {
  const resources = document.getIn(['Resources']);
  if (!isMap(resources)) return [];
  return resources.items.flatMap(({ key, value }) =>
    isScalar(key) && isMap(value) && value.get('Type') === 'AWS::IAM::Role'
      ? [{ name: String(key.value), rows: statementsOf(value, document).map(rowOf) }]
      : [],
  );
}

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** Statements of all inline policies. A statement that several roles share is written once and referred to. */
function statementsOf(role: unknown, document: Document): readonly Json[] {
  const policies = isMap(role) ? role.getIn(['Properties', 'Policies']) : undefined;
  return (isSeq(policies) ? policies.items : []).flatMap((policy) => {
    const whole = isAlias(policy) ? policy.resolve(document) : policy;
    const statements = isMap(whole) ? whole.getIn(['PolicyDocument', 'Statement']) : undefined;
    return isSeq(statements)
      ? statements.items.flatMap((each): Json[] => {
          const statement = isAlias(each) ? each.resolve(document) : each;
          return isMap(statement) ? [statement.toJS(document)] : [];
        })
      : [];
  });
}

function rowOf(statement: Json): string {
  const { Sid = '', Action = '', Resource = '', Condition = null } = fieldsOf(statement);
  const condition = Condition === null ? '' : ` where ${code(conditionText(Condition))}`;
  return `| ${words(text(Sid))} | ${list(Action)} | ${list(Resource)}${condition} |`;
}

const fieldsOf = (value: Json): { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** `ReadExport` -> read export */
const words = (sid: string): string => sid.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

const list = (value: Json): string =>
  (isList(value) ? value : [value]).map((each) => code(text(each))).join('<br>');

const code = (value: string): string => `\`${value.replaceAll('|', '\\|')}\``;

/** A function of the template, written short. */
function text(value: Json): string {
  if (isList(value)) return value.map(text).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const [name = '', inner = ''] = Object.entries(value)[0] ?? [];
  if (name === 'Fn::Join' && isList(inner) && isList(inner[1] ?? '')) {
    const [separator = '', parts = []] = inner;
    return (isList(parts) ? parts : [parts]).map(text).join(text(separator));
  }
  if (name === 'Fn::GetAtt' && isList(inner)) return inner.map(text).join('.');
  return text(inner);
}

const conditionText = (condition: Json): string =>
  Object.entries(fieldsOf(condition))
    .flatMap(([operator, tests]) =>
      Object.entries(fieldsOf(tests)).map(([key, value]) => `${key} ${operator} ${text(value)}`),
    )
    .join(' and ');

if (import.meta.main) {
  writeFileSync(new URL('../docs/permissions.md', INFRA), permissionsPage());
}
