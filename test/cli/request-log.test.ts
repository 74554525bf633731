import { expect, test } from 'vitest';
import type { Played } from '../../functions/cli/demo/play.ts';
import { refreshText, steadyStateLine } from '../../functions/cli/demo/refresh-text.ts';
import { createRequestLog, type Refresh } from '../../functions/cli/demo/request-log.ts';

const line = (message: string, requestId: string, facts: object) => ({
  functionName: 'ingest',
  stream: 'stdout' as const,
  line: JSON.stringify({ level: 'INFO', message, function_request_id: requestId, facts }),
});
const end = (requestId: string) => ({
  functionName: 'ingest',
  stream: 'platform' as const,
  line: `END RequestId: ${requestId}`,
});
const requests = (requestId: string, dynamodb: number, dollars: string) =>
  line('requests made', requestId, { dynamodb, s3: 1, writeUnits: 2, readUnits: 1.5, dollars });

test('what all functions asked for one delivery is summed to the last picodollar, and then forgotten', async () => {
  const log = createRequestLog();
  log.onLog(line('delivery published', 'a', { entriesWritten: 3, entries: 70, rows: 9 }));
  log.onLog(requests('a', 9, '0.000000100001'));
  log.onLog(end('a'));
  log.onLog(end('b'));
  log.onLog(requests('b', 5, '0.000002'));
  expect(await log.take()).toEqual({
    entries: { written: 3, of: 70 },
    requests: 16,
    writeUnits: 4,
    readUnits: 3,
    dollars: '0.000002100001',
  });
  expect(await log.take()).toEqual({ requests: 0, writeUnits: 0, readUnits: 0, dollars: '0' });
});

test('a line that comes a moment after its answer is waited for, one that never comes is not', async () => {
  const log = createRequestLog();
  log.onLog(end('a'));
  const taken = log.take();
  setTimeout(() => log.onLog(requests('a', 4, '0.5')), 30);
  expect(await taken).toMatchObject({ requests: 5, dollars: '0.5' });
  log.onLog(end('died'));
  expect(await log.take()).toMatchObject({ requests: 0 });
  expect(await log.take()).toMatchObject({ requests: 0 });
});

test('what else a process prints is no request', async () => {
  const log = createRequestLog();
  for (const text of ['{', '{"message":"requests made"}', '[]', '{"message":7,"facts":{}}', 'requests made'])
    log.onLog({ functionName: 'x', stream: 'stdout', line: text });
  log.onLog({ ...requests('a', 4, '0.5'), stream: 'stderr' });
  expect(await log.take()).toMatchObject({ requests: 0, dollars: '0' });
});

const aRefresh = (written: number, of: number, dollars = '0.00061'): Refresh => ({
  entries: { written, of },
  requests: 214,
  writeUnits: 1,
  readUnits: 1,
  dollars,
});
const played = (period: string, refresh?: Refresh) =>
  ({ truth: { period }, ...(refresh === undefined ? {} : { refresh }) }) as Played;

test('a refresh is told in one line, without entries where nobody knows them', () => {
  expect(refreshText(aRefresh(111, 1422))).toBe('  111 of  1,422 entries written,  214 requests, $0.00061');
  const { entries: _, ...bare } = aRefresh(0, 0);
  expect(refreshText(bare)).toBe(' 214 requests, $0.00061');
});

test('the steady state leaves out what was the first of its month, and is a share of the longest one', () => {
  const story = [
    played('2026-10', aRefresh(2000, 2000)),
    played('2026-11', aRefresh(900, 900)),
    played('2026-11', aRefresh(60, 920, '0.0004')),
    played('2026-11'),
    played('2026-11', aRefresh(100, 950, '0.0006')),
  ];
  expect(steadyStateLine(story)).toEqual([
    "A refresh wrote 60 to 100 entries, on average 80, which is 4.0 % of a whole month's 2,000; with 214 requests for $0.00050.",
  ]);
  expect(steadyStateLine(story.slice(0, 2))).toEqual([]);
});
