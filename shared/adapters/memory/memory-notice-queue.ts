import type { Notice } from '../../domain/delivery/delivery.ts';
import type { NoticeQueue } from '../../ports/notice-queue.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';

/** Notices that nobody took yet, oldest first, are in `waiting`. */
export function createMemoryNoticeQueue(
  faults: Faults = NO_FAULTS,
): NoticeQueue & { readonly waiting: Notice[] } {
  const waiting: Notice[] = [];
  return {
    waiting,
    send: (notice) =>
      withFault(faults, 'notices.send', () => {
        waiting.push(notice);
      }),
  };
}
