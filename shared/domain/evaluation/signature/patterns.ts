import type { Pattern } from '../cause/facts.ts';
import { cacheBreak } from './cache-break.ts';
import type { Evidence } from './evidence.ts';
import { flatLine } from './flat-line.ts';
import { modelJump } from './model-jump.ts';
import { selfTalk } from './self-talk.ts';
import { snowball } from './snowball.ts';
import { swarm } from './swarm.ts';

/** The more a pattern says about the fault, the earlier it stands: any loop without people is flat, so flat comes last. */
const BY_MEANING: readonly ((evidence: Evidence) => Pattern | undefined)[] = [
  cacheBreak,
  modelJump,
  snowball,
  selfTalk,
  swarm,
  flatLine,
];

/** Every pattern that the evidence shows, most convincing first; none is the usual answer. */
export function patternsIn(evidence: Evidence): readonly Pattern[] {
  const found = BY_MEANING.flatMap((signature) => signature(evidence) ?? []);
  const rank = ({ confidence }: Pattern): number => (confidence === 'likely' ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}
