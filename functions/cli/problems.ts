import type { Problem } from '../../shared/domain/alert/declared-checks.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';

const OPTIONS: Readonly<Record<Problem['field'], string>> = {
  team: '--team',
  cap: '--cap',
  currency: '--currency',
  startsAt: '--from',
  endsAt: '--until',
  matchers: '--match',
  note: '--comment',
};

/** All that is wrong at once, each with its option. Always throws Failure `misconfigured`. */
export function refuseProblems(problems: readonly Problem[]): never {
  const all = problems.map(({ field, text }) => `${OPTIONS[field]}: ${text.replace(/\.$/, '')}`);
  throw misconfigured(all.join('; '));
}
