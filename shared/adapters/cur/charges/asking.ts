import type { ChargeFacts } from '../../../domain/charge/charge.ts';
import { LATE_FACTS, type LateFact } from '../../../domain/charge/late-facts.ts';
import { LATE_WORDS } from '../source-block.ts';

/** Which of a file's charges ask for a late fact, worked out once for each charge. */
export interface Asking {
  /** Of each code so far a 1 where the charge asks for it, else 0; valid until the next call. */
  marksOf(word: LateFact): Uint8Array;
}

/** `facts` grows. */
export function createAsking(facts: readonly ChargeFacts[]): Asking {
  // Charges by the thousand differ in nothing that the answers hang on.
  const known = new Map<string, readonly LateFact[]>();
  let size = 0;
  let marks = LATE_WORDS.map(() => new Uint8Array(1024));

  const askedBy = (one: ChargeFacts): readonly LateFact[] => {
    const key = `${one.billingEntity}\n${one.productCode}\n${one.productFamily}\n${one.lineItemType}\n${one.usageType}\n${one.pricingUnit}\n${one.productModel}\n${one.productName}`;
    const asked = known.get(key) ?? LATE_WORDS.filter((word) => LATE_FACTS[word](one));
    known.set(key, asked);
    return asked;
  };

  function catchUp(): void {
    if (facts.length > marks[0]!.length) {
      marks = marks.map((old) => {
        const wider = new Uint8Array(2 * facts.length);
        wider.set(old);
        return wider;
      });
    }
    for (; size < facts.length; size++)
      for (const word of askedBy(facts[size]!)) marks[LATE_WORDS.indexOf(word)]![size] = 1;
  }

  return {
    marksOf(word) {
      catchUp();
      return marks[LATE_WORDS.indexOf(word)]!.subarray(0, size);
    },
  };
}
