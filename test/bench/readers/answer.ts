import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/**
 * What every reader must find for q1: sums of cost and usage amount, and the count, by hour, IAM principal, team tag and
 * usage type over the rows of Bedrock.
 */
export interface Answer {
  readonly groups: number;
  /** Over all groups, as are the sums. */
  readonly rows: number;
  readonly cost: number;
  readonly usage: number;
}

export const PRODUCT = 'AmazonBedrock';
export const TEAM_KEY = 'iamPrincipal/team';

/** Leaves out `tags`, of which readers take the one key. */
export const COLUMNS = {
  product: 'line_item_product_code',
  hour: 'line_item_usage_start_date',
  principal: 'line_item_iam_principal',
  usageType: 'line_item_usage_type',
  cost: 'line_item_unblended_cost',
  usage: 'line_item_usage_amount',
  tags: 'tags',
} as const;

export interface ProgramArguments {
  readonly file: string;
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

/** `program FILE [--threads 2] [--fetch] [--kernels wasm] [--no-tag] [--warm 9]`; each program knows some of them. */
export function programArguments(): ProgramArguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: 'string' },
      fetch: { type: 'boolean' },
      kernels: { type: 'string' },
      warm: { type: 'string' },
      'no-tag': { type: 'boolean' },
      profile: { type: 'boolean' },
    },
  });
  return { file: positionals[0] ?? '', flags: values };
}

const IO = '/proc/self/io';

/** Bytes that this process has asked files for, as Linux counts them; what is mapped into memory is not among them. */
const bytesRead = (): number =>
  existsSync(IO) ? Number(/^rchar: (\d+)/.exec(readFileSync(IO, 'utf8'))?.[1]) : Number.NaN;

/** Prints the answer as a line of JSON; with `--warm 9` after nine more readings in this process, with their median times. */
export async function report(read: () => Promise<Answer>, { flags }: ProgramArguments): Promise<void> {
  const before = bytesRead();
  const answer = await read();
  const fetched = bytesRead() - before;
  const [walls, cpus]: [number[], number[]] = [[], []];
  for (let run = 0; run < Number(flags.warm ?? 0); run += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    await read();
    const { user, system } = process.cpuUsage(before);
    walls.push(performance.now() - start);
    cpus.push((user + system) / 1000);
  }
  const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1];
  // Of no reading there is no median, and JSON leaves out what is undefined.
  console.info(JSON.stringify({ ...answer, fetched, warmMs: median(walls), warmCpuMs: median(cpus) }));
}
