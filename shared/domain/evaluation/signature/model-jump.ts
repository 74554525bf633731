import { approximate } from '../../base/money.ts';
import type { Pattern } from '../cause/facts.ts';
import { doubtsOf } from './against.ts';
import type { Evidence } from './evidence.ts';

/** Price of a token on the new model against the old: tiers of one family differ by three and more. */
const DEARER = { possible: 1.4, likely: 2.5 };
/** Share of the tokens on the new model from which the switch is nearly whole. */
const SHARE_LIKELY = 0.7;
/** Volume that "stayed", for the stronger word. */
const VOLUME_LIKELY = { min: 0.6, max: 1.6 };

/** A dear model that does what a cheap one did: a changed default, a fallback, a wrong setting. */
export function modelJump(evidence: Evidence): Pattern | undefined {
  const { modelSwitch } = evidence;
  if (modelSwitch === undefined) return undefined;
  const { fromPrice, toPrice, shareWas, shareNow, tokensWas, tokensNow } = modelSwitch;
  const [was, now] = [approximate(fromPrice), approximate(toPrice)];
  if (was <= 0 || now < DEARER.possible * was) return undefined;
  const volume = tokensNow / tokensWas;
  const stayed = volume >= VOLUME_LIKELY.min && volume <= VOLUME_LIKELY.max;
  return {
    name: 'model jump',
    confidence: now >= DEARER.likely * was && shareNow >= SHARE_LIKELY && stayed ? 'likely' : 'possible',
    facts: [
      { label: 'tokens on the dearer model', was: shareWas, now: shareNow, unit: 'share' },
      { label: 'price of a million tokens', was, now, unit: 'money/M tokens' },
      { label: 'tokens of all models as a part of the usual', was: 1, now: volume, unit: 'ratio' },
    ],
    against: [
      ...(stayed ? [] : [`the volume changed too, to ${volume.toFixed(1)}× of the usual`]),
      ...doubtsOf(evidence),
      'it may have been decided: a migration looks the same',
    ],
  };
}
