import {
  checkAccounts,
  checkAttribution,
  checkBedrock,
  checkFreshness,
  checkPrincipal,
  checkShapes,
} from './checks/data-checks.ts';
import { checkExport, checkGrain, checkLayout, checkResources, checkTable } from './checks/export-checks.ts';
import { checkTags } from './checks/tag-checks.ts';
import type { DoctorFacts } from './facts.ts';
import { type DoctorLine, faulty, green, grey, type Light } from './line.ts';

/** Every check in the order in which a person mends things: without an export nothing else matters. */
const CHECKS: readonly ((facts: DoctorFacts) => DoctorLine)[] = [
  checkExport,
  checkTable,
  checkGrain,
  checkPrincipal,
  checkTags,
  checkResources,
  checkLayout,
  checkFreshness,
  checkBedrock,
  checkShapes,
  checkAccounts,
  checkAttribution,
  checkChannels,
];

export const diagnose = (facts: DoctorFacts): readonly DoctorLine[] => CHECKS.map((check) => check(facts));

/** The worst there is; what could not be looked at is no fault. */
export const worstLight = (lines: readonly DoctorLine[]): Light =>
  (['red', 'amber', 'green'] as const).find((light) => lines.some((line) => line.light === light)) ?? 'grey';

function checkChannels({ channels }: DoctorFacts): DoctorLine {
  if (!channels.known) return grey('channels', channels.why);
  const silent = channels.value.filter(({ fault }) => fault !== undefined);
  if (channels.value.length === 0) {
    return faulty(
      'red',
      'channels',
      'there is no channel: an alert would reach nobody',
      'store a Slack bot token or webhook in the SSM parameter (docs/slack.md)',
    );
  }
  if (silent.length === 0) {
    return green('channels', `${channels.value.map(({ name }) => name).join(', ')} answer`);
  }
  const [first] = silent;
  return faulty(
    'red',
    'channels',
    silent.map(({ name, fault }) => `${name}: ${fault}`).join('; '),
    `invite the app to the channel, or replace the secret, then run this again (${first!.name})`,
  );
}
