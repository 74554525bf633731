// node test/ric/run.ts [--help]: the bundles under AWS's own runtime client, against the Lambda host's runtime.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../functions/cli/io.ts';
import { progressOn } from '../../functions/cli/progress.ts';
import { findClient, type RuntimeClient } from './client.ts';
import { publishedLarge } from './large-delivery.ts';
import { probeAnswers } from './probes.ts';
import { type ToldStory, toldStory } from './story.ts';
import { comparedTraces } from './traces.ts';

const USAGE = `npm ci --prefix test/ric && node test/ric/run.ts [--last-days 1]
Runs the functions' bundles twice: under the Lambda host's own runtime, and under AWS's (aws-lambda-ric, which npm compiles
with cmake and a C++ compiler). A delivery of many files, and the demo's story from exports in S3 to messages in Slack, must
leave the same ledger, alerts, messages and objects; small functions that end badly in every way must be answered alike.
--last-days: days of the story after two months of history, 1 to 8. Ends with 1 where something differs, and leaves both
stores to look at.
`;

/** Where progress moves, and what stays of it. */
interface Teller {
  readonly note: (text: string) => void;
  readonly done: (text: string) => void;
}

/** What differs, in sentences. */
async function main(io: Io, client: RuntimeClient): Promise<readonly string[]> {
  const { values } = parseArgs({ options: { 'last-days': { type: 'string', default: '1' } } });
  const progress = progressOn(io);
  const done = (text: string): void => {
    progress.done();
    io.out(`${text}\n`);
  };
  const teller = { note: progress.update, done };
  done(`AWS's runtime client ${client.version} against the Lambda host's own.`);
  return [
    ...(await comparedProbes(client, teller)),
    ...(await comparedLarge(client, teller)),
    ...(await comparedStories(client, Number(values['last-days']), teller)),
  ];
}

async function comparedProbes({ module }: RuntimeClient, { note, done }: Teller): Promise<readonly string[]> {
  note('small functions …');
  const [own, aws] = [await probeAnswers(undefined), await probeAnswers(module)];
  const other = [...own].filter(([what, answer]) => answer !== aws.get(what));
  done(`small functions: ${own.size - other.length} of ${own.size} answers are alike`);
  return other.map(([what, answer]) => `${what} differs:\n  ${answer}\n  ${aws.get(what)}`);
}

async function comparedLarge({ module }: RuntimeClient, { note, done }: Teller): Promise<readonly string[]> {
  note('a delivery of many files …');
  const [own, aws] = [await publishedLarge(undefined), await publishedLarge(module)];
  done(`a delivery of many files: ${aws.invoked}; ${aws.left.length} items and rollups`);
  return JSON.stringify(own) === JSON.stringify(aws) ? [] : ['a delivery of many files left something else'];
}

async function comparedStories(
  { module }: RuntimeClient,
  lastDays: number,
  { note, done }: Teller,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-ric-'));
  const told = async (name: string, runtime: string | undefined): Promise<ToldStory> => {
    const story = await toldStory(join(folder, name), lastDays, runtime, (text) => note(`${name}: ${text}`));
    done(`the story under ${name}: ${storyLine(story)}`);
    return story;
  };
  const [own, aws] = [await told('ours', undefined), await told('theirs', module)];
  const faults = [
    ...(own.bundles === aws.bundles ? [] : ['the functions were changed and bundled again between the two']),
    ...comparedTraces(own.traces, aws.traces),
    ...(aws.faults === own.faults
      ? []
      : [`${own.faults} invocations failed under ours, ${aws.faults} under theirs`]),
    ...(aws.processes.given > 0 && aws.processes.own === 0
      ? []
      : ["AWS's client did not run in its own story"]),
  ];
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
  else done(`Both stores are in ${folder}`);
  return faults;
}

function storyLine({ traces, deliveries, faults, processes, seconds }: ToldStory): string {
  const counts = Object.entries(traces).map(
    ([name, list]) => `${list.length.toLocaleString('en-US')} ${name}`,
  );
  const under = `${processes.own} processes of ours, ${processes.given} of AWS's`;
  return `${deliveries} deliveries, ${counts.join(', ')}, ${faults} faults; ${under}; ${seconds.toFixed(0)} s`;
}

const io = processIo();
if (process.argv.includes('--help')) io.out(USAGE);
else {
  try {
    const differences = await main(io, findClient());
    for (const sentence of differences) io.err(`${sentence}\n`);
    io.out(differences.length === 0 ? 'Nothing differs.\n' : `${differences.length} differences.\n`);
    process.exitCode = differences.length === 0 ? 0 : 1;
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}
