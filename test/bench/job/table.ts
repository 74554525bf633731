import type { JobReport } from './place.ts';
import type { Step, StepTimes } from './steps.ts';

const NOTHING: StepTimes = { wallSeconds: 0, mainSeconds: 0, otherSeconds: 0, raisedMib: 0 };

interface Line {
  readonly step: string;
  readonly wall: number;
  readonly cpu: number;
  /** Absent where a step goes on in another one. */
  readonly mib?: number;
  readonly note?: string;
}

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function linesOf({ steps, fetched, ...job }: JobReport, dataBytes: number): readonly Line[] {
  const of = (step: Step): StepTimes => steps[step] ?? NOTHING;
  const all = ({ mainSeconds, otherSeconds }: StepTimes): number => mainSeconds + otherSeconds;
  const whole = (step: Step, name: string, note = ''): Line => {
    const { wallSeconds: wall, raisedMib: mib } = of(step);
    return { step: name, wall, cpu: all(of(step)), mib, note };
  };
  const [read, group, finish] = [of('read'), of('group'), of('finish')];
  const share = ((100 * fetched.bytes) / dataBytes).toFixed(1);
  return [
    {
      step: 'fetch (while decoding)',
      wall: fetched.wallSeconds,
      cpu: read.mainSeconds,
      note: `${megabytes(fetched.bytes)} of ${megabytes(dataBytes)} MB (${share} %) in ${count(fetched.requests)} requests`,
    },
    {
      step: 'decode (waited for)',
      wall: read.wallSeconds,
      cpu: read.otherSeconds + group.otherSeconds,
      mib: read.raisedMib + group.raisedMib,
      note: `${count(job.rows)} rows`,
    },
    {
      step: 'group',
      wall: group.wallSeconds + finish.wallSeconds,
      cpu: group.mainSeconds + all(finish),
      mib: finish.raisedMib,
      note: `${count(job.entries)} entries of ${count(job.cells)} cells`,
    },
    whole('rollup', 'rollup'),
    whole('view', 'read the ledger'),
    whole('diff', 'compare'),
    whole('write', 'write', `${count(job.entriesWritten)} entries`),
    whole('else', 'everything else'),
  ];
}

/** A line a step of one delivery, and one of all. Wall times add up, but for fetching, which happens while others work. */
export function jobTable(name: string, job: JobReport, dataBytes: number): string {
  const lines = linesOf(job, dataBytes);
  const cells = ({ step, wall, cpu, mib, note }: Line): readonly string[] => [
    step,
    wall.toFixed(2),
    cpu.toFixed(2),
    count(job.rows / cpu),
    mib === undefined ? '' : `+ ${count(mib)}`,
    note ?? '',
  ];
  const sum = [
    `**${name}**`,
    job.wallSeconds.toFixed(2),
    job.cpuSeconds.toFixed(2),
    count(job.rows / job.cpuSeconds),
    count(job.peakMib),
    `${count(job.rows / job.wallSeconds)} rows/s; ${count(job.usage.s3)} requests to S3, ${count(job.usage.dynamodb)} to DynamoDB`,
  ];
  return [
    `| ${name} | wall s | CPU s | rows per CPU s | peak MiB | |`,
    '|---|---:|---:|---:|---:|---|',
    ...[...lines.map(cells), sum].map((line) => `| ${line.join(' | ')} |`),
  ].join('\n');
}
