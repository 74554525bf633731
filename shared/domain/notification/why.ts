import type { Cause } from '../evaluation/cause/facts.ts';
import type { Finding } from '../evaluation/finding.ts';
import { bridgeText, riseWords } from './bridge-words.ts';
import type { LabelledValue } from './notification.ts';
import { patternFactText, patternName } from './pattern-words.ts';
import { splitText } from './split-words.ts';
import { modelSwitchText, priceChangeText } from './switch-words.ts';

/** Label of the line that names a loop's pattern. */
export const PATTERN = 'Pattern';

const FACTS_SHOWN = 2;
/** Part of the rise from which a new price is the news and a pattern is not. */
const PRICE_LEADS = 2n;

/**
 * At most three short lines: what happened (a loop's pattern with its two strongest numbers and what speaks against it;
 * else a new price or another model), what the rise is made of, and how the token kinds share in the cost. Of what is over
 * only the pattern's name is left.
 */
export function whyLines({ cause, currency }: Finding, over: boolean): readonly LabelledValue[] {
  if (cause === undefined) return [];
  if (over) {
    const [pattern] = cause.patterns;
    return pattern === undefined ? [] : [{ label: PATTERN, value: patternName(pattern, cause) }];
  }
  const bridge = bridgeText(cause.bridge, currency);
  const split = splitText(cause.split ?? []);
  return [
    ...whatHappened(cause, currency),
    ...(bridge === undefined ? [] : [{ label: riseWords(cause.kind), value: bridge }]),
    ...(split === undefined ? [] : [{ label: 'Split', value: split }]),
  ];
}

function whatHappened(cause: Cause, currency: string): readonly LabelledValue[] {
  const { bridge, priceChange, modelSwitch, patterns } = cause;
  const [pattern] = patterns;
  const priceLeads = bridge.total > 0n && bridge.price * PRICE_LEADS >= bridge.total;
  if (priceChange !== undefined && (priceLeads || pattern === undefined)) {
    return [{ label: 'New price', value: priceChangeText(priceChange, currency) }];
  }
  if (pattern !== undefined) {
    const numbers = pattern.facts.slice(0, FACTS_SHOWN).map((fact) => patternFactText(fact, currency));
    const value = `${patternName(pattern, cause)}: ${numbers.join(', ')}; against it: ${pattern.against[0]}`;
    return [{ label: PATTERN, value }];
  }
  return modelSwitch === undefined
    ? []
    : [{ label: 'Other model', value: modelSwitchText(modelSwitch, currency) }];
}
