import { readPart } from '../../shared/flow/read-part.ts';
import { composeReadFile } from '../../shared/runtime/compose/read-file.ts';
import { eachStep, parseFileStep } from '../../shared/runtime/reading-steps.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeReadFile();

/** State machine, one item a file: what one file of a large delivery adds to its ledger. */
export const handler = stack(
  app,
  eachStep(app, parseFileStep, ({ reading, file }) => readPart(app.ports, reading, file)),
);
