import { type Hunt, hunt } from './hunt.ts';

/** A process that plays whatever range of worlds it is sent, answers with what it found, and ends with its parent. */
process.on('message', async (order: Hunt & { readonly stopAtFirst?: boolean }) => {
  process.send?.(await hunt(order, order));
});
process.on('disconnect', () => process.exit());
