import type { Pattern } from '../cause/facts.ts';
import { doubtsOf } from './against.ts';
import { type Evidence, usualOf } from './evidence.ts';
import type { UseSum } from './hourly-use.ts';

const HOURS_MIN = 3;
const DAYS_MIN = 5;
/** Usual share of the input that came from the cache; below it there was little to lose. */
const CACHED_MIN = 0.2;
/** Of that share, what is left. */
const LEFT = { possible: 0.5, likely: 0.2 };
/** Part of the usual input of the same hours: the volume "stayed". */
const VOLUME = { min: 0.4, max: 2.5 };
/** Of the usual reads: where these stayed, something else was added and nothing broke. */
const READS_MAX = 0.7;

/** The same prompts, no longer served from the cache: every call pays the full price for what it repeats. */
export function cacheBreak(evidence: Evidence): Pattern | undefined {
  const { now, usual } = evidence;
  const days = usualOf(evidence, cachedShare, DAYS_MIN);
  if (usual === undefined || days === undefined || now.hours < HOURS_MIN) return undefined;
  const share = cachedShare(now);
  const volume = now.given / usual.given;
  if (days.median < CACHED_MIN || share >= days.least || share > LEFT.possible * days.median)
    return undefined;
  if (!(volume >= VOLUME.min && volume <= VOLUME.max) || now.cacheRead > READS_MAX * usual.cacheRead) {
    return undefined;
  }
  return {
    name: 'cache break',
    confidence: share <= LEFT.likely * days.median ? 'likely' : 'possible',
    facts: [
      { label: 'input served from the cache', was: days.median, now: share, unit: 'share' },
      {
        label: 'input at the full price, tokens an hour',
        was: (usual.given - usual.cacheRead) / now.hours,
        now: (now.given - now.cacheRead) / now.hours,
        unit: 'tokens/h',
      },
      {
        label: 'all input, tokens an hour',
        was: usual.given / now.hours,
        now: now.given / now.hours,
        unit: 'tokens/h',
      },
    ],
    against: [
      ...(volume > 1.5 || volume < 0.67
        ? [`the volume changed too, to ${volume.toFixed(1)}× of the usual`]
        : []),
      ...doubtsOf(evidence),
      'prompts that were changed on purpose lose their cache for a while',
    ],
  };
}

const cachedShare = ({ cacheRead, given }: UseSum): number => cacheRead / given;
