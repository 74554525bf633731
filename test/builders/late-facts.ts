import type { ChargeFacts } from '../../shared/domain/charge/charge.ts';
import { LATE_FACTS, type LateFact } from '../../shared/domain/charge/late-facts.ts';

/** As readers bring a Bedrock charge: without the service code, and without late facts that it does not ask for. */
export function asRead<Facts extends ChargeFacts>(facts: Facts): Facts {
  const known = { ...facts, servicecode: '' };
  const unasked = Object.keys(LATE_FACTS).filter((word) => !LATE_FACTS[word as LateFact](known));
  return { ...known, ...Object.fromEntries(unasked.map((word) => [word, ''])) };
}
