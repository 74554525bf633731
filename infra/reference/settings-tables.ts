/** The part of JSON Schema that settings use. */
interface SettingsSchema {
  readonly title?: string | undefined;
  readonly type?: unknown;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly unknown[] | undefined;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: unknown;
}

interface Row {
  readonly path: string;
  readonly value: string;
  readonly byDefault: string;
  readonly meaning: string;
}

type Need = '' | '*needed*' | '*one of these*';

/** One table a section of the file: path, what it may hold, its default, its meaning. */
export function settingsTables(schema: SettingsSchema): string {
  const sections = Object.entries(schema.properties ?? {}).map(([name, found]) => {
    const section = schemaOf(found);
    const rows = rowsOf(section, name, '');
    const table = rows.map(
      ({ path, value, byDefault, meaning }) => `| \`${path}\` | ${value} | ${byDefault} | ${meaning} |`,
    );
    const isGroup = rows.length > 1 || rows[0]?.path !== name;
    const about = isGroup && section.description !== undefined ? `${section.description}\n\n` : '';
    return `### ${name}\n\n${about}| setting | value | default | meaning |\n|---|---|---|---|\n${table.join('\n')}`;
  });
  return sections.join('\n\n');
}

/** A setting's own row, or those of what it holds; of alternatives each path once. */
function rowsOf(schema: SettingsSchema, path: string, need: Need): readonly Row[] {
  const own: Row = {
    path,
    value: holds(schema),
    byDefault: schema.default === undefined ? need : defaultOf(schema.default),
    meaning: schema.description ?? '',
  };
  const items = schema.items === undefined ? undefined : schemaOf(schema.items);
  const alternatives = objectsOf(schema);
  if (alternatives.length > 0) return alternativeRows(alternatives, path);
  if (items === undefined || objectsOf(items).length === 0) return [own];
  const inner = alternativeRows(objectsOf(items), `${path}[]`);
  // A list at the top of a section has its meaning above the table.
  return path.includes('.') || path.includes('[') ? [own, ...inner] : inner;
}

const objectsOf = (schema: SettingsSchema): readonly SettingsSchema[] =>
  schema.properties === undefined
    ? (schema.anyOf ?? []).map(schemaOf).filter(({ properties }) => properties !== undefined)
    : [schema];

/** Of several kinds of settings each is known by its first name. */
function alternativeRows(alternatives: readonly SettingsSchema[], path: string): readonly Row[] {
  const isChoice = alternatives.length > 1;
  return once(
    alternatives.flatMap(({ properties = {}, required = [] }) =>
      Object.entries(properties).flatMap(([name, property], index) => {
        const need = isChoice
          ? index === 0
            ? '*one of these*'
            : ''
          : required.includes(name)
            ? '*needed*'
            : '';
        return rowsOf(schemaOf(property), `${path}.${name}`, need);
      }),
    ),
  );
}

const once = (rows: readonly Row[]): readonly Row[] =>
  [...new Map(rows.toReversed().map((row) => [row.path, row])).values()].toReversed();

function holds(schema: SettingsSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf !== undefined) {
    const objects = objectsOf(schema);
    return objects.length > 0
      ? objects.map((each) => code(Object.keys(each.properties ?? {})[0])).join(', ')
      : schema.anyOf.map((each) => holds(schemaOf(each))).join(' or ');
  }
  if (schema.type === 'array') return `list of ${plural(holds(schemaOf(schema.items ?? {})))}`;
  if (schema.type === 'object' && schema.additionalProperties !== undefined) return 'name: host';
  if (schema.type === 'string') return 'text';
  return typeof schema.type === 'string' ? schema.type : 'text';
}

const plural = (value: string): string =>
  value === 'text' || value === 'number' ? `${value}s` : value === 'object' ? 'what follows' : value;

const code = (value: unknown): string => `\`${value === '*' ? "'*'" : String(value)}\``;

const defaultOf = (value: unknown): string =>
  Array.isArray(value) ? (value.length === 0 ? 'none' : value.map(defaultOf).join(', ')) : code(short(value));

const short = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, each]) => `${name}: ${each}`)
        .join(', ')
    : value;

const schemaOf = (value: unknown): SettingsSchema =>
  typeof value === 'object' && value !== null ? value : {};
