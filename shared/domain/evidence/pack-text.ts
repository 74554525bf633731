import { poison } from '../base/failure.ts';
import { EVIDENCE_SCHEMA, type EvidencePack } from './pack.ts';

/** The document as text; equal packs are equal texts. */
export const evidenceText = (pack: EvidencePack): string => JSON.stringify(pack);

/** Throws Failure `poison` on anything but a pack of the schema that this version writes. */
export function parseEvidence(text: string, file: string): EvidencePack {
  const found = parsed(text);
  if (isPack(found)) return found;
  throw poison('this is no evidence pack that can be read here', {
    file,
    expected: `a JSON document of schema ${EVIDENCE_SCHEMA}`,
    found: JSON.stringify(
      typeof found === 'object' && found !== null && 'schema' in found ? found.schema : typeof found,
    ),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only this program writes them, under a name of their schema; the fields that everything is shown from are looked at. */
function isPack(value: unknown): value is EvidencePack {
  if (typeof value !== 'object' || value === null) return false;
  const { schema, amount, hours, contributions, query } = value as Partial<EvidencePack>;
  return (
    schema === EVIDENCE_SCHEMA &&
    typeof amount?.amount === 'string' &&
    typeof query?.gives === 'string' &&
    Array.isArray(hours) &&
    Array.isArray(contributions)
  );
}
