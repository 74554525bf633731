import { parentPort } from 'node:worker_threads';
import { type Hunt, hunt } from './hunt.ts';

/** A thread that plays whatever range of worlds it is sent, and answers with what it found. */
parentPort?.on('message', async (order: Hunt & { readonly stopAtFirst?: boolean }) => {
  parentPort?.postMessage(await hunt(order, order));
});
