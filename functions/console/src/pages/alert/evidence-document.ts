import type { EvidencePack } from '../../../../../shared/domain/evidence/pack.ts';
import type { PrincipalUse, StopCard } from '../../../../../shared/domain/evidence/stop-card.ts';
import type { StopRefusal } from '../../../../../shared/domain/evidence/stop-target.ts';

type Document = Readonly<Record<string, unknown>> | null;

type Delivery = EvidencePack['deliveries'][number];

/** A pack as its reader may see it: what is counted of the whole bill is for those who see all of it. */
export type Evidence = Omit<EvidencePack, 'deliveries'> & {
  readonly deliveries: readonly (Omit<Delivery, 'files' | 'rows'> &
    Partial<Pick<Delivery, 'files' | 'rows'>>)[];
};

/** A stop card as JSON has it: money is text, and the policy may be JSON instead of its text. */
export type StopCardDocument = Omit<StopCard, 'hits' | 'policy'> & {
  readonly hits: readonly (Omit<PrincipalUse, 'cost'> & { readonly cost: string })[];
  readonly policy: unknown;
};
export type StopRefusalDocument = StopRefusal;

/** The pack that an alert carries; undefined where there is none yet, or one of a kind that this page does not know. */
export const evidenceOf = (document: Document): Evidence | undefined =>
  document?.schema === 'billhook.evidence/1' ? (document as unknown as Evidence) : undefined;

export function stopCardOf(document: Document): StopCardDocument | StopRefusalDocument | undefined {
  if (document === null) return undefined;
  if (typeof document.refused === 'string') return document as unknown as StopRefusalDocument;
  return Array.isArray(document.apply) ? (document as unknown as StopCardDocument) : undefined;
}
