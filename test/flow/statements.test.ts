import { expect, test } from 'vitest';
import { addDecimal, DECIMAL_ZERO, decimalText, parseDecimal } from '../../shared/domain/base/decimal.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { keepStatements } from '../../shared/flow/report/keep-statements.ts';
import { statementsOf } from '../../shared/flow/statements.ts';
import { aSpend, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, INGEST } from '../builders/flow-world.ts';

const ROWS = [
  aSpend('search', '60.123456789012'),
  aSpend('claims', '40'),
  aSpend('search', '-10', { lineItemType: 'Credit' }),
  aSpend('search', '7.5', { productCode: 'AmazonEC2' }),
];
const NOW = Date.UTC(2026, 11, 6);

async function aWorld() {
  const world = createFlowWorld();
  world.at('2026-12-05T00:00Z');
  const { manifests } = await putDelivery(world.ports.objects, {
    executedAt: '2026-12-04T13:00Z',
    chunks: [ROWS],
  });
  await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST);
  return world;
}

const sum = (texts: readonly string[]): string =>
  decimalText(texts.reduce((total, text) => addDecimal(total, parseDecimal(text)), DECIMAL_ZERO));

test('a month as billed: credits by usage, all together the sum of the rows that AWS delivered', async () => {
  const { ports } = await aWorld();
  const month = await statementsOf(ports, { teams: '*' }, EXPORT, '2026-11', NOW);
  const rows = sum(ROWS.map(({ unblendedCost }) => String(unblendedCost)));
  expect(month?.statement).toMatchObject({ delivered: rows, total: rows, difference: '0' });
  expect(
    month?.statement.teams.map(({ team, lines }) => [team, lines.map(({ category }) => category)]),
  ).toEqual([
    ['search', ['usage', 'credit']],
    ['claims', ['usage', 'credit']],
  ]);
  expect(sum(month!.statement.teams.flatMap(({ lines }) => lines.slice(1).map(({ cost }) => cost)))).toBe(
    '-10',
  );
  expect(await statementsOf(ports, { teams: '*' }, EXPORT, '2026-10', NOW)).toBeUndefined();
});

test('a team sees its own part, and nothing by which another could be told', async () => {
  const { ports } = await aWorld();
  const month = await statementsOf(ports, { teams: ['claims'] }, EXPORT, '2026-11', NOW);
  expect(month?.statement).toMatchObject({ rest: [], total: '', delivered: '', difference: '' });
  expect(month?.statement.teams.map(({ team }) => team)).toEqual(['claims']);
  const told = JSON.stringify(month, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  expect(told).not.toMatch(/search|60\.12|107\.6|97\.6/);
});

test('the files of a month are kept when it was told, once', async () => {
  const world = await aWorld();
  const { ports } = world;
  expect(await keepStatements(ports, EXPORT, NOW)).toBe(0);
  const record = {
    rule: 'close',
    team: '',
    version: 1,
    firstAt: NOW,
    changedAt: NOW,
    digest: '',
    figures: {},
  } as const;
  await ports.reports.save(EXPORT, { ...record, id: 'close-2026-11' }, []);
  // A run that died after the first file is done again.
  const month = await statementsOf(ports, { teams: '*' }, EXPORT, '2026-11', NOW);
  const files = await ports.statements.render(month!.statement, month!.entries);
  await ports.statements.keep(EXPORT, '2026-11', files.slice(0, 1));
  expect(await keepStatements(ports, EXPORT, NOW)).toBe(7);
  expect(await keepStatements(ports, EXPORT, NOW)).toBe(0);
  expect((await ports.statements.kept(EXPORT, '2026-11')).map(({ name }) => name)).toContain(
    'statement-2026-11.csv',
  );
});
