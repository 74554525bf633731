import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtFunctions } from '../../infra/built.ts';
import { type Bundle, bundleFunction, functionNames } from '../../infra/bundle.ts';
import { startDecodeThread } from '../../shared/adapters/cur/decode/decode-thread.ts';

import type { RustLook } from '../readers/draw-layout.ts';
import { rustBytes } from '../readers/rust-bytes.ts';

const ZIP_BYTES_MAX = 600 * 1024;

/** To an event that is none of theirs; the others are asked by batches. */
const ANSWERS: Readonly<Record<string, object>> = {
  backtest: { workedOff: 0 },
  reconcile: { announced: 0, sent: 0, waiting: 0 },
  slack: { statusCode: 400, headers: {}, body: '' },
  api: { statusCode: 400, headers: {}, body: '', isBase64Encoded: false },
};
const READERS = new Set(['ingest', 'read-file']);
/** Steps of the state machine, which would take any answer for work that was done. */
const STEPS = new Set(['read-file', 'publish-delivery']);
const ENVIRONMENT = {
  BILLHOOK_TABLE: 'billhook',
  BILLHOOK_EXPORT_BUCKET: 'example-export',
  BILLHOOK_EXPORT_NAME: 'billhook-cur',
  BILLHOOK_WORK_BUCKET: 'example-work',
  BILLHOOK_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/111122223333/notices',
  POWERTOOLS_METRICS_NAMESPACE: 'Billhook',
  AWS_REGION: 'us-east-1',
};

/** Starts the artifact in a process of its own, with this environment and no other, and gives it an empty event. */
async function invoke(bundle: Bundle, env: Readonly<Record<string, string>>): Promise<string> {
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundle.module).href)});
    const context = { awsRequestId: '1', functionName: 'f', getRemainingTimeInMillis: () => 10_000 };
    console.log('ANSWER ' + JSON.stringify(await handler({}, context)));`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

/** A module with the chunks that it loads at its start, or whenever it needs them. */
function loadedBy(path: string, when: 'at start' | 'ever', known = new Set<string>()): readonly string[] {
  if (known.has(path)) return [];
  known.add(path);
  const imports =
    when === 'ever'
      ? /(?:from|import\(?)\s*["']\.\/([\w-]+\.mjs)["']/g
      : /(?:from|import)\s*["']\.\/([\w-]+\.mjs)["']/g;
  const parts = [...readFileSync(path, 'utf8').matchAll(imports)].map(([, name]) =>
    join(dirname(path), name!),
  );
  return [path, ...parts.flatMap((part) => loadedBy(part, when, known))];
}

const UNKNOWN_TO_THE_READER: RustLook = {
  pages: 1,
  dictionaries: true,
  statistics: true,
  rowsPerGroup: 25,
  pageBytes: 500,
  codec: 'BROTLI',
  columnCodecs: [],
};

/** What the decoder says of a file, besides asking for its bytes. */
async function decodedBy(
  module: string,
  bytes: Buffer,
  unheard: readonly string[] = [],
): Promise<{ readonly say: string }> {
  const thread = startDecodeThread(64, pathToFileURL(module));
  const pin = { bucket: 'b', key: 'x.parquet', etag: 'e', bytes: bytes.length, lastModified: 0 };
  const said = new Promise<{ readonly say: string }>((resolve) => {
    thread.listen(
      (message) => {
        if (unheard.includes(message.say)) return;
        if (message.say !== 'read') return resolve(message);
        const part = Uint8Array.from(bytes.subarray(message.start, message.end));
        thread.say({ say: 'bytes', id: message.id, bytes: part }, []);
      },
      ({ why }) => resolve({ say: `ended: ${why}` }),
    );
  });
  thread.say({ say: 'open', file: { pin, format: 'parquet' }, options: { cost: 'unblended' } }, []);
  const answer = await said;
  thread.stop();
  return answer;
}

describe('artifacts', () => {
  let bundles: readonly Bundle[];
  beforeAll(async () => {
    bundles = await builtFunctions();
  }, 120_000);

  test('there is one for each function', () => {
    const names = ['api', 'backtest', 'evaluate', 'ingest', 'notify', 'publish-delivery', 'read-file'];
    expect(bundles.map((bundle) => bundle.name)).toEqual([...names, 'reconcile', 'slack']);
  });

  test.each(functionNames())('%s starts and answers an unknown event', async (name) => {
    const output = await invoke(bundles.find((bundle) => bundle.name === name)!, ENVIRONMENT);
    if (STEPS.has(name)) expect(output).toContain('Failure.bug: an event of unknown shape was left alone');
    else expect(output).toContain(`ANSWER ${JSON.stringify(ANSWERS[name] ?? { batchItemFailures: [] })}`);
    expect(output).toContain('an event of unknown shape was left alone');
  });

  test.each(functionNames())('%s does not start without a setting, and names it', async (name) => {
    const { BILLHOOK_TABLE: _, ...rest } = ENVIRONMENT;
    const output = await invoke(bundles.find((bundle) => bundle.name === name)!, rest);
    expect(output).toContain('BILLHOOK_TABLE is not set (expected the name of a DynamoDB table)');
    expect(output).not.toContain('ANSWER');
  });

  test('the same code gives the same bytes, so that an unchanged function is not deployed', async () => {
    const [first] = bundles;
    const before = readFileSync(first!.zip);
    expect(readFileSync((await bundleFunction(first!.name)).zip).equals(before)).toBe(true);
  });

  test('a zip is small enough to start fast, and holds the module, its threads, their chunks and kernels alone', () => {
    for (const bundle of bundles) {
      expect(bundle.zipBytes, bundle.name).toBeLessThan(ZIP_BYTES_MAX);
      const threads = READERS.has(bundle.name) ? ['decode-worker.mjs'] : [];
      const kernels = READERS.has(bundle.name) ? ['kernels.wasm'] : [];
      const chunks = bundle.chunks.map((path) => basename(path));
      const files = Object.keys(unzipSync(readFileSync(bundle.zip)));
      expect(files).toEqual(['index.mjs', ...threads, ...chunks, ...kernels]);
      for (const path of [bundle.module, ...bundle.threads])
        expect(files).toEqual(expect.arrayContaining(loadedBy(path, 'ever').map((part) => basename(part))));
      expect(bundle.threads.map((path) => basename(path))).toEqual(threads);
    }
  });

  test('nothing in a zip is made for one kind of processor: what is tested here runs on arm64', () => {
    for (const { name, zip } of bundles) {
      for (const [file, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
        const text = Buffer.from(bytes).toString('latin1');
        const isWasm = file === 'kernels.wasm' && text.startsWith('\0asm');
        expect(isWasm || file.endsWith('.mjs'), `${name}: ${file}`).toBe(true);
        expect(text, `${name}: ${file}`).not.toMatch(/\x7fELF|process\.dlopen|["'][^"'\n]*\.node["']/);
      }
    }
  });

  test("the function that ingests carries a decoder that starts, and reads with the process's bytes alone", async () => {
    const { threads } = bundles.find((bundle) => bundle.name === 'ingest')!;
    const said = await decodedBy(threads[0]!, Buffer.from('not a Parquet file'));
    expect(said).toMatchObject({ say: 'failed', failure: { message: 'not a whole Parquet file' } });
  });

  test('its decoder finds what it has beside it: kernels, else their twin, and the general reader', async () => {
    const { threads } = bundles.find((bundle) => bundle.name === 'ingest')!;
    const copy = mkdtempSync(join(tmpdir(), 'billhook-artifact-'));
    cpSync(dirname(threads[0]!), copy, { recursive: true });
    const thread = join(copy, basename(threads[0]!));
    const known = readFileSync('test/fixtures/cur/v1-duckdb-map.parquet');
    const unknown = Buffer.from(rustBytes(known, UNKNOWN_TO_THE_READER));
    expect((await decodedBy(thread, known)).say).toBe('batch');
    expect((await decodedBy(thread, unknown, ['fallback'])).say).toBe('batch');
    rmSync(join(copy, 'kernels.wasm'));
    expect((await decodedBy(thread, known)).say).toBe('batch');
    rmSync(copy, { recursive: true });
  });

  test('a function carries only the vendors it uses', () => {
    const has = (path: string, when: 'at start' | 'ever', text: string) =>
      loadedBy(path, when).some((part) => readFileSync(part, 'utf8').includes(text));
    const ingest = bundles.find(({ name }) => name === 'ingest')!;
    expect(has(ingest.module, 'ever', 'xoxb')).toBe(false);
    // Only the thread that may die decodes what others wrote, and it starts without what hardly any file needs.
    expect(bundles.filter(({ module }) => has(module, 'ever', 'parquet file invalid'))).toEqual([]);
    expect(has(ingest.threads[0]!, 'ever', 'parquet file invalid')).toBe(true);
    expect(has(ingest.threads[0]!, 'at start', 'parquet file invalid')).toBe(false);
  });

  test("the decoder's thread needs no require(), and no part of Arrow that reads values one by one", () => {
    const { threads } = bundles.find(({ name }) => name === 'ingest')!;
    const texts = loadedBy(threads[0]!, 'ever').map((part) => readFileSync(part, 'utf8'));
    expect(texts.filter((text) => text.includes('Dynamic require of'))).toEqual([]);
    expect(texts.filter((text) => /isArrowBigNum|apache-arrow\/Table/.test(text))).toEqual([]);
    expect(texts.some((text) => text.includes('without what reads or changes values'))).toBe(true);
  });
});
