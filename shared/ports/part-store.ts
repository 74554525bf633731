import type { FailureDetail, FailureKind } from '../domain/base/failure.ts';
import type { AttributionSettings } from '../domain/charge/attribution-settings.ts';
import type { Delivery, Notice } from '../domain/delivery/delivery.ts';
import type { FoldPart } from '../domain/ledger/fold-part.ts';

/**
 * A large delivery with all that its readers must agree on: pinned files, and the settings as they were at its start. One
 * that changes its rules half way would be read by two.
 */
export interface ReadingPlan {
  readonly delivery: Delivery;
  readonly attribution: AttributionSettings;
  readonly cost: 'unblended' | 'net';
  /** What announced it: where it fails for good, this goes where such notices go. */
  readonly notice: Notice;
}

/** Why one of the readers, or who adds up their parts (`file` is absent then), could not go on. */
export interface ReadingFault {
  /** Place in the delivery's files. */
  readonly file?: number;
  readonly kind: FailureKind;
  readonly message: string;
  readonly detail: FailureDetail;
}

/** What the readers of one large delivery leave for each other, by the reading's name. Kept for some days. */
export interface PartStore {
  writePlan(reading: string, plan: ReadingPlan): Promise<void>;
  /** Throws Failure `bug` where there is none. */
  readPlan(reading: string): Promise<ReadingPlan>;
  /** Writing the same part again writes the same bytes. */
  writePart(reading: string, file: number, part: FoldPart): Promise<void>;
  /** Hands the part to `use`, once. Throws Failure `bug` where there is none, `poison` where it is damaged. */
  usePart(reading: string, file: number, use: (part: FoldPart) => void): Promise<void>;
  writeFault(reading: string, fault: ReadingFault): Promise<void>;
  /** By file; those of a file whose part was written in a later try are left out. */
  faults(reading: string): Promise<readonly ReadingFault[]>;
}
