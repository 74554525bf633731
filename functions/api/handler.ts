import { eachApiRequest } from '../../shared/runtime/api-events.ts';
import { composeApi } from '../../shared/runtime/compose/api.ts';
import { stack } from '../../shared/runtime/stack.ts';
import { createApi } from './app.ts';
import { identify } from './identity.ts';
import { createUseCases } from './use-cases.ts';

const app = composeApi();
const api = createApi({
  useCases: createUseCases(app),
  identify: async (event) => identify(event, await app.settings()),
  repeats: app.repeats,
  now: app.now,
  onFault: (error) => app.log.error('a request failed', { error }),
});

/** What console and programs ask and change. */
export const handler = stack(
  app,
  eachApiRequest(app, async (request, event) => api.fetch(request, { event })),
);
