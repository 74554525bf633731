import * as v from 'valibot';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Failure, misconfigured } from '../../domain/base/failure.ts';

/**
 * Reads a YAML text by a schema. Every complaint names file, line and field, so that a person who does not write
 * code can mend it. Throws Failure `misconfigured`; all further problems are named in its message.
 */
export function readYaml<S extends v.GenericSchema>(text: string, file: string, schema: S): v.InferOutput<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    throw misconfigured(`this is not valid YAML: ${firstLine(broken.message)}`, {
      file,
      row: broken.linePos?.[0].line ?? 1,
    });
  }
  const result = v.safeParse(schema, document.toJS() ?? {});
  if (result.success) return result.output;
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const parent: unknown = document.getIn(path.slice(0, depth - 1), true);
      const node: unknown = keyNode(parent, path[depth - 1]) ?? document.getIn(path.slice(0, depth), true);
      if (hasRange(node)) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  throw complaint(
    file,
    result.issues.map((issue) => ({ issue, line: lineOf(pathOf(issue)) })),
  );
}

/** A setting is looked for at its name; what it holds may begin lines below. */
const keyNode = (parent: unknown, name: PropertyKey | undefined): unknown =>
  isMap(parent)
    ? parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === name)?.key
    : undefined;

interface Complaint {
  readonly issue: v.BaseIssue<unknown>;
  readonly line: number;
}

function complaint(file: string, all: readonly Complaint[]): Failure {
  const [first, ...rest] = all.toSorted((a, b) => a.line - b.line);
  const { issue, line } = first!;
  const column = pathOf(issue).join('.');
  const unknown = issue.expected === 'never';
  const more = rest.map((other) => `line ${other.line} (${pathOf(other.issue).join('.')})`).join(', ');
  return misconfigured(
    `${unknown ? 'this setting is not known' : issue.message.startsWith('Invalid ') ? 'wrong value' : issue.message}${
      more === '' ? '' : `; more problems at ${more}`
    }`,
    {
      file,
      row: line,
      column,
      ...expectation(issue),
      found: unknown ? JSON.stringify(pathOf(issue).at(-1)) : (WORDS[issue.received] ?? issue.received),
    },
  );
}

/** What the schema calls the kinds of YAML values, in words of somebody who writes YAML. */
const WORDS: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'settings',
  boolean: 'true or false',
  null: 'nothing',
  number: 'a number',
  string: 'a text',
  undefined: 'nothing',
};

/** The message itself says it where a pattern or a union was missed: those read like code. */
function expectation({ expected, message }: v.BaseIssue<unknown>): { readonly expected?: string } {
  if (expected === null || expected === 'never' || expected.startsWith('/')) return {};
  if (expected === 'Object' && !message.startsWith('Invalid ')) return {};
  const plain = expected.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ' or ');
  return { expected: WORDS[plain] ?? plain };
}

const pathOf = (issue: v.BaseIssue<unknown>): (string | number)[] =>
  (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** Without the place, which is told apart, and the picture of the line. */
const firstLine = (text: string): string =>
  (text.split('\n', 1)[0] ?? text).replace(/ at line \d+, column \d+:?$/, '');
