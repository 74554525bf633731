import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { DOMAIN_ORDER, ruleOf } from './import-rules.ts';
import { isCode, lineOf, parse, projectFiles, type Source, visit } from './sources.ts';

interface Import {
  readonly line: number;
  readonly target: string;
}

/** Type-only imports are imports too: a type ties two parts together as firmly as a value. */
function importsOf(source: Source): readonly Import[] {
  const file = parse(source);
  const found: Import[] = [];
  visit(file, (node) => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from !== undefined && ts.isStringLiteral(from))
      found.push({ line: lineOf(file, node), target: from.text });
  });
  return found;
}

const isBuiltin = (target: string): boolean => target.startsWith('node:') || builtinModules.includes(target);

/** The sentence that says why this import may not be, or undefined where it may. */
export function objection(path: string, target: string): string | undefined {
  const rule = ruleOf(path);
  if (rule === undefined)
    return `${path} belongs to no known part of the house: add it to test/arch/import-rules.ts`;
  const no = (what: string) => `${path} imports ${what}, but ${rule.why}`;
  if (isBuiltin(target)) return rule.nodeBuiltins ? undefined : no(`${target} of Node`);
  if (!target.startsWith('.')) {
    return rule.packages.some((allowed) => allowed.test(target)) ? undefined : no(`the package ${target}`);
  }
  const file = join(dirname(path), target);
  if (path.startsWith('shared/domain/') && file.startsWith('shared/domain/')) return leftToRight(path, file);
  const allowed = file.startsWith(rule.area) || rule.from.some((prefix) => file.startsWith(prefix));
  return allowed ? undefined : no(file);
}

function leftToRight(path: string, file: string): string | undefined {
  const place = (name: string) => DOMAIN_ORDER.indexOf(name.split('/')[2] ?? '');
  if (place(path) < 0)
    return `${path} is in a folder that is not in the domain's order ${DOMAIN_ORDER.join(' < ')}`;
  return place(file) <= place(path)
    ? undefined
    : `${path} imports ${file}, but the domain reads from left to right: ${DOMAIN_ORDER.join(' < ')}`;
}

const product = projectFiles().filter((source) => isCode(source) && !source.path.startsWith('test/'));

describe('who may import whom', () => {
  test('every import of the product keeps the rules', () => {
    const objections = product.flatMap((source) =>
      importsOf(source).flatMap(({ line, target }) => {
        const why = objection(source.path, target);
        return why === undefined ? [] : [`line ${line}: ${why}`];
      }),
    );
    expect(objections).toEqual([]);
  });

  test.each([
    ['shared/domain/ledger/entry.ts', '../evaluation/finding.ts', 'left to right'],
    ['shared/domain/base/money.ts', 'node:crypto', 'the domain is pure'],
    ['shared/flow/ingest.ts', '../adapters/aws/keys.ts', 'never who stands behind a port'],
    ['shared/adapters/slack/blocks.ts', '../aws/keys.ts', 'one vendor a folder'],
    ['shared/adapters/aws/s3.ts', 'hyparquet', 'one vendor a folder'],
    ['functions/ingest/handler.ts', '@aws-sdk/client-s3', 'it knows no SDK'],
    ['functions/ingest/handler.ts', '../notify/handler.ts', 'no other function'],
    ['shared/runtime/compose.ts', '../../functions/cli/main.ts', 'the runtime wires'],
    ['shared/ports/clock.ts', '../../test/builders/facts.ts', 'ports are interfaces'],
    ['shared/synthetic/write.ts', '../adapters/cur/parquet.ts', 'not with the reader'],
  ])('%s may not import %s', (path, target, why) => {
    expect(objection(path, target)).toContain(why);
  });
});

const UNSURE = new Set([
  'process',
  'console',
  'Buffer',
  'globalThis',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
]);

/** Uses of clock, chance, environment and the world in one file, each as `line: what`. */
export function impurities(source: Source): readonly string[] {
  const file = parse(source);
  const inBase = source.path.startsWith('shared/domain/base/');
  const found: string[] = [];
  visit(file, (node) => {
    if (!ts.isIdentifier(node) || isNameOnly(node)) return;
    const use = node.parent.getText(file).slice(0, 60);
    const isDate = node.text === 'Date' && !(inBase && isFixedDate(node));
    const isChance = node.text === 'Math' && use.startsWith('Math.random');
    if (UNSURE.has(node.text) || isDate || isChance)
      found.push(`${source.path}:${lineOf(file, node)}: ${use}`);
  });
  return found;
}

/** `Date.UTC(…)` and `new Date(x)` compute; `Date.now()` and `new Date()` look at the clock. */
function isFixedDate(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'UTC';
  return ts.isNewExpression(parent) && (parent.arguments?.length ?? 0) > 0;
}

/** Property names, keys and declarations of the same spelling are not the global. */
function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) &&
      parent.name === node)
  );
}

describe('purity', () => {
  const inside = (prefix: string) => product.filter(({ path }) => path.startsWith(prefix));

  test.each(['shared/domain/', 'shared/ports/', 'shared/flow/'])(
    '%s sees no clock, chance, environment or console',
    (prefix) => {
      expect(inside(prefix).length).toBeGreaterThan(0);
      expect(inside(prefix).flatMap(impurities)).toEqual([]);
    },
  );

  test.each([
    'const a = Date.now();',
    'const a = new Date();',
    'const a = Math.random();',
    'console.log(1);',
    'const a = process.env.HOME;',
    "const a = Buffer.from('');",
  ])('%s would be seen', (text) => {
    expect(impurities({ path: 'shared/domain/base/x.ts', text })).toHaveLength(1);
  });

  test('a computed date outside base would be seen, in base it is fine', () => {
    const text = 'const a = new Date(0), b = Date.UTC(2026, 1);';
    expect(impurities({ path: 'shared/domain/ledger/x.ts', text })).toHaveLength(2);
    expect(impurities({ path: 'shared/domain/base/x.ts', text })).toEqual([]);
  });

  test('ports are types only', () => {
    const values = inside('shared/ports/').flatMap((source) =>
      parse(source)
        .statements.filter((s) => !ts.isInterfaceDeclaration(s) && !ts.isTypeAliasDeclaration(s))
        .filter((s) => !(ts.isImportDeclaration(s) && s.importClause?.isTypeOnly === true))
        .map((s) => `${source.path}: ${s.getText().slice(0, 60)}`),
    );
    expect(values).toEqual([]);
  });
});
