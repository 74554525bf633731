import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
