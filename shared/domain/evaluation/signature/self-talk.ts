import type { Pattern } from '../cause/facts.ts';
import { doubtsOf } from './against.ts';
import { type Evidence, usualOf } from './evidence.ts';
import { sumUse, type UseSum } from './hourly-use.ts';

const HOURS_MIN = 3;
const DAYS_MIN = 5;
/** Factor between the odds of an output token now and usually: shares near 0 or 1 cannot be compared by their ratio. */
const ODDS = { possible: 2.5, likely: 4 };
/** Output itself must have grown: a share also jumps where input stops. */
const OUTPUT_GROWTH = 2;
/** Part of the hours that lie above every usual day. */
const STEADY = 0.75;

/** A model that answers itself: most of what it reads is what it wrote, so output's share of the tokens jumps. */
export function selfTalk(evidence: Evidence): Pattern | undefined {
  const { now, from, to, step } = evidence;
  const usual = usualOf(evidence, outputShare, DAYS_MIN);
  if (usual === undefined || evidence.usual === undefined || now.hours < HOURS_MIN) return undefined;
  const share = outputShare(now);
  const odds = oddsOf(share) / oddsOf(Math.max(usual.median, 1e-6));
  if (odds < ODDS.possible || now.output < OUTPUT_GROWTH * evidence.usual.output) return undefined;
  if (steadyPart(evidence, usual.most) < STEADY) return undefined;
  const likely = odds >= ODDS.likely && to - from >= 2 * HOURS_MIN * step;
  return {
    name: 'self-talk',
    confidence: likely ? 'likely' : 'possible',
    facts: [
      { label: 'output’s share of all tokens', was: usual.median, now: share, unit: 'share' },
      {
        label: 'output tokens an hour',
        was: evidence.usual.output / now.hours,
        now: now.output / now.hours,
        unit: 'tokens/h',
      },
      { label: 'highest such share of a day before', was: usual.most, now: share, unit: 'share' },
    ],
    against: [...doubtsOf(evidence), 'a job that is meant to write much looks the same'],
  };
}

const outputShare = ({ output, given }: UseSum): number => output / (output + given);
const oddsOf = (share: number): number => share / Math.max(1 - share, 1e-9);

/** Part of the hours (days) with tokens whose share lies above `limit`. */
function steadyPart({ use, from, to, step }: Evidence, limit: number): number {
  let [above, all] = [0, 0];
  for (let hour = Math.floor(from / step) * step; hour < to; hour += step) {
    const sum = sumUse(use, hour, hour + step);
    if (sum.output + sum.given === 0) continue;
    all += 1;
    if (outputShare(sum) > limit) above += 1;
  }
  return all === 0 ? 0 : above / all;
}
