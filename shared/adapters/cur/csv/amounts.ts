import type { Engine } from '../kernels/engine.ts';
import { numberOf } from '../number-text.ts';
import { notOf } from '../refusal.ts';
import type { Selection } from '../source-block.ts';
import { type Field, fieldText, placeOf } from './fields.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/** Usage amounts of the selected rows into f64, 0 for blank ones. Throws Failure `poison` on what is no finite number. */
export function readAmounts(
  engine: Engine,
  plan: CsvPlan,
  records: Records,
  field: Field,
  selection: Selection,
  out: number,
): void {
  const { kernels, heap } = engine;
  const { rows, count } = selection;
  const unsure = kernels.doublesOfTexts(field.spans, field.spans + 4, field.stride, rows, count, out);
  if (unsure === 0) return;
  const { i32, f64 } = heap.views;
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(f64[(out >> 3) + i])) continue;
    const row = i32[(rows >> 2) + i]!;
    const text = fieldText(engine, field, row);
    const amount = text === '' ? 0 : numberOf(text);
    if (!Number.isFinite(amount))
      throw notOf('a finite number', placeOf(plan, records, field.word, row), text);
    f64[(out >> 3) + i] = amount;
  }
}
