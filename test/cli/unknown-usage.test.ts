import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCsv } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';
import { billhook, enterFolder } from './command-line.ts';

const odd = (usageType: string, dollars: number) =>
  aSpend('search', dollars, { usageType, pricingUnit: 'Qubits', operation: '' });
let folder: ReturnType<typeof enterFolder>;
beforeAll(() => {
  folder = enterFolder();
  folder.put({
    'known.csv': toCsv([aSpend('search', 3)]),
    'odd.csv': toCsv([
      aSpend('search', 3),
      odd('USE1-Entanglement\u001b[2J', 0.25),
      odd('USE1-Entanglement\u001b[2J', 1),
    ]),
    'many.csv': toCsv(Array.from({ length: 7 }, (_, index) => odd(`USE1-Odd${index}`, 1))),
  });
});
afterAll(() => folder.leave());

test('a usage type nobody knows is counted for its team, named once with its cost, and only where there is one', async () => {
  const { out } = await billhook('run', 'odd.csv');
  expect(out.match(/Entanglement/g)).toHaveLength(1);
  expect(out).toMatch(/counted as other: USE1-Entanglement\S+ \(\$1\.25\)/);
  expect(out).not.toContain('\u001b[2J');
  const [period] = JSON.parse((await billhook('run', 'odd.csv', '--json')).out).periods;
  expect(period).toMatchObject({
    teams: { search: { USD: '4.25' } },
    unknownUsageTypes: { 'USE1-Entanglement\u001b[2J': '1.25' },
  });
  expect((await billhook('run', 'known.csv')).out).not.toContain('counted as other');
});

test('many of them do not fill the screen', async () => {
  const { out } = await billhook('run', 'many.csv');
  expect(out.match(/USE1-Odd/g)).toHaveLength(5);
  expect(out).toContain('and 2 more (see --json)');
});
