import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePico } from '../../shared/domain/base/money.ts';
import { SIZE_NAMES } from '../../shared/domain/running-cost/size.ts';
import { billhook } from './command-line.ts';

interface CostJson {
  readonly total: string;
  readonly lines: readonly {
    readonly unit: string;
    readonly quantity: number;
    readonly cost: string;
    readonly price: string;
  }[];
}

const costOf = async (...options: readonly string[]): Promise<CostJson> =>
  JSON.parse((await billhook('cost', '--json', ...options)).out);

const totalOf = async (...options: readonly string[]): Promise<number> =>
  Number((await costOf(...options)).total);

test('every line is its units times its price, and the lines are the total', async () => {
  const { lines, total } = await costOf('--size', 'large');
  for (const { quantity, price, cost } of lines)
    expect(Number(cost)).toBeCloseTo(quantity * Number(price), 5);
  expect(lines.reduce((sum, { cost }) => sum + parsePico(cost), 0n)).toBe(parsePico(total));
});

test.each(['rows', 'principals', 'messages', 'months-kept', 'tag-values'])(
  'more %s never cost less',
  async (option) => {
    const few = await totalOf('--size', 'small', `--${option}`, '40');
    const many = await totalOf('--size', 'small', `--${option}`, '40000');
    expect(many).toBeGreaterThan(few);
  },
);

test('the free tier is left out unless somebody asks for it', async () => {
  const [paid, free] = [await totalOf('--size', 'small'), await totalOf('--size', 'small', '--free-tier')];
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThan(paid / 4);
});

test.each([
  ['--size', 'huge'],
  ['--deliveries', '0'],
  ['--principals', '1.5'],
  ['--bedrock-percent', '101'],
])('%s %s is refused', async (...options) => {
  expect((await billhook('cost', ...options)).exitCode).toBe(2);
});

test.each(SIZE_NAMES)('the documents say of %s what the command says', async (size) => {
  const { out } = await billhook('cost', '--size', size);
  const total = /About (\$[\d.]+) a month/.exec(out)?.[1] ?? 'nothing';
  for (const document of ['README.md', 'docs/cost.md']) {
    const row = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8')
      .split('\n')
      .find((line) => line.split('|')[1]?.trim() === size);
    expect(row).toContain(`${total} |`);
  }
});
