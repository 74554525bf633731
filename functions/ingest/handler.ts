import { ingestNotice } from '../../shared/flow/ingest.ts';
import { eachNotice } from '../../shared/runtime/batch.ts';
import { composeIngest } from '../../shared/runtime/compose/ingest.ts';
import { stack } from '../../shared/runtime/stack.ts';

// Once a cold start; a wrong setting fails here, by name, before any data is touched.
const app = composeIngest();

/** Queue of notices: each leads to one published ledger, or to a reason why not. */
export const handler = stack(
  app,
  eachNotice(app, async (notice) => ingestNotice(app.ports, notice, await app.settings())),
);
