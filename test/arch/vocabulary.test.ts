import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { CUR, CUR_UNREAD } from '../../shared/adapters/cur/columns.ts';
import { isCode, lineOf, parse, projectFiles, type Source, visit } from './sources.ts';

const product = projectFiles().filter(
  (source) => isCode(source) && /^(shared|functions)\//.test(source.path),
);

/** Places outside `home` that write a text for which `isForeign` holds. */
function foreignTexts(home: RegExp, isForeign: (text: string) => boolean): readonly string[] {
  return product
    .filter(({ path }) => !home.test(path))
    .flatMap((source) =>
      textsOf(source)
        .filter(([, t]) => isForeign(t))
        .map(([place, text]) => `${place}: ${text.slice(0, 60)}`),
    );
}

function textsOf(source: Source): readonly (readonly [string, string])[] {
  const file = parse(source);
  const found: [string, string][] = [];
  visit(file, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))
      found.push([`${source.path}:${lineOf(file, node)}`, node.text]);
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
