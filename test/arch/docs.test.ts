import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const DOCS = readdirSync('docs').filter((name) => name.endsWith('.md'));

describe.each(DOCS)('docs/%s names what there is', (name) => {
  const text = readFileSync(`docs/${name}`, 'utf8');

  test('alarms that the stack has', () => {
    const alarms = readFileSync('infra/alarms.yml', 'utf8');
    const named = [...text.matchAll(/`(\w+Alarm)`/g)].map((match) => match[1]!);
    expect(named.filter((alarm) => !alarms.includes(`  ${alarm}:\n`))).toEqual([]);
  });

  test('commands that there are', () => {
    const named = [...text.matchAll(/npx billhook (\w+)/g)].map((match) => match[1]!);
    expect(named.filter((command) => !existsSync(`functions/cli/commands/${command}.ts`))).toEqual([]);
  });

  test('lines that can be read in a terminal', () => {
    const prose = text.split('\n').filter((line) => !line.startsWith('|') && !line.includes('http'));
    expect(prose.filter((line) => line.length > 125)).toEqual([]);
  });
});

describe.each(['README.md', 'infra/README.md', ...DOCS.map((name) => `docs/${name}`)])('%s', (page) => {
  test('has links that lead somewhere, down to the heading', () => {
    const found = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)];
    const dead = found.filter(([, path = '', heading]) => {
      const target = path === '' ? page : join(dirname(page), path);
      return !existsSync(target) || (heading !== undefined && !headingsOf(target).includes(heading));
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });
});

/** Ids of a page's headings as GitHub makes them. */
const headingsOf = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
