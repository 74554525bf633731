import { setTimeout as pause } from 'node:timers/promises';
import { parsePico, picoText } from '../../../shared/domain/base/money.ts';
import type { FunctionLog } from '../../../shared/embedded/function-spec.ts';
import { REQUESTS_MADE } from '../../../shared/runtime/counted.ts';

/** What it took to bring one delivery from S3 to Slack, as the functions' own logs tell. */
export interface Refresh {
  /** Ledger entries written, of those that the month has; absent where who published it died before it told. */
  readonly entries?: { readonly written: number; readonly of: number };
  /** To DynamoDB and S3, repeats of the SDK included. */
  readonly requests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Exact. */
  readonly dollars: string;
}

export interface RequestLog {
  readonly onLog: (log: FunctionLog) => void;
  /** Sums what was told since it was last asked. */
  take(): Promise<Refresh>;
}

const PUBLISHED = 'delivery published';
/** A function's lines come through a pipe of their own and may be a moment later than its answer. */
const LATE_MS_MAX = 500;
const LOOK_MS = 2;

export function createRequestLog(): RequestLog {
  let refresh = NOTHING;
  /** Invocations that ended and whose requests were not told yet. */
  const awaited = new Set<string>();
  const told = new Set<string>();

  const onLog = ({ stream, line }: FunctionLog): void => {
    const ended = stream === 'platform' ? /^END RequestId: (\S+)$/.exec(line)?.[1] : undefined;
    if (ended !== undefined && !told.delete(ended)) awaited.add(ended);
    const { message, facts, requestId } = stream === 'stdout' ? parseLine(line) : NO_LINE;
    if (message === PUBLISHED) refresh = { ...refresh, entries: entriesOf(facts) };
    if (message !== REQUESTS_MADE) return;
    refresh = sum(refresh, facts);
    if (!awaited.delete(requestId)) told.add(requestId);
  };

  const take = async (): Promise<Refresh> => {
    for (let waited = 0; awaited.size > 0 && waited < LATE_MS_MAX; waited += LOOK_MS) await pause(LOOK_MS);
    awaited.clear();
    const taken = refresh;
    refresh = NOTHING;
    return taken;
  };
  return { onLog, take };
}

const NOTHING: Refresh = { requests: 0, writeUnits: 0, readUnits: 0, dollars: '0' };

type Facts = Readonly<Record<string, unknown>>;

const entriesOf = ({ entriesWritten, entries }: Facts) => ({
  written: Number(entriesWritten),
  of: Number(entries),
});

const sum = (before: Refresh, { dynamodb, s3, writeUnits, readUnits, dollars }: Facts): Refresh => ({
  ...before,
  requests: before.requests + Number(dynamodb) + Number(s3),
  writeUnits: before.writeUnits + Number(writeUnits),
  readUnits: before.readUnits + Number(readUnits),
  dollars: picoText(parsePico(before.dollars) + parsePico(String(dollars))),
});

const NO_LINE = { message: '', facts: {}, requestId: '' } as const;

/** A line of the functions' logger; anything else that a process prints is none. */
function parseLine(line: string): {
  readonly message: string;
  readonly facts: Facts;
  readonly requestId: string;
} {
  if (!line.startsWith('{')) return NO_LINE;
  try {
    const { message, facts, function_request_id: requestId } = JSON.parse(line) as Facts;
    return typeof message === 'string' && typeof facts === 'object' && facts !== null
      ? { message, facts: { ...facts }, requestId: String(requestId) }
      : NO_LINE;
  } catch {
    return NO_LINE;
  }
}
