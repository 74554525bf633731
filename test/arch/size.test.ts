import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { isCode, lineOf, parse, projectFiles, type Source, visit } from './sources.ts';

const FILE_LINES_MAX = 300;
const TEST_LINES_MAX = 500;
const FUNCTION_LINES_MAX = 60;
const MEDIAN_LINES_MAX = 120;

/** `// long file: why` or `// long function: why` in the file allows what the reason explains. */
const isWaived = ({ text }: Source, what: 'file' | 'function'): boolean =>
  new RegExp(`^\\s*// long ${what}: \\S.{20,}`, 'm').test(text);

const code = projectFiles().filter(isCode);
const linesOf = ({ text }: Source): number => text.trimEnd().split('\n').length;

describe('size', () => {
  test('a file holds one idea: at most 300 lines, a test 500', () => {
    const long = code
      .filter(
        (source) => linesOf(source) > (source.path.startsWith('test/') ? TEST_LINES_MAX : FILE_LINES_MAX),
      )
      .filter((source) => !isWaived(source, 'file'))
      .map((source) => `${source.path}: ${linesOf(source)} lines`);
    expect(long).toEqual([]);
  });

  test('the median file of the product stays under 120 lines', () => {
    const lengths = code
      .filter(({ path }) => !path.startsWith('test/'))
      .map(linesOf)
      .sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(MEDIAN_LINES_MAX);
  });

  test('a function fits a screen: at most 60 lines', () => {
    const long = code
      .filter((source) => !source.path.startsWith('test/') && !isWaived(source, 'function'))
      .flatMap((source) => longFunctions(source));
    expect(long).toEqual([]);
  });

  test('a long function would be seen, and a waiver needs a reason', () => {
    const text = `export function long() {\n${'  f();\n'.repeat(60)}}\n`;
    expect(longFunctions({ path: 'x.ts', text })).toEqual(['x.ts:1: 62 lines']);
    expect(isWaived({ path: 'x.ts', text: '// long function:' }, 'function')).toBe(false);
    expect(
      isWaived({ path: 'x.ts', text: '// long function: one state machine, one table' }, 'function'),
    ).toBe(true);
  });

  test('serverless.yml only lists', () => {
    const yml = projectFiles().find(({ path }) => path === 'serverless.yml')!;
    expect(linesOf(yml)).toBeLessThanOrEqual(80);
  });
});

/**
 * Lines of a function that are in no function inside it: a factory is as long as what it does itself, and each of its
 * methods counts on its own.
 */
function longFunctions(source: Source): readonly string[] {
  const file = parse(source);
  const lengthOf = (node: ts.Node) =>
    file.getLineAndCharacterOfPosition(node.end).line -
    file.getLineAndCharacterOfPosition(node.getStart(file)).line +
    1;
  const found: string[] = [];
  visit(file, (node) => {
    if (!isFunction(node)) return;
    let inside = 0;
    const look = (child: ts.Node): void => {
      // A function of one line takes nothing away from reading its surroundings.
      if (isFunction(child)) inside += Math.max(0, lengthOf(child) - 1);
      else child.forEachChild(look);
    };
    node.forEachChild(look);
    const own = lengthOf(node) - inside;
    if (own > FUNCTION_LINES_MAX) found.push(`${source.path}:${lineOf(file, node)}: ${own} lines`);
  });
  return found;
}

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
