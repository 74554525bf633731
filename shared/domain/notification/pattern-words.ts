import { formatMoney, picoOfNumber } from '../base/money.ts';
import type { Cause, Pattern, PatternFact } from '../evaluation/cause/facts.ts';
import { plainText } from './text.ts';
import { shareText } from './words.ts';

/** `likely model jump from claude-haiku-4.5 to claude-opus-4.6`. */
export function patternName(pattern: Pattern, { modelSwitch }: Cause): string {
  const name = `${pattern.confidence} ${pattern.name}`;
  return pattern.name !== 'model jump' || modelSwitch === undefined
    ? name
    : `${name} from ${plainText(modelSwitch.from)} to ${plainText(modelSwitch.to)}`;
}

/** `output’s share of all tokens 7 % → 61 %`; what has no before is the number alone. */
export function patternFactText({ label, was, now, unit }: PatternFact, currency: string): string {
  const told = amountText(now, unit, currency);
  return was === 0 && unit !== 'share'
    ? `${label} ${told}`
    : `${label} ${amountText(was, unit, currency)} → ${told}`;
}

function amountText(value: number, unit: PatternFact['unit'], currency: string): string {
  switch (unit) {
    case 'share':
      return shareText(value);
    case 'ratio':
      return value >= 100 ? compact(value) : value.toFixed(1);
    case 'tokens/h':
      return compact(value);
    case 'money/h':
      return `${formatMoney(picoOfNumber(value), currency)}/h`;
    case 'money/M tokens':
      return formatMoney(picoOfNumber(value), currency);
    case 'sessions':
      return String(Math.round(value));
    case 'hours':
      return `${Math.round(value)} h`;
  }
}

const STEPS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** `1.2M`, `45k`, `312`: two digits are enough to compare. */
export function compact(value: number): string {
  // 999,999 would read 1000k.
  const step = STEPS.find(([size]) => value >= 0.9995 * size);
  if (step === undefined) return String(Math.round(value));
  const scaled = value / step[0];
  return `${scaled >= 9.95 ? Math.round(scaled) : Number(scaled.toFixed(1))}${step[1]}`;
}
