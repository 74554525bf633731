import type { FunctionLog } from '../../shared/embedded/function-spec.ts';
import { startLambdaHost } from '../../shared/embedded/lambda-host.ts';
import { toyFunction } from '../e2e/embedded/toy-function.ts';

/** One invocation of a small function that does what its event asks for. */
interface Probe {
  readonly what: string;
  readonly bundle: 'toy' | 'broken' | 'callback' | 'unnamed';
  readonly event: object;
}

const SIX_MEGABYTES = 6 * 1024 * 1024;

const PROBES: readonly Probe[] = [
  { what: 'context of an invocation', bundle: 'toy', event: { context: true } },
  { what: 'environment', bundle: 'toy', event: { environment: true } },
  { what: 'names in other alphabets', bundle: 'toy', event: { чат: '🛒 \u0001\u2028' } },
  { what: 'no answer', bundle: 'toy', event: { answers: 'nothing' } },
  { what: 'an answer of six megabytes', bundle: 'toy', event: { answerBytes: SIX_MEGABYTES } },
  { what: 'an answer that is too large', bundle: 'toy', event: { answerBytes: SIX_MEGABYTES + 101 } },
  { what: 'the invocation after it', bundle: 'toy', event: {} },
  { what: 'an answer that is no JSON', bundle: 'toy', event: { answers: 'a bigint' } },
  { what: 'an error', bundle: 'toy', event: { fail: 'no such export' } },
  { what: 'something thrown that is no error', bundle: 'toy', event: { throws: 'a text' } },
  { what: 'a promise that nobody waits for', bundle: 'toy', event: { loose: 'lost' } },
  { what: 'an end of the process', bundle: 'toy', event: { exit: 3 } },
  { what: 'more time than it has', bundle: 'toy', event: { wait: 3_000 } },
  { what: 'a line of log', bundle: 'toy', event: { say: 'one\ntwo %d' } },
  { what: 'a bundle that cannot be loaded', bundle: 'broken', event: {} },
  { what: 'a handler that takes a callback', bundle: 'callback', event: {} },
  { what: 'a bundle without a handler', bundle: 'unnamed', event: {} },
];

/** What each probe came to, by what it probes, without what differs between any two runs. */
export async function probeAnswers(runtime: string | undefined): Promise<ReadonlyMap<string, string>> {
  const logs: FunctionLog[] = [];
  const bundles = [...new Set(PROBES.map(({ bundle }) => bundle))];
  const host = await startLambdaHost({
    functions: bundles.map((bundle) => toyFunction({ bundle, timeoutSeconds: 1 })),
    onLog: (log) => logs.push(log),
    ...(runtime === undefined ? {} : { runtime }),
  });
  const answers = new Map<string, string>();
  try {
    for (const { what, bundle, event } of PROBES) {
      const { payload, functionError } = await host.invoke(bundle, JSON.stringify(event));
      answers.set(what, `${functionError ?? 'fine'} ${lasting(JSON.parse(payload))}`);
    }
  } finally {
    await host.stop();
  }
  const said = logs.filter(({ stream, line }) => stream === 'stdout' && line.includes('two %d'));
  return answers.set('what is printed', said.map(({ line }) => withoutIds(line)).join());
}

/** A trace names the runtime's own functions, and each process has its own number. */
function lasting(answer: unknown): string {
  if (typeof answer === 'string') return `a text of ${answer.length}`;
  const {
    trace: _,
    pid: __,
    startedAt: ___,
    remainingMs,
    ...rest
  } = (answer ?? { nothing: true }) as Record<string, unknown>;
  const left = remainingMs === undefined ? {} : { hasTimeLeft: Number(remainingMs) > 0 };
  return withoutIds(JSON.stringify(sorted({ ...rest, ...left })));
}

/** Names in order: neither an environment nor a context has one that means anything. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted).toSorted((a, b) => (`${a}` < `${b}` ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const withoutIds = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
    .replaceAll(/Root=1-[0-9a-f-]+/g, 'Root=<id>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<address>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');
