import type { EvidencePack } from '../domain/evidence/pack.ts';

/** Frozen packs, one for each version of an alert that told something. */
export interface EvidenceStore {
  /** `false` where this version has one already: it stays as it is. */
  keep(pack: EvidencePack): Promise<boolean>;
  /** Whether this version of the alert has one. */
  has(exportName: string, alertId: string, alertVersion: number): Promise<boolean>;
  /** The newest one of the alert that is not newer than this version. Throws Failure `poison` on one of an unknown schema. */
  newest(exportName: string, alertId: string, alertVersion: number): Promise<EvidencePack | undefined>;
}
