import { byText } from '../base/order.ts';
import type { BillingPeriod } from '../base/period.ts';
import { isNewer } from '../delivery/order.ts';
import { judgedPeriods, PERIODS_JUDGED } from './judged-periods.ts';
import { nextPointer } from './next-pointer.ts';
import type { LedgerView, Snapshot } from './snapshot.ts';

/** The visible ledger while deliveries come in one after another, without any store. */
export interface PastViews {
  /** False where a newer delivery of its period is there already: this one never became visible. */
  publish(snapshot: Snapshot): boolean;
  /** What a judgement of now looks at, oldest period first. */
  judged(): readonly LedgerView[];
}

export function createPastViews(): PastViews {
  const visible = new Map<BillingPeriod, LedgerView>();
  const inOrder = (): readonly LedgerView[] =>
    [...visible.values()].sort((a, b) => byText(a.pointer.billingPeriod, b.pointer.billingPeriod));
  return {
    publish(snapshot) {
      const base = visible.get(snapshot.billingPeriod)?.pointer;
      if (base !== undefined && !isNewer(snapshot.order, base.order)) return false;
      const { entries, ...head } = snapshot;
      visible.set(snapshot.billingPeriod, { pointer: nextPointer(head, base, head.executedAt), entries });
      // Periods only ever become more, so that one before these is never judged again.
      for (const { pointer } of inOrder().slice(0, -PERIODS_JUDGED)) visible.delete(pointer.billingPeriod);
      return true;
    },
    judged() {
      const views = new Map(inOrder().map((view) => [view.pointer, view]));
      return judgedPeriods([...views.keys()]).map((pointer) => views.get(pointer)!);
    },
  };
}
