import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { eachChange } from '../../shared/runtime/batch.ts';
import { movedPointer } from '../../shared/runtime/change-events.ts';
import { composeEvaluate } from '../../shared/runtime/compose/evaluate.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeEvaluate();

/** Table stream, pointers only: what became visible is judged, each export once a batch. */
export const handler = stack(
  app,
  eachChange(app, movedPointer, async (exportName) =>
    evaluateExport(app.ports, exportName, await app.settings()),
  ),
);
