import { publishParts, refuseReading } from '../../shared/flow/publish-parts.ts';
import { composePublishDelivery } from '../../shared/runtime/compose/publish-delivery.ts';
import { eachStep, parseReadingStep } from '../../shared/runtime/reading-steps.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composePublishDelivery();

/** State machine, after all readers: the visible ledger, or what is told of a delivery that cannot be read. */
export const handler = stack(
  app,
  eachStep(app, parseReadingStep, async (step) =>
    step.task === 'publish'
      ? publishParts(app.ports, step.reading)
      : refuseReading(app.ports, step.reading, step.told),
  ),
);
