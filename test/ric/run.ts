// node test/ric/run.ts [--help]: the bundles under AWS's own runtime client, against the Lambda host's runtime.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../functions/cli/io.ts';
import { progressOn } from '../../functions/cli/progress.ts';
import { functionNames } from '../../infra/bundle.ts';
import { findClient, type RuntimeClient } from './client.ts';
import { probeAnswers } from './probes.ts';
import { type ToldStory, toldStory } from './story.ts';
import { comparedTraces } from './traces.ts';

const USAGE = `npm ci --prefix test/ric && node test/ric/run.ts [--last-days 1]
Plays the demo's story twice, from exports in S3 to messages in Slack: once with the functions' bundles under the Lambda
host's own runtime, once under AWS's (aws-lambda-ric, which npm compiles with cmake and a C++ compiler). Ledger, alerts,
messages and every object must be alike, and so must the answers of small functions that end badly in every way.
--last-days: days of the story after two months of history, 1 to 8. Ends with 1 where something differs, and
leaves both stores to look at.
`;

/** What differs, in sentences. */
async function main(io: Io, client: RuntimeClient): Promise<readonly string[]> {
  const { values } = parseArgs({ options: { 'last-days': { type: 'string', default: '1' } } });
  const lastDays = Number(values['last-days']);
  const progress = progressOn(io);
  const done = (text: string): void => {
    progress.done();
    io.out(`${text}\n`);
  };
  io.out(`AWS's runtime client ${client.version} against the Lambda host's own.\n`);
  progress.update('small functions under both …');
  const [own, aws] = [await probeAnswers(undefined), await probeAnswers(client.module)];
  const other = [...own].filter(([what, answer]) => answer !== aws.get(what));
  done(`${own.size - other.length} of ${own.size} answers of small functions are alike`);
  const folder = mkdtempSync(join(tmpdir(), 'billhook-ric-'));
  try {
    const told = async (name: string, runtime: string | undefined): Promise<ToldStory> => {
      const note = (text: string): void => progress.update(`${name}: ${text}`);
      const story = await toldStory(join(folder, name), lastDays, runtime, note);
      done(`${name}: ${storyLine(story)}`);
      return story;
    };
    const host = await told('host', undefined);
    const ric = await told('aws', client.module);
    const differences = [
      ...(host.bundles === ric.bundles
        ? []
        : ['the functions were changed and bundled again between the two']),
      ...other.map(([what, answer]) => `${what} differs:\n  ${answer}\n  ${aws.get(what)}`),
      ...comparedTraces(host.traces, ric.traces),
      ...(ric.faults === host.faults
        ? []
        : [`${host.faults} invocations failed under ours, ${ric.faults} under AWS's`]),
      ...(ric.processes >= functionNames().length
        ? []
        : [`only ${ric.processes} processes ran AWS's client`]),
    ];
    if (differences.length === 0) rmSync(folder, { recursive: true, force: true });
    else io.err(`Both stores are in ${folder}\n`);
    return differences;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function storyLine({ traces, deliveries, faults, processes, seconds }: ToldStory): string {
  const counts = Object.entries(traces).map(
    ([name, list]) => `${list.length.toLocaleString('en-US')} ${name}`,
  );
  const under = processes === 0 ? '' : `, ${processes} processes of AWS's client`;
  return `${deliveries} deliveries, ${counts.join(', ')}, ${faults} faults${under}; ${seconds.toFixed(0)} s`;
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
