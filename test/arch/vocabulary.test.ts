import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { CUR, CUR_UNREAD } from '../../shared/adapters/cur/columns.ts';
import { isCode, lineOf, parse, projectFiles, type Source, visit } from './sources.ts';

const texts = projectFiles()
  .filter((source) => isCode(source) && /^(shared|functions)\//.test(source.path))
  .flatMap(textsOf);

/** Places outside `home` that write a text for which `isForeign` holds. */
const foreignTexts = (home: RegExp, isForeign: (text: string) => boolean): readonly string[] =>
  texts
    .filter(([path, , text]) => !home.test(path) && isForeign(text))
    .map(([path, line, text]) => `${path}:${line}: ${text.slice(0, 60)}`);

function textsOf(source: Source): readonly (readonly [path: string, line: number, text: string])[] {
  const file = parse(source);
  const found: [string, number, string][] = [];
  visit(file, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))
      found.push([source.path, lineOf(file, node), node.text]);
  });
  return found;
}

describe('words that belong to one place', () => {
  test("the export's column names stand in one file, and where a person is told which column to look at", () => {
    const names = new Set<string>([
      ...Object.values(CUR).map((column) => column.name),
      ...Object.values(CUR_UNREAD),
    ]);
    // Everyday words that are also column names.
    for (const word of ['product', 'tags', 'discount']) names.delete(word);
    // A query to check a number by, and what the doctor finds missing: texts for people, never read back.
    const home = /^shared\/(adapters\/cur\/columns\.ts$|domain\/(doctor|evidence)\/)/;
    expect(foreignTexts(home, (text) => names.has(text))).toEqual([]);
  });

  test("Slack's markup stands in its adapter, and where a local page shows it", () => {
    const home = /^shared\/(adapters\/slack|embedded)\//;
    expect(
      foreignTexts(home, (text) => text === 'mrkdwn' || /<!(channel|here|everyone)|<@U/.test(text)),
    ).toEqual([]);
  });

  test("the table's keys stand in its adapter", () => {
    const key = /^(pointer|entry|alert|outbox|thread|receipt|quarantine)#/;
    expect(foreignTexts(/^shared\/adapters\/aws\//, (text) => key.test(text))).toEqual([]);
  });
});
