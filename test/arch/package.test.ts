import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const pkg = JSON.parse(readFileSync('package.json', 'utf8'));
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const readme = readFileSync('README.md', 'utf8');
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

describe('the package', () => {
  test.each(KINDS)('%s are pinned exactly', (kind) => {
    const loose = Object.entries<string>(pkg[kind]).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('the lock file names the same versions, and no address to fetch them from', () => {
    for (const kind of KINDS) expect(lock.packages[''][kind]).toEqual(pkg[kind]);
    const fetched = Object.entries<{ resolved?: string }>(lock.packages).filter(([, entry]) =>
      entry.resolved?.startsWith('http'),
    );
    expect(fetched).toEqual([]);
  });

  test('Powertools are of one version, as they share code', () => {
    const versions = Object.entries<string>(pkg.dependencies).filter(([name]) =>
      name.startsWith('@aws-lambda-powertools/'),
    );
    expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
  });

  test("the README's two set-up commands are exactly scripts of this package", () => {
    const commands = [...readme.matchAll(/^npm ci && npm (?:run )?([\w:-]+)\s*$/gm)].map(
      (match) => match[1]!,
    );
    expect(commands).toEqual(['start', 'test']);
    for (const command of commands) expect(pkg.scripts).toHaveProperty([command]);
  });

  test('continuous integration runs the test command of the README', () => {
    expect(readFileSync('.ci/run', 'utf8')).toContain("tests='npm ci && npm test'");
  });
});
