import { addDecimal, DECIMAL_ZERO, type Decimal } from '../base/decimal.ts';
import { bug } from '../base/failure.ts';
import { decimalOfPico, type Pico, picoOf } from '../base/money.ts';
import type { ChargeBatch, ChargeFacts } from '../charge/charge.ts';
import { createDoubles } from './growing-column.ts';
import { createPicoSums, type PicoSums } from './pico-sums.ts';
import type { ChargePlan } from './usage-plan.ts';

/** Sum of all rows of one combination of facts. */
export interface FactsSum {
  readonly plan: ChargePlan;
  readonly rows: number;
  /** Exact, to the last decimal of the file. */
  readonly cost: Decimal;
  /** The same with each row rounded to picodollars, as the ledger adds it up. */
  readonly pico: Pico;
}

/**
 * Rows and cost by the facts codes of one data file. Everything the control totals tell apart is a fact, so one sum a
 * code is enough for all of them.
 */
export interface FileTally {
  /** Whether the batch continues this file, so that its codes mean the same. */
  continues(batch: ChargeBatch): boolean;
  /** Learns what the codes of the batch mean. */
  prepare(batch: ChargeBatch): void;
  planOf(code: number): ChargePlan;
  add(code: number, lineItems: number, pico: number): void;
  addExact(code: number, lineItems: number, cost: Decimal): void;
  sums(): readonly FactsSum[];
}

export function createFileTally(file: string, plan: (facts: ChargeFacts) => ChargePlan): FileTally {
  /** By code, with holes for codes without a row, which array methods pass over. */
  const plans: ChargePlan[] = [];
  let facts: readonly ChargeFacts[] = [];
  const rows = createDoubles();
  const exact = new Map<number, { cost: Decimal; pico: Pico }>();
  const pico: PicoSums = createPicoSums();
  return {
    continues(batch) {
      if (batch.file !== file) return false;
      // Mostly it is the same list, which has grown: 100,000 facts are not compared for each batch.
      // Stryker disable next-line ConditionalExpression: a list that is the same has the same facts.
      if (batch.facts === facts) return true;
      return plans.every((known, code) => known.facts === batch.facts[code]);
    },
    prepare(batch) {
      facts = batch.facts;
    },
    planOf(code) {
      const known = plans[code];
      if (known !== undefined) return known;
      const found = facts[code];
      if (found === undefined) throw bug('a row names facts that its batch does not have', { file });
      const made = plan(found);
      plans[code] = made;
      return made;
    },
    add(code, lineItems, amount) {
      rows.add(code, lineItems);
      pico.add(code, amount);
    },
    addExact(code, lineItems, cost) {
      rows.add(code, lineItems);
      const sum = exact.get(code) ?? { cost: DECIMAL_ZERO, pico: 0n };
      exact.set(code, { cost: addDecimal(sum.cost, cost), pico: sum.pico + picoOf(cost) });
    },
    sums: () =>
      plans.flatMap((plan, code): FactsSum[] => {
        const whole = pico.sum(code);
        const rest = exact.get(code) ?? { cost: DECIMAL_ZERO, pico: 0n };
        const cost = addDecimal(decimalOfPico(whole), rest.cost);
        return [{ plan, rows: rows.get(code), cost, pico: whole + rest.pico }];
      }),
  };
}
