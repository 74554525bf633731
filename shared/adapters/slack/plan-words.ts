import type { Pico } from '../../domain/base/money.ts';
import { parseAmount } from './amount.ts';

/** A plan as somebody typed it; its end is still words, as they mean a time only on the clocks of its team. */
export interface PlanWords {
  readonly team?: string;
  readonly principal?: string;
  readonly cap: Pico;
  readonly until: readonly string[];
}

export const PLAN_USAGE =
  '/billhook plan [team] [principal] AMOUNT until WHEN [what for], such as: /billhook plan claims role/claims-agent@123456789012 $5,000 until friday 18:00 eval run';

/** Undefined where there is no amount, or nothing behind it. */
export function parsePlanWords(words: readonly string[]): PlanWords | undefined {
  const at = words.findIndex((word) => parseAmount(word) !== undefined);
  const cap = parseAmount(words[at] ?? '');
  if (cap === undefined) return undefined;
  const scope = words.slice(0, at).filter((word) => word.toLowerCase() !== 'for');
  const principal = scope.find((word) => word.includes('/'));
  const team = scope.filter((word) => word !== principal).join(' ');
  const rest = words.slice(at + 1);
  const until = /^(until|till|to)$/i.test(rest[0] ?? '') ? rest.slice(1) : rest;
  if (until.length === 0) return undefined;
  return {
    ...(team === '' ? {} : { team }),
    ...(principal === undefined ? {} : { principal }),
    cap,
    until,
  };
}
