import type { Command } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { diagnose, worstLight } from '../../../shared/domain/doctor/diagnose.ts';
import { type ExaminePorts, examine } from '../../../shared/flow/examine.ts';
import { channelCheck, openAccount, openBucket } from '../../../shared/runtime/open-account.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import type { CommandContext } from '../command-context.ts';
import { doctorText } from '../doctor-text.ts';
import { EXIT } from '../failure-output.ts';
import { examples, PATH_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { instantOption, settingsFrom } from '../options.ts';
import { countProgress } from '../progress.ts';

interface DoctorOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly export?: string;
  readonly asOf?: string;
  readonly channels?: string;
  readonly failOn?: string;
}

export function addDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description(
      'is the export fit: grain, callers, tags, freshness, channels; each fault with its fix and its wait',
    )
    .argument(
      '[path]',
      'an export, its files, or s3://bucket/prefix; without it, the AWS account of your credentials',
    )
    .option('--export <name>', 'which export (default: the CUR 2.0 export, or what --config names)')
    .option('--config <file>', 'billhook.yml with attribution rules')
    .option('--as-of <time>', 'a UTC time to judge freshness at (default: now)')
    .option('--channels <parameter>', 'also try the channels of this SSM parameter, as the functions have it')
    .option('--fail-on <what>', 'exit 1 on: red, or amber')
    .option('--json', 'machine-readable output')
    .addHelpText('after', `\n${PATH_HELP}\n${RIGHTS}`)
    .addHelpText(
      'after',
      examples('doctor', 'doctor ./my-export', 'doctor --fail-on red --channels /billhook/slack   in cron'),
    )
    .action((path: string | undefined, options: DoctorOptions) => doctor(path, options, context));
}

const RIGHTS = `Asking the account needs bcm-data-exports:ListExports and GetExport, ce:ListCostAllocationTags ($0.01 a call), and
s3:ListBucket and GetObject on the export's bucket. What is not allowed is shown as unknown; the rest is still checked.`;

async function doctor(
  path: string | undefined,
  options: DoctorOptions,
  { io, exitWith }: CommandContext,
): Promise<void> {
  const failOn = failOnOption(options.failOn);
  const { attribution, exportName: configured } = settingsFrom(options);
  const exportName = options.export ?? configured;
  const progress = countProgress(io, 'rows read');
  const asOf = options.asOf === undefined ? Date.now() : instantOption('--as-of', options.asOf);
  const facts = await examine(await portsFor(path, options, io.env.BILLHOOK_SLACK_API_URL), {
    asOf,
    attribution,
    ...(exportName === undefined ? {} : { exportName }),
    onProgress: progress.count,
  });
  progress.done();
  const lines = diagnose(facts);
  const worst = worstLight(lines);
  if (options.json === true) printJson(io, { asOf: isoInstant(asOf), worst, checks: lines });
  else io.out(doctorText(lines, io));
  if (worst === 'red' && failOn !== undefined) exitWith(EXIT.findings);
  if (worst === 'amber' && failOn === 'amber') exitWith(EXIT.findings);
}

async function portsFor(
  path: string | undefined,
  { channels }: DoctorOptions,
  slackUrl: string | undefined,
): Promise<ExaminePorts> {
  const asked = channels === undefined ? {} : { channels: channelCheck(channels, slackUrl) };
  if (path === undefined) return { account: await openAccount(), openBucket, ...asked };
  return { place: await openSource(path), ...asked };
}

/** Throws Failure `misconfigured` on anything else. */
function failOnOption(what: string | undefined): 'red' | 'amber' | undefined {
  if (what === undefined || what === 'red' || what === 'amber') return what;
  throw misconfigured('not something to fail on', {
    expected: '--fail-on red or --fail-on amber',
    found: what,
  });
}
