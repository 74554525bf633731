import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationReference, settingsSchema } from '../../infra/reference/configuration.ts';
import { permissionsPage } from '../../infra/reference/permissions.ts';

test('the reference of everything that can be set says what the code checks', () => {
  expect(readFileSync('docs/configuration.md', 'utf8'), 'node infra/reference/configuration.ts').toBe(
    configurationReference(),
  );
  expect(JSON.parse(readFileSync('docs/billhook.schema.json', 'utf8'))).toEqual(settingsSchema());
});

test('the page of permissions says what the roles grant', () => {
  expect(readFileSync('docs/permissions.md', 'utf8'), 'node infra/reference/permissions.ts').toBe(
    permissionsPage(),
  );
});

test('every setting, parameter and variable says what it means', () => {
  const rows = configurationReference()
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/ \||\|$/).map((cell) => cell.trim()));
  expect(rows.filter((cells) => (cells.at(-2) ?? '') === '').map(([name]) => name)).toEqual([]);
  expect(rows.length).toBeGreaterThan(60);
});
